"""Free times for a wish."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.errors import BadArguments
from tests.acting import call
from tests.talking import Desk

FILE = """
id: salon
kind: booking
name: Salon
timezone: UTC
services: [{id: cut, name: Cut, minutes: 30}]
hours: {fri: [["09:00", "12:00"]]}
"""
NINE = "2026-03-20T09:00:00+00:00"
TEN = "2026-03-20T10:00:00+00:00"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, FILE, datetime(2026, 3, 18, 9, 0, tzinfo=UTC))


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
