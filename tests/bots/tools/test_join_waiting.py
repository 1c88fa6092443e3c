"""The waiting list: a freed time is kept for whoever waits longest and whom it suits, and for one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bots.errors import BadArguments
from records.bookings import HELD
from records.outbox import WAITING_LIST, Outbox
from tests.acting import call
from tests.bots.tools.conftest import NINE, SALON
from tests.talking import Desk, Talk, later

FRIDAY = "2026-03-20"
ONE_SLOT = SALON.replace('["09:00", "12:00"]', '["09:00", "09:30"]') + "waiting_list: true\nhorizon_days: 5\n"


@pytest.fixture
def full(tmp_path: Path) -> Desk:
    """A salon with one time a week, which somebody has."""
    return Desk.open(tmp_path, ONE_SLOT, datetime(2026, 3, 18, 9, 0, tzinfo=UTC))


def taken(desk: Desk) -> tuple[Talk, str]:
    talk = desk.talk()
    return talk, call(desk, talk, "book_time", service=0, start=NINE, key="12345678")["id"]


def waits(desk: Desk, **wish: Any) -> str:
    return str(call(desk, desk.talk(), "join_waiting", service=0, **wish)["code"])


def look(desk: Desk, code: str) -> Mapping[str, Any]:
    return call(desk, desk.talk(), "find_waiting", code=code)


def test_nothing_is_offered_while_nothing_is_free(full: Desk) -> None:
    taken(full)
    assert look(full, waits(full))["state"] == "waiting"


def test_a_freed_time_is_kept_for_the_first_in_line(full: Desk) -> None:
    talk, booking = taken(full)
    first, second = waits(full), waits(full)
    call(full, talk, "cancel_booking", booking=booking)
    assert look(full, second)["state"] == "waiting"
    found = look(full, first)
    assert (found["state"], found["start"]) == ("offered", NINE)
    other = call(full, full.talk(), "book_time", service=0, start=NINE, key="87654321")
    assert not other["booked"]


def test_the_offer_is_taken_once_and_the_code_opens_the_booking(full: Desk) -> None:
    talk, booking = taken(full)
    code = waits(full, details={})
    call(full, talk, "cancel_booking", booking=booking)
    look(full, code)
    first, again = (call(full, full.talk(), "take_offer", code=code) for _ in range(2))
    assert first["booked"]
    assert first["id"] == again["id"]
    assert call(full, full.talk(), "find_booking", code=code)["bookings"][0]["id"] == first["id"]
    assert look(full, code)["state"] == "taken"


def test_an_offer_that_runs_out_goes_to_the_next(full: Desk) -> None:
    talk, booking = taken(full)
    first, second = waits(full), waits(full)
    call(full, talk, "cancel_booking", booking=booking)
    look(full, first)
    later(full, minutes=61)
    assert not call(full, full.talk(), "take_offer", code=first)["booked"]
    assert look(full, second)["state"] == "offered"
    assert look(full, first)["state"] == "waiting"
    assert [b.state for b in full.bookings() if b.state == HELD] == [HELD]


def test_only_what_suits_is_offered(full: Desk) -> None:
    talk, booking = taken(full)
    afternoon = waits(full, after="13:00")
    morning = waits(full, first=FRIDAY, last=FRIDAY, before="12:00")
    call(full, talk, "cancel_booking", booking=booking)
    assert look(full, afternoon)["state"] == "waiting"
    assert look(full, morning)["state"] == "offered"


def test_a_cancelled_time_leaves_a_note_for_the_background_in_its_commit(full: Desk) -> None:
    talk, booking = taken(full)
    call(full, talk, "cancel_booking", booking=booking)
    assert [row.channel for row in Outbox(full.store).listing(subject=booking)] == [WAITING_LIST]


def test_without_a_waiting_list_nobody_waits(desk: Desk) -> None:
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "join_waiting", service=0)
