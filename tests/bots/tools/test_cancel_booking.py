"""Giving a time back."""

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


def test_a_stranger_cannot_even_with_the_id(desk: Desk) -> None:
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678")
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "cancel_booking", booking=done["id"])


def test_the_time_is_free_again(desk: Desk) -> None:
    talk = desk.talk()
    done = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    assert call(desk, talk, "cancel_booking", booking=done["id"])["cancelled"]
    assert call(desk, desk.talk(), "book_time", service=0, start=NINE, key="87654321")["booked"]
