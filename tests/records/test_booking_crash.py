"""A process killed around a booking: before its commit nothing stands, after it everything does, and only once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from records.bookings import BOOKED, Bookings, Wanted
from records.bots import Bots
from records.database import Database
from records.outbox import WEBHOOK, Outbox, Outgoing
from records.sealing import MasterKey
from records.store import Store
from records.unit import Unit

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
KEY = "cnv_1:summary"


def wanted(bot: str, also: Callable[[Unit], None] | None = None) -> Wanted:
    end = START + timedelta(hours=1)
    told = (Outgoing(WEBHOOK, "booked"),)
    return Wanted(bot, "cnv_1", "per_1", "cut", "jo", START, end, START, end, "Europe/Berlin", told=told, also=also)


def dies(work: Callable[[], None]) -> None:
    """Runs something in a process of its own that must be dead in the end."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the process should have been killed"


def kill(_: Unit | None = None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def place(url: str, now: datetime) -> tuple[str, MasterKey, str, str]:
    """A database with a bot: its address, key, workspace and bot; nobody has it open."""
    key = MasterKey.generate()
    database = Database.open(url, key)
    workspace = database.create_workspace("Ada & Finch", now)
    bot = Bots(database.store(workspace)).create(key="cuts", kind="booking", name="Cuts", draft="id: cuts", now=now).id
    database.close()
    return url, key, workspace, bot


def test_killed_between_hold_and_commit_nothing_is_booked_and_the_hold_runs_out(
    place: tuple[str, MasterKey, str, str], now: datetime
) -> None:
    url, key, workspace, bot = place

    def work() -> None:
        bookings = Bookings(Database.open(url, key).store(workspace))
        assert bookings.hold(wanted(bot), now=now, until=now + timedelta(minutes=5)) is not None
        bookings.book(wanted(bot, kill), key=KEY, code="a", details={}, now=now)

    dies(work)
    database = Database.open(url, key)
    bookings, later = Bookings(database.store(workspace)), now + timedelta(minutes=6)
    assert [one.state for one in bookings.listing(bot, now=now)] == ["held"]
    assert Outbox(database.store(workspace)).listing() == []
    assert bookings.listing(bot, now=later) == []
    assert bookings.book(wanted(bot), key="cnv_2:other", code="b", details={}, now=later) is not None
    database.close()


def test_killed_between_commit_and_reply_the_booking_stands_and_a_repeated_yes_finds_it(
    place: tuple[str, MasterKey, str, str], now: datetime
) -> None:
    url, key, workspace, bot = place

    def work() -> None:
        Bookings(Database.open(url, key).store(workspace)).book(wanted(bot), key=KEY, code="a", details={}, now=now)
        kill()

    dies(work)
    database = Database.open(url, key)
    store: Store = database.store(workspace)
    again = Bookings(store).book(wanted(bot), key=KEY, code="b", details={}, now=now)
    assert again is not None
    assert [(one.id, one.state) for one in Bookings(store).listing(bot, now=now)] == [(again.id, BOOKED)]
    assert [row.subject for row in Outbox(store).listing()] == [again.id], "told once"
    database.close()
