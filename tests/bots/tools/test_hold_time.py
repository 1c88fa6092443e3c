"""A time held is not offered to others."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

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


def test_of_two_one_holds(desk: Desk) -> None:
    one, two = desk.talk(), desk.talk()
    assert call(desk, one, "hold_time", service=0, start=NINE)["held"]
    assert call(desk, two, "hold_time", service=0, start=NINE) == {"held": False, "staff": None, "why": "taken"}
    assert call(desk, one, "hold_time", service=0, start=NINE)["held"]
