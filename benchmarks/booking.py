"""Booking: parallel commits for one slot, and the slots of a year of a 20-person business.

    python -m benchmarks.booking [--tries 1000] [--processes 4] [--database URL]

Many processes try to book the same time at once; exactly one may win. Without a database address an encrypted SQLite
file in a temporary folder is used. Simulated customers are in ``benchmarks.dialogues``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bots.calendar import Calendar
from bots.schema.booking import BookingFile
from records.bookings import BOOKED, Bookings, Wanted, new_code
from records.bots import Bots
from records.database import Database
from records.ids import new_id
from records.sealing import MasterKey

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SLOT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--database", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = race(chosen.database or f"sqlite:///{Path(folder) / 'tacit.db'}", chosen.tries, chosen.processes)
        print(f"{told.tries} tries in {told.processes} processes, {told.seconds:.1f} s: {told.winners} winner(s)")
    _year()


@dataclass(frozen=True)
class Raced:
    """How a race for one time ended."""

    tries: int
    processes: int
    winners: int
    seconds: float


def race(url: str, tries: int, processes: int) -> Raced:
    """Many processes try to book the same time at once."""
    key = MasterKey.generate()
    database = Database.open(url, key)
    workspace = database.create_workspace("Race", NOW)
    bot = Bots(database.store(workspace)).create(key="race", kind="booking", name="Race", draft="id: race", now=NOW).id
    begun = time.perf_counter()
    context = multiprocessing.get_context("spawn")
    share = tries // processes
    runners = [context.Process(target=_try, args=(url, key, workspace, bot, share)) for _ in range(processes)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    seconds = time.perf_counter() - begun
    assert all(runner.exitcode == 0 for runner in runners), "a process of the race failed"
    winners = [b for b in Bookings(database.store(workspace)).listing(bot, now=NOW) if b.state == BOOKED]
    database.close()
    return Raced(share * processes, processes, len(winners), seconds)


def _try(url: str, key: MasterKey, workspace: str, bot: str, tries: int) -> None:
    database = Database.open(url, key)
    bookings, end = Bookings(database.store(workspace)), SLOT + timedelta(minutes=30)
    for _ in range(tries):
        talk = new_id("cnv")
        wanted = Wanted(bot, talk, talk, "cut", "jo", SLOT, end, SLOT, end, "Europe/Berlin")
        bookings.book(wanted, key=f"{talk}:1", code=new_code(), details={}, now=NOW)
    database.close()


def _year() -> None:
    hours = {day: [["09:00", "12:00"], ["13:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    file = BookingFile.model_validate(
        {
            "id": "year", "kind": "booking", "name": "Year", "timezone": "Europe/Berlin", "hours": hours,
            "services": [{"id": "cut", "name": "Cut", "minutes": 45, "buffer_after": 10}], "horizon_days": 365,
            "staff": [{"id": f"s{n}", "name": f"Person {n}"} for n in range(20)],
        }
    )  # fmt: skip
    begun = time.perf_counter()
    calendar = Calendar(file, (), NOW)
    slots = sum(1 for _ in calendar.free(file.services[0], date(2026, 11, 24), date(2027, 11, 24)))
    print(f"{slots} slots of a year for 20 people in {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    main()
