"""The commit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.errors import BadArguments, NeedsConfirmation
from records.outbox import Outbox
from tests.acting import call
from tests.bots.tools.conftest import NINE, SALON, TEN
from tests.talking import Desk, later

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)


def test_it_needs_a_confirmation(desk: Desk) -> None:
    with pytest.raises(NeedsConfirmation):
        call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678", confirmed=False)


@pytest.mark.parametrize("tool", ["book_time", "hold_time"])
def test_a_time_without_a_zone_is_none(desk: Desk, tool: str) -> None:
    with pytest.raises(BadArguments, match="start: Input should have timezone info"):
        call(desk, desk.talk(), tool, service=0, start="2026-03-20T09:00:00", key="12345678")


def test_it_checks_the_rules_again(desk: Desk) -> None:
    done = call(desk, desk.talk(), "book_time", service=0, start="2026-03-19T09:00:00+00:00", key="12345678")
    assert done == {"booked": False, "why": "closed"}


def test_the_same_key_books_once_and_gives_no_second_code(desk: Desk) -> None:
    talk = desk.talk()
    first = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    again = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    assert first["code"]
    assert (again["id"], again["code"]) == (first["id"], None)


def test_a_service_with_approval_is_requested_and_keeps_its_time(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path, SALON.replace("minutes: 30", "minutes: 30, approval: true"), NOW)
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678")
    assert (done["booked"], done["pending"]) == (True, True)
    assert not call(desk, desk.talk(), "book_time", service=0, start=NINE, key="87654321")["booked"]
    later(desk, hours=25)
    assert call(desk, desk.talk(), "book_time", service=0, start=NINE, key="abcdefgh")["booked"], "it lapsed"


def test_the_last_booking_of_a_day_is_given_once(tmp_path: Path) -> None:
    """Two people, so each could take another place: only the commit knows that the day is full."""
    two = SALON + "daily_limit: 1\nstaff: [{id: jo, name: Jo}, {id: sam, name: Sam}]\n"
    desk = Desk.open(tmp_path, two, NOW)

    def attempt(n: int) -> bool:
        return bool(
            call(desk, desk.talk(), "book_time", service=0, staff=n % 2, start=NINE, key=f"key{n:05}")["booked"]
        )

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(8))) == 1
    assert call(desk, desk.talk(), "book_time", service=0, start=TEN, key="12345678")["why"] == "full"


def test_what_is_to_be_told_is_written_in_the_booking_s_commit(tmp_path: Path) -> None:
    file = SALON + (
        "details: [{id: mail, kind: email, purpose: To confirm}]\n"
        "mail: {detail: mail, reminders: [24, 2, 48]}\n"
        "webhook: {url: 'https://erp.example/hook'}\n"
        "tools: [{tool: book_time, clear: [EMAIL_ADDRESS], confirm: always}]\n"
    )
    desk = Desk.open(tmp_path, file, NOW)
    details = {"mail": "[[EMAIL_ADDRESS:abcdefgh]]"}
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678", details=details)
    rows = Outbox(desk.store).listing(subject=done["id"])
    told = sorted((row.channel, row.event, row.due.isoformat()[5:13]) for row in rows)
    assert told == [
        ("mail", "booked", "03-18T09"), ("mail", "reminder", "03-19T09"), ("mail", "reminder", "03-20T07"),
        ("webhook", "booked", "03-18T09"),
    ]  # fmt: skip
    assert "abcdefgh" not in str([row.detail for row in rows])


def test_without_an_address_no_mail_is_written(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path, SALON, NOW)
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678")
    assert Outbox(desk.store).listing(subject=done["id"]) == []
