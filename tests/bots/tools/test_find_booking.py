"""Only one's own."""

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


def test_own_by_conversation_and_foreign_only_by_code(desk: Desk) -> None:
    talk, other = desk.talk(), desk.talk()
    code = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")["code"]
    assert len(call(desk, talk, "find_booking")["bookings"]) == 1
    assert call(desk, other, "find_booking")["bookings"] == []
    assert len(call(desk, other, "find_booking", code=code)["bookings"]) == 1
    assert call(desk, other, "find_booking", code="22222-22222")["bookings"] == []
