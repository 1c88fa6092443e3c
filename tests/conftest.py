"""For all tests: what is left out, and how what remains is dealt out to the workers.

Long counts run only when asked for (``make evidence``); ``make test`` runs their samples.

Workers get whole areas rather than single tests, the longest first (``AREAS``; 2026-11-25): tests dealt one by one made
both workers set up every server, model and database of a session, and a long area that began last left one idle.

What Hypothesis makes up is the same in every run, and may be slow on a busy machine: chance fails no test. The long
counts try new inputs, with seeds that go on from run to run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.disk import unhurried

settings.register_profile(
    "steady", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

# Tests start some thirty servers and children, each of which would compile every library it imports (2 s) where the
# environment tells Python to keep no compiled files.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

FOLDER = Path(__file__).parent
# Marks of ``xdist_group`` and folders, the longest first; what is not named here comes after, file by file.
AREAS = (
    "browser", "channels-server", "channels-process", "pages", "canary", "run", "two-processes", "knowledge",
    "workspace/commands", "records", "guardrails/test_main.py", "bots/kinds/test_booking.py", "conversations",
    "guardrails/test_wheel.py", "documents", "bots/models/test_real_weights.py",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """The order below is the order of the workers too; xdist would sort by the number of tests."""
    config.option.loadscopereorder = False


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is marked ``evidence`` unless a mark was named on the command line; deals the rest out."""
    if not config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("evidence")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(_area(item)))
    items.sort(key=_place)  # stable: within an area nothing moves


@pytest.fixture(autouse=True)
def _disk(request: pytest.FixtureRequest) -> Iterator[None]:
    with nullcontext() if request.path.is_relative_to(FOLDER / "records") else unhurried():
        yield


def _area(item: pytest.Item) -> str:
    """The server a test shares, the named folder it lies in, otherwise its file."""
    shares = item.path.is_relative_to(FOLDER / "channels") and "place" in getattr(item, "fixturenames", ())
    return "channels-server" if shares else _area_of(item.path)


@cache
def _area_of(path: Path) -> str:
    file = path.relative_to(FOLDER)
    return next((area for area in AREAS if file.is_relative_to(area)), file.as_posix())


def _place(item: pytest.Item) -> int:
    mark = item.get_closest_marker("xdist_group")
    assert mark is not None
    return AREAS.index(mark.args[0]) if mark.args[0] in AREAS else len(AREAS)
