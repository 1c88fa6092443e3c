"""Bookings: held, booked, moved, cancelled, and never two on one place.

Every write that takes a place runs in one serialized transaction that looks and then writes: SQLite by BEGIN IMMEDIATE
(one writer at a time), PostgreSQL by an advisory lock per bot (``Unit.lock``) at READ COMMITTED. A place is
a resource (staff) and a seat of it; two rows that overlap never share one.
The manage code is shown once and kept as a keyed index, so a copy of the database opens no booking.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from records.ids import instant, millis, new_id
from records.store import Store, Unit
from records.tables import bookings

HELD, BOOKED, CANCELLED, NO_SHOW = "held", "booked", "cancelled", "no_show"
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed without doubt


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time somebody wants. ``capacity`` places; ``together`` when all who share it must begin at the same time."""

    bot: str
    conversation: str
    person: str
    service: str
    staff: str
    starts: datetime
    ends: datetime
    busy_from: datetime
    busy_to: datetime
    zone: str
    capacity: int = 1
    together: bool = True


@dataclass(frozen=True, slots=True)
class Booking:
    """A stored booking. ``details`` holds placeholders and cleared words, never values."""

    id: str
    bot: str
    conversation: str
    person: str
    service: str
    staff: str
    seat: int
    starts: datetime
    ends: datetime
    busy_from: datetime
    busy_to: datetime
    zone: str
    state: str
    held_until: datetime | None
    details: Mapping[str, Any]


class Bookings:
    """The bookings of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hold(self, wanted: Wanted, *, now: datetime, until: datetime) -> Booking | None:
        """Hold a time while details are asked; the conversation's earlier hold is given up. None when it is taken."""
        with self._writing(wanted.bot) as unit:
            self._sweep(unit, wanted.bot, now)
            _release(unit, wanted.conversation)
            return self._place(unit, wanted, now, state=HELD, held_until=millis(until))

    def book(self, wanted: Wanted, *, key: str, code: str, details: Mapping[str, Any], now: datetime) -> Booking | None:
        """Book a time, once per key: a repeated confirmation gives the same booking. None when it is taken."""
        with self._writing(wanted.bot) as unit:
            done = unit.first(bookings, bookings.c.idempotency_key == key)
            if done is not None:
                return _booking(done)
            self._sweep(unit, wanted.bot, now)
            _release(unit, wanted.conversation)
            return self._place(
                unit, wanted, now, state=BOOKED, details=dict(details), idempotency_key=key,
                code_hash=self._index(code),
            )  # fmt: skip

    def move(self, booking_id: str, wanted: Wanted, *, now: datetime) -> Booking | None:
        """Move a booking to another time in one step; None, and nothing changed, when that time is taken."""
        with self._writing(wanted.bot) as unit:
            row = unit.first(bookings, bookings.c.id == booking_id, bookings.c.state == BOOKED)
            if row is None:
                return None
            self._sweep(unit, wanted.bot, now)
            _release(unit, wanted.conversation)
            seat = _free_seat(unit, wanted, now, apart_from=booking_id)
            if seat is None:
                return None
            values = _where_and_when(wanted) | {"seat": seat, "changed_at": millis(now)}
            unit.update(bookings, bookings.c.id == booking_id, **values)
            return _booking(_must(unit.first(bookings, bookings.c.id == booking_id)))

    def set_state(self, booking_id: str, state: str, *, now: datetime) -> Booking | None:
        """Cancel a booking or mark it as not come; None when it is not booked."""
        with self._store.write() as unit:
            changed = unit.update(
                bookings, bookings.c.id == booking_id, bookings.c.state == BOOKED, state=state, changed_at=millis(now)
            )
            row = unit.first(bookings, bookings.c.id == booking_id)
            return _booking(row) if changed and row is not None else None

    def release(self, conversation: str) -> None:
        """Give up what a conversation holds."""
        with self._store.write() as unit:
            _release(unit, conversation)

    def busy(self, bot: str, start: datetime, end: datetime, *, now: datetime, apart_from: str = "") -> list[Booking]:
        """What takes time between two instants: bookings, and holds of other conversations that still run."""
        with self._store.read() as unit:
            rows = unit.select(
                bookings,
                bookings.c.bot == bot,
                bookings.c.busy_from < millis(end),
                bookings.c.busy_to > millis(start),
                _alive(now),
                sa.not_(sa.and_(bookings.c.state == HELD, bookings.c.conversation == apart_from)),
            )
            return [_booking(row) for row in rows]

    def get(self, booking_id: str) -> Booking | None:
        """The booking with that id."""
        with self._store.read() as unit:
            row = unit.first(bookings, bookings.c.id == booking_id)
            return _booking(row) if row is not None else None

    def by_code(self, bot: str, code: str) -> Booking | None:
        """The booking a manage code opens."""
        with self._store.read() as unit:
            row = unit.first(bookings, bookings.c.bot == bot, bookings.c.code_hash == self._index(code))
            return _booking(row) if row is not None else None

    def by_key(self, key: str) -> Booking | None:
        """The booking made under an idempotency key."""
        with self._store.read() as unit:
            row = unit.first(bookings, bookings.c.idempotency_key == key)
            return _booking(row) if row is not None else None

    def of_conversation(self, conversation: str) -> list[Booking]:
        """What a conversation booked, oldest first."""
        with self._store.read() as unit:
            rows = unit.select(
                bookings,
                bookings.c.conversation == conversation,
                bookings.c.state == BOOKED,
                order_by=(bookings.c.created_at, bookings.c.starts_at),
            )
            return [_booking(row) for row in rows]

    def listing(self, bot: str, *, now: datetime) -> list[Booking]:
        """Every booking of a bot by time; holds that ran out are left out."""
        with self._store.read() as unit:
            rows = unit.select(
                bookings,
                bookings.c.bot == bot,
                sa.or_(bookings.c.state != HELD, bookings.c.held_until > millis(now)),
                order_by=(bookings.c.starts_at, bookings.c.staff, bookings.c.seat),
            )
            return [_booking(row) for row in rows]

    def _place(self, unit: Unit, wanted: Wanted, now: datetime, **values: Any) -> Booking | None:
        seat = _free_seat(unit, wanted, now)
        if seat is None:
            return None
        row_id = new_id("bkg")
        row = {"held_until": None, "details": {}, "code_hash": "", "idempotency_key": None} | values
        unit.insert(
            bookings,
            id=row_id,
            bot=wanted.bot,
            conversation=wanted.conversation,
            person=wanted.person,
            seat=seat,
            created_at=millis(now),
            changed_at=millis(now),
            **_where_and_when(wanted),
            **row,
        )
        return _booking(_must(unit.first(bookings, bookings.c.id == row_id)))

    def _sweep(self, unit: Unit, bot: str, now: datetime) -> None:
        unit.delete(bookings, bookings.c.bot == bot, bookings.c.state == HELD, bookings.c.held_until <= millis(now))

    def _index(self, code: str) -> str:
        return self._store.sealer.index(plain_code(code), "booking-code")

    @contextmanager
    def _writing(self, bot: str) -> Iterator[Unit]:
        """One writer at a time per bot: the lock is the transaction's first statement, so the look comes after it.

        PostgreSQL refuses an overlap by itself as well (migration 0004).
        """
        with self._store.write() as unit:
            unit.lock(f"bookings:{bot}")
            yield unit


