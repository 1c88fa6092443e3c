"""Another time for the same booking."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.errors import BadArguments
from tests.acting import call
from tests.bots.tools.conftest import NINE, SALON, TEN
from tests.talking import Desk, later


def test_it_moves_or_changes_nothing(desk: Desk) -> None:
    talk = desk.talk()
    done = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    call(desk, desk.talk(), "book_time", service=0, start=TEN, key="87654321")
    assert call(desk, talk, "move_booking", booking=done["id"], service=0, start=TEN) == {
        "moved": False,
        "why": "taken",
    }
    later = "2026-03-20T11:00:00+00:00"
    assert call(desk, talk, "move_booking", booking=done["id"], service=0, start=later)["moved"]
    assert len(desk.bookings()) == 2


def test_a_stranger_cannot(desk: Desk) -> None:
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678")
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "move_booking", booking=done["id"], service=0, start=TEN)


def test_after_the_owner_s_time_for_changes_it_is_too_late(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path, SALON + "cancel_hours: 24\n", datetime(2026, 3, 18, 9, 0, tzinfo=UTC))
    talk = desk.talk()
    done = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    later(desk, hours=25)
    late = {"moved": False, "why": "late"}
    assert call(desk, talk, "move_booking", booking=done["id"], service=0, start=TEN) == late
    assert call(desk, talk, "cancel_booking", booking=done["id"]) == {"cancelled": False, "why": "late"}
    assert [b.starts.isoformat() for b in desk.bookings()] == [NINE]
