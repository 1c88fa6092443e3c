"""What the database itself refuses, when a writer forgets to look; and the long race for one time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.booking import race
from records.bookings import BOOKED, Bookings, Wanted, new_code
from records.bots import Bots
from records.database import Database
from records.errors import Taken
from records.ids import new_id
from records.sealing import MasterKey
from records.tables import bookings
from tests.evidence import record

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.mark.postgres
def test_postgresql_refuses_an_overlap_that_nobody_looked_for(postgres_url: str, now: datetime) -> None:
    database = Database.open(postgres_url, MasterKey.generate())
    store = database.store(database.create_workspace("Ada & Finch", now))
    bot = Bots(store).create(key="cuts", kind="booking", name="Cuts", draft="id: cuts", now=now).id
    end = START + timedelta(minutes=60)
    wanted = Wanted(bot, "cnv_1", "per_1", "cut", "jo", START, end, START, end, "Europe/Berlin")
    first = Bookings(store).book(wanted, key="k", code=new_code(), details={}, now=now)
    assert first is not None
    with store.read() as unit:
        row = unit.first(bookings, bookings.c.id == first.id)
        assert row is not None
        same = {name: getattr(row, name) for name in bookings.c.keys() if name != "workspace"}  # noqa: SIM118
    copied = same | {"id": new_id("bkg"), "idempotency_key": None, "busy_from": same["busy_from"] + 60_000}
    with pytest.raises(Taken), store.write() as unit:
        unit.insert(bookings, **copied)
    with store.write() as unit:
        unit.insert(bookings, **copied | {"id": new_id("bkg"), "seat": 1, "seats": 3})
    with pytest.raises(Taken), store.write() as unit:  # the places of a party reach over another's
        unit.insert(bookings, **copied | {"seat": 2})
    with store.write() as unit:  # another person at the same time is no overlap
        unit.insert(bookings, **copied | {"staff": "sam"})
    other = replace(wanted, conversation="cnv_2")
    assert Bookings(store).book(other, key="k2", code=new_code(), details={}, now=now) is None
    assert len([b for b in Bookings(store).listing(bot, now=now) if b.state == BOOKED]) == 3
    database.close()


@pytest.mark.evidence
@pytest.mark.timeout(600)
def test_of_a_thousand_tries_in_four_processes_one_wins(url: str) -> None:
    told = race(url, tries=1000, processes=4)
    dialect = "postgresql" if url.startswith("postgres") else "sqlite"
    figures = {
        "tries": told.tries,
        "processes": told.processes,
        "winners": told.winners,
        "seconds": f"{told.seconds:.0f}",
    }
    record(f"booking-race-{dialect}", f"Tries for one time ({dialect})", "pytest -m evidence tests/records", figures)
    assert told.winners == 1