def new_code() -> str:
    """A manage code: ten signs, 49 random bits, in two groups; always with a digit and a letter, so that no word is one
    and the guardrails know each of them (of codes drawn freely one in twenty has no digit)."""
    signs = ""
    while not (any(s.isdigit() for s in signs) and any(s.isalpha() for s in signs)):
        signs = "".join(secrets.choice(CODE_ALPHABET) for _ in range(10))
    return f"{signs[:5]}-{signs[5:]}"


def plain_code(code: str) -> str:
    """A code as it is compared: without spaces and dashes, in capitals."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _free_seat(unit: Unit, wanted: Wanted, now: datetime, apart_from: str = "") -> int | None:
    rows = unit.select(
        bookings,
        bookings.c.bot == wanted.bot,
        bookings.c.staff == wanted.staff,
        bookings.c.busy_from < millis(wanted.busy_to),
        bookings.c.busy_to > millis(wanted.busy_from),
        bookings.c.id != apart_from,
        _alive(now),
    )
    if rows and (wanted.capacity == 1 or any(not _shares(row, wanted) for row in rows)):
        return None
    taken = {row.seat for row in rows}
    return next((seat for seat in range(wanted.capacity) if seat not in taken), None)


def _shares(row: Any, wanted: Wanted) -> bool:
    same_start = row.starts_at == millis(wanted.starts)
    return bool(row.service == wanted.service and (same_start or not wanted.together))


def _alive(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(bookings.c.state == BOOKED, sa.and_(bookings.c.state == HELD, bookings.c.held_until > millis(now)))


def _release(unit: Unit, conversation: str) -> None:
    unit.delete(bookings, bookings.c.conversation == conversation, bookings.c.state == HELD)


def _where_and_when(wanted: Wanted) -> dict[str, Any]:
    return {
        "service": wanted.service,
        "staff": wanted.staff,
        "starts_at": millis(wanted.starts),
        "ends_at": millis(wanted.ends),
        "busy_from": millis(wanted.busy_from),
        "busy_to": millis(wanted.busy_to),
        "zone": wanted.zone,
    }


def _booking(row: Any) -> Booking:
    return Booking(
        row.id, row.bot, row.conversation, row.person, row.service, row.staff, row.seat,
        instant(row.starts_at), instant(row.ends_at), instant(row.busy_from), instant(row.busy_to), row.zone,
        row.state, instant(row.held_until) if row.held_until is not None else None, dict(row.details),
    )  # fmt: skip


def _must(row: Any) -> Any:
    assert row is not None
    return row
