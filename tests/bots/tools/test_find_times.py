"""Free times for a wish."""

from __future__ import annotations

import pytest

from bots.errors import BadArguments
from tests.acting import call
from tests.bots.tools.conftest import NINE
from tests.talking import Desk


def test_a_free_time_is_exact(desk: Desk) -> None:
    found = call(desk, desk.talk(), "find_times", service=0, first="2026-03-20", at=["09:00"])
    assert (found["exact"], found["times"][0]["start"]) == (True, NINE)


def test_a_closed_day_says_why_and_what_is_near(desk: Desk) -> None:
    found = call(desk, desk.talk(), "find_times", service=0, first="2026-03-19", at=["09:00"])
    assert found["why"] == "closed"
    assert found["times"][0]["start"] == NINE


def test_an_unknown_service_is_refused(desk: Desk) -> None:
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "find_times", service=7)
