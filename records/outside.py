"""Calendars elsewhere that are kept in step with a bot's: where they are, their sealed log-in, what is busy in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.audit import AuditNote, AuditTrail
from records.bookings import TAKEN
from records.ids import instant, millis, new_id
from records.outbox import CALENDAR, OPEN, Outgoing, put
from records.store import Store
from records.tables import bookings, outbox, outside_calendars, outside_times

Busy = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Login:
    """How a calendar is reached. ``private``: it may be inside the own network."""

    user: str
    password: str
    private: bool = False

    def __repr__(self) -> str:
        """Without the password, so that no log line or traceback can hold it."""
        return f"Login(user={self.user!r}, private={self.private!r})"


@dataclass(frozen=True, slots=True)
class OutsideCalendar:
    """One of them. ``staff``: whose it is, "" the whole business's. ``error``: why the last reading failed."""

    id: str
    bot: str
    staff: str
    address: str
    read_at: datetime | None
    next_at: datetime
    error: str


class OutsideCalendars:
    """The calendars elsewhere of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def add(self, bot: str, staff: str, address: str, login: Login, *, by: str, now: datetime) -> OutsideCalendar:
        """A new one; bookings that lie ahead are written into it."""
        row = new_id("cal")
        text = json.dumps({"user": login.user, "password": login.password, "private": login.private})
        box = self._store.sealer.seal(text, table="outside_calendars", column="sealed_login", row=row)
        with self._store.write() as unit:
            unit.insert(
                outside_calendars, id=row, bot=bot, staff=staff, address=address, sealed_login=box, marker="",
                next_at=millis(now), error="", created_at=millis(now),
            )  # fmt: skip
            ahead = (bookings.c.bot == bot, bookings.c.state.in_(TAKEN), bookings.c.ends_at > millis(now))
            for booking in unit.select(bookings, *ahead):
                if staff in ("", booking.staff):
                    put(unit, bot, booking.id, (Outgoing(CALENDAR, "booked", detail={"calendar": row}),), now)
            self._audit.append_to(unit, [AuditNote(by, "calendar.added", row)], now=now)
            return _calendar(unit.first(outside_calendars, outside_calendars.c.id == row))

    def login(self, calendar: str) -> Login:
        """The log-in, for the adapter that needs it."""
        with self._store.read() as unit:
            row = unit.first(outside_calendars, outside_calendars.c.id == calendar)
        box = row.sealed_login
        text = self._store.sealer.open(box, table="outside_calendars", column="sealed_login", row=row.id)
        return Login(**json.loads(text))

    def get(self, calendar: str) -> OutsideCalendar | None:
        """The one with that id."""
        with self._store.read() as unit:
            row = unit.first(outside_calendars, outside_calendars.c.id == calendar)
            return _calendar(row) if row is not None else None

    def listing(self, bot: str) -> Sequence[OutsideCalendar]:
        """Those of a bot, oldest first."""
        with self._store.read() as unit:
            order = (outside_calendars.c.created_at, outside_calendars.c.id)
            rows = unit.select(outside_calendars, outside_calendars.c.bot == bot, order_by=order)
            return [_calendar(row) for row in rows]

    def due(self, now: datetime) -> Sequence[OutsideCalendar]:
        """Those whose time to be read has come."""
        with self._store.read() as unit:
            rows = unit.select(outside_calendars, outside_calendars.c.next_at <= millis(now))
            return [_calendar(row) for row in rows]

    def read(self, calendar: OutsideCalendar, busy: Sequence[Busy], *, now: datetime, again: datetime) -> None:
        """What is busy there now, in place of what was; in one commit, so that no time is free in between."""
        with self._store.write() as unit:
            unit.lock(f"bookings:{calendar.bot}")
            if not unit.count(outside_calendars, outside_calendars.c.id == calendar.id):
                return  # removed while it was read: what is busy in it must not stay for ever
            unit.delete(outside_times, outside_times.c.calendar == calendar.id)
            unit.insert_many(outside_times, [
                {"id": new_id("out"), "bot": calendar.bot, "calendar": calendar.id, "staff": calendar.staff,
                 "busy_from": millis(start), "busy_to": millis(end)}
                for start, end in busy if start < end
            ])  # fmt: skip
            unit.update(
                outside_calendars, outside_calendars.c.id == calendar.id, read_at=millis(now), next_at=millis(again),
                error="",
            )  # fmt: skip

    def failed(self, calendar: str, error: str, *, again: datetime) -> None:
        """It could not be read; what was busy in it stays busy here."""
        with self._store.write() as unit:
            where = outside_calendars.c.id == calendar
            unit.update(outside_calendars, where, error=error[:200], next_at=millis(again))

    def remove(self, calendar: str, *, by: str, now: datetime) -> None:
        """No more in step; what was busy in it is free here again, what was written there stays there."""
        with self._store.write() as unit:
            unit.delete(outside_times, outside_times.c.calendar == calendar)
            if unit.delete(outside_calendars, outside_calendars.c.id == calendar):
                self._audit.append_to(unit, [AuditNote(by, "calendar.removed", calendar)], now=now)

    def again(self, bot: str, booking: str, calendar: str, *, now: datetime) -> None:
        """Write a booking there once more, unless that waits to be done already."""
        with self._store.write() as unit:
            waiting = (outbox.c.subject == booking, outbox.c.channel == CALENDAR, outbox.c.state.in_(OPEN))
            rows = unit.select(outbox, *waiting, columns=(outbox.c.detail,))
            if any(row.detail.get("calendar") == calendar for row in rows):
                return
            put(unit, bot, booking, (Outgoing(CALENDAR, "booked", detail={"calendar": calendar}),), now)


def _calendar(row: Any) -> OutsideCalendar:
    return OutsideCalendar(
        row.id, row.bot, row.staff, row.address, instant(row.read_at) if row.read_at is not None else None,
        instant(row.next_at), row.error,
    )  # fmt: skip
