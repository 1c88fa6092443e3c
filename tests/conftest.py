"""For all tests: long counts run only when asked for (``make evidence``); ``make test`` runs their samples."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is marked ``evidence`` unless a mark was named on the command line."""
    if config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("evidence")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)
