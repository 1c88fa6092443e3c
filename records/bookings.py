"""Bookings: held, pending, booked, moved, cancelled, and never two on one place.

Every write that takes a place runs in one serialized transaction that looks and then writes: SQLite by BEGIN IMMEDIATE
(one writer at a time), PostgreSQL by an advisory lock per bot (``Unit.lock``) at READ COMMITTED. A booking takes
one or more seats of a resource (staff); at no moment are more of them taken than the service has places. Limits of a
day and what an outside calendar says is busy are counted in the same transaction, and what is to be told of it
(``records.outbox``) is written in it. Over 400 lines: every write of a place stands here.
The manage code is shown once and kept as a keyed index, so a copy of the database opens no booking.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from records.ids import instant, millis, new_id
from records.outbox import CALENDAR, MAIL, MOVED, REMINDER, Outgoing, call_off, put
from records.outbox import CANCELLED as TELL_CANCELLED
from records.seats import Span, lowest_gap, most_at_once
from records.store import Store, Unit
from records.tables import bookings, outside_calendars, outside_times, waiting_list

HELD, PENDING, BOOKED, CANCELLED, NO_SHOW = "held", "pending", "booked", "cancelled", "no_show"
TAKEN = (PENDING, BOOKED)
ENTRY_WAITING, ENTRY_OFFERED, ENTRY_TAKEN, ENTRY_LEFT = "waiting", "offered", "taken", "left"
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O 1 I L U: read aloud and typed without doubt


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many bookings begin between two instants (of a service, of a person; None: of any)."""

    since: datetime
    until: datetime
    most: int
    service: str | None = None
    staff: str | None = None


Telling = Callable[["Booking"], tuple[Outgoing, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time somebody wants. ``seats`` of ``capacity`` places; ``together`` when all who share it must begin at the
    same time.

    ``limits`` are counted in the same transaction, so that two who book at once cannot both be the last of a day.
    ``told`` is written to the outbox in it. ``pending_until``: a person accepts it by then, or it lapses. ``entry`` is
    the entry of the waiting list it is for: a hold is offered to it, a booking takes its offer.
    """

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
    seats: int = 1
    together: bool = True
    limits: tuple[Limit, ...] = ()
    told: tuple[Outgoing, ...] = ()
    pending_until: datetime | None = None
    made_by: str = "chat"
    entry: str = ""
    also: Callable[[Unit], None] | None = field(default=None, compare=False, repr=False)  # written in the same commit
    lapsing: Telling = field(default=lambda _: (), compare=False, repr=False)  # what is told of requests that ran out


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
    made_by: str
    created_at: datetime
    changed_at: datetime
    seats: int = 1


class Bookings:
    """The bookings of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hold(self, wanted: Wanted, *, now: datetime, until: datetime) -> Booking | None:
        """Hold a time while details are asked; the conversation's earlier hold is given up. None when it is taken."""
        with self._writing(wanted.bot) as unit:
            _sweep(unit, wanted, now)
            if wanted.entry and not _entry_is(unit, wanted.entry, ENTRY_WAITING):
                return None
            _release(unit, wanted.entry or wanted.conversation)
            held = self._place(unit, wanted, now, state=HELD, held_until=millis(until))
            if held is not None and wanted.entry:
                _offer(unit, wanted, until, now)
                put(unit, wanted.bot, wanted.entry, wanted.told, now)
            return held

    def book(self, wanted: Wanted, *, key: str, code: str, details: Mapping[str, Any], now: datetime) -> Booking | None:
        """Book a time, once per key: a repeated confirmation gives the same booking. None when it is taken."""
        with self._writing(wanted.bot) as unit:
            done = unit.first(bookings, bookings.c.idempotency_key == key)
            if done is not None:
                return _booking(done)
            _sweep(unit, wanted, now)
            if wanted.entry and not _entry_is(unit, wanted.entry, ENTRY_OFFERED):
                return None
            _release(unit, wanted.conversation)
            if wanted.entry:
                _release(unit, wanted.entry)
            until = wanted.pending_until
            booked = self._place(
                unit, wanted, now, state=PENDING if until else BOOKED, details=dict(details), idempotency_key=key,
                code_hash=_code_of(unit, wanted.entry) or self._index(code),
                held_until=millis(until) if until else None,
            )  # fmt: skip
            if booked is not None:
                if wanted.also is not None:
                    wanted.also(unit)
                put(unit, wanted.bot, booked.id, (*wanted.told, *_outside(unit, booked, "booked")), now)
                _set_entry(unit, wanted.entry, now, state=ENTRY_TAKEN)
            return booked

    def move(self, booking_id: str, wanted: Wanted, *, now: datetime) -> Booking | None:
        """Move a booking to another time in one step; None, and nothing changed, when that time is taken."""
        with self._writing(wanted.bot) as unit:
            _sweep(unit, wanted, now)
            row = unit.first(bookings, bookings.c.id == booking_id, bookings.c.state.in_(TAKEN))
            if row is None:
                return None
            _release(unit, wanted.conversation)
            seat = _free_seat(unit, wanted, now, apart_from=booking_id)
            if seat is None:
                return None
            values = _where_and_when(wanted) | {"seat": seat, "changed_at": millis(now)}
            unit.update(bookings, bookings.c.id == booking_id, **values)
            call_off(unit, booking_id, (REMINDER,), now)
            before, moved = _booking(row), _booking(_must(unit.first(bookings, bookings.c.id == booking_id)))
            put(unit, wanted.bot, booking_id, (*wanted.told, *_outside(unit, moved, MOVED, before.staff)), now)
            return moved

    def set_state(
        self, booking_id: str, state: str, *, now: datetime, told: tuple[Outgoing, ...] = ()
    ) -> Booking | None:
        """Cancel a booking or mark it as not come; None when it is not booked (or requested)."""
        with self._store.write() as unit:
            row = unit.first(bookings, bookings.c.id == booking_id)
            return _end(unit, row, state, told, now) if row is not None else None

    def lapsing(self, now: datetime) -> list[str]:
        """The bots with requests that nobody accepted in time; ``lapse`` ends them."""
        with self._store.read() as unit:
            rows = unit.select(bookings, *_lapsed(now), columns=(bookings.c.bot,))
            return sorted({row.bot for row in rows})

    def lapse(self, bot: str, telling: Telling, *, now: datetime) -> int:
        """Cancel a bot's requests that ran out, each told as any cancellation; how many. Whoever writes before does."""
        with self._writing(bot) as unit:
            return _lapse(unit, bot, telling, now)

    def restore(self, booking_id: str, wanted: Wanted, *, now: datetime) -> Booking | None:
        """Take back a cancellation or a mark of not having come; None when somebody has the time meanwhile."""
        with self._writing(wanted.bot) as unit:
            row = unit.first(bookings, bookings.c.id == booking_id, bookings.c.state.in_((CANCELLED, NO_SHOW)))
            if row is None:
                return None
            _sweep(unit, wanted, now)
            own = replace(
                wanted, busy_from=instant(row.busy_from), busy_to=instant(row.busy_to), seats=row.seats
            )  # as it was booked
            seat = _free_seat(unit, own, now, apart_from=booking_id)  # the time of who did not come may be taken too
            if seat is None:
                return None
            unit.update(bookings, bookings.c.id == booking_id, state=BOOKED, seat=seat, changed_at=millis(now))
            back = _booking(_must(unit.first(bookings, bookings.c.id == booking_id)))
            if row.state == CANCELLED:
                unsent = call_off(unit, booking_id, (TELL_CANCELLED,), now)  # who was not told needs no second mail
                told = [one for one in wanted.told if not (unsent and one.channel == MAIL and one.event != REMINDER)]
                put(unit, wanted.bot, booking_id, (*told, *_outside(unit, back, "booked")), now)
            return back

    def accept(self, booking_id: str, *, now: datetime, told: tuple[Outgoing, ...] = ()) -> Booking | None:
        """A requested booking becomes one; None when it lapsed or was none."""
        with self._store.write() as unit:
            waiting = (bookings.c.id == booking_id, bookings.c.state == PENDING, bookings.c.held_until > millis(now))
            if not unit.update(bookings, *waiting, state=BOOKED, held_until=None, changed_at=millis(now)):
                return None
            done = _booking(_must(unit.first(bookings, bookings.c.id == booking_id)))
            put(unit, done.bot, booking_id, (*told, *_outside(unit, done, "booked")), now)  # tentative until now
            return done

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
                bookings.c.state.in_(TAKEN),
                order_by=(bookings.c.created_at, bookings.c.starts_at),
            )
            return [_booking(row) for row in rows]

    def outside(self, bot: str, start: datetime, end: datetime) -> list[tuple[str, datetime, datetime]]:
        """What calendars elsewhere say is busy between two instants: whose ("" everybody's), from, to."""
        with self._store.read() as unit:
            rows = unit.select(outside_times, *_overlapping(outside_times, bot, start, end))
            return [(row.staff, instant(row.busy_from), instant(row.busy_to)) for row in rows]

    def listing(
        self, bot: str, *, now: datetime, since: datetime | None = None, until: datetime | None = None
    ) -> list[Booking]:
        """Every booking of a bot (that begins in a span) by time; holds and requests that ran out are left out."""
        span = [bookings.c.starts_at >= millis(since)] if since is not None else []
        span += [bookings.c.starts_at < millis(until)] if until is not None else []
        with self._store.read() as unit:
            rows = unit.select(
                bookings,
                bookings.c.bot == bot,
                sa.or_(bookings.c.state.not_in((HELD, PENDING)), bookings.c.held_until > millis(now)),
                *span,
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
            conversation=wanted.entry if row["state"] == HELD and wanted.entry else wanted.conversation,
            person=wanted.person,
            seat=seat,
            created_at=millis(now),
            changed_at=millis(now),
            made_by=wanted.made_by,
            **_where_and_when(wanted),
            **row,
        )
        return _booking(_must(unit.first(bookings, bookings.c.id == row_id)))

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
    where = _overlapping(bookings, wanted.bot, wanted.busy_from, wanted.busy_to)
    rows = unit.select(bookings, *where, bookings.c.staff == wanted.staff, bookings.c.id != apart_from, _alive(now))
    if _busy_elsewhere(unit, wanted) or any(_reached(unit, wanted.bot, one, now, apart_from) for one in wanted.limits):
        return None
    if rows and (wanted.capacity == 1 or any(not _shares(row, wanted) for row in rows)):
        return None
    spans = [Span(instant(row.busy_from), instant(row.busy_to), row.seats) for row in rows]
    if most_at_once(spans) + wanted.seats > wanted.capacity:
        return None
    return lowest_gap([(row.seat, row.seat + row.seats) for row in rows], wanted.seats)


def _shares(row: Any, wanted: Wanted) -> bool:
    same_start = row.starts_at == millis(wanted.starts)
    return bool(row.service == wanted.service and (same_start or not wanted.together))


def _overlapping(table: sa.Table, bot: str, start: datetime, end: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (table.c.bot == bot, table.c.busy_from < millis(end), table.c.busy_to > millis(start))


def _busy_elsewhere(unit: Unit, wanted: Wanted) -> bool:
    where = _overlapping(outside_times, wanted.bot, wanted.busy_from, wanted.busy_to)
    return unit.count(outside_times, *where, outside_times.c.staff.in_(("", wanted.staff))) > 0


def _reached(unit: Unit, bot: str, limit: Limit, now: datetime, apart_from: str) -> bool:
    where = [bookings.c.service == limit.service] if limit.service is not None else []
    where += [bookings.c.staff == limit.staff] if limit.staff is not None else []
    span = (bookings.c.starts_at >= millis(limit.since), bookings.c.starts_at < millis(limit.until))
    others = (bookings.c.bot == bot, bookings.c.id != apart_from, _alive(now), *span, *where)
    return unit.count(bookings, *others) >= limit.most


def _entry_is(unit: Unit, entry: str, state: str) -> bool:
    return unit.count(waiting_list, waiting_list.c.id == entry, waiting_list.c.state == state) > 0


def _code_of(unit: Unit, entry: str) -> str:
    """The code of an entry of the waiting list goes on to open its booking."""
    return str(_must(unit.first(waiting_list, waiting_list.c.id == entry)).code_hash) if entry else ""


def _offer(unit: Unit, wanted: Wanted, until: datetime, now: datetime) -> None:
    before = dict(_must(unit.first(waiting_list, waiting_list.c.id == wanted.entry)).offered)
    start = wanted.starts.isoformat()
    offered = {"start": start, "staff": wanted.staff, "passed": [*before.get("passed", []), start]}
    _set_entry(unit, wanted.entry, now, state=ENTRY_OFFERED, offered=offered, offered_until=millis(until))


def _set_entry(unit: Unit, entry: str, now: datetime, **values: Any) -> None:
    if entry:
        unit.update(waiting_list, waiting_list.c.id == entry, changed_at=millis(now), **values)


def _outside(unit: Unit, booking: Booking, event: str, before: str = "") -> tuple[Outgoing, ...]:
    """What calendars elsewhere are to be told: the one of the person, of who had it before, of the whole business."""
    whose = {booking.staff, before or booking.staff, ""}
    rows = unit.select(
        outside_calendars, outside_calendars.c.bot == booking.bot, outside_calendars.c.staff.in_(sorted(whose))
    )
    return tuple(Outgoing(CALENDAR, event, detail={"calendar": row.id}) for row in rows)


def _alive(now: datetime) -> sa.ColumnElement[bool]:
    running = sa.and_(bookings.c.state.in_((HELD, PENDING)), bookings.c.held_until > millis(now))
    return sa.or_(bookings.c.state == BOOKED, running)


def _lapsed(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (bookings.c.state == PENDING, bookings.c.held_until <= millis(now))


def _sweep(unit: Unit, wanted: Wanted, now: datetime) -> None:
    over = (bookings.c.bot == wanted.bot, bookings.c.state == HELD, bookings.c.held_until <= millis(now))
    unit.delete(bookings, *over)
    _lapse(unit, wanted.bot, wanted.lapsing, now)


def _lapse(unit: Unit, bot: str, telling: Telling, now: datetime) -> int:
    rows = unit.select(bookings, bookings.c.bot == bot, *_lapsed(now))
    return sum(_end(unit, row, CANCELLED, telling(_booking(row)), now) is not None for row in rows)


def _end(unit: Unit, row: Any, state: str, told: tuple[Outgoing, ...], now: datetime) -> Booking | None:
    open_row = (bookings.c.id == row.id, bookings.c.state.in_(TAKEN))
    if not unit.update(bookings, *open_row, state=state, changed_at=millis(now)):
        return None
    done = _booking(_must(unit.first(bookings, bookings.c.id == row.id)))
    if state == CANCELLED:
        call_off(unit, row.id, ("booked", MOVED, REMINDER), now)
        told = (*told, *_outside(unit, done, TELL_CANCELLED))
    put(unit, row.bot, row.id, told, now)
    return done


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
        "seats": wanted.seats,
    }


def _booking(row: Any) -> Booking:
    return Booking(
        row.id, row.bot, row.conversation, row.person, row.service, row.staff, row.seat,
        instant(row.starts_at), instant(row.ends_at), instant(row.busy_from), instant(row.busy_to), row.zone,
        row.state, instant(row.held_until) if row.held_until is not None else None, dict(row.details), row.made_by,
        instant(row.created_at), instant(row.changed_at), row.seats,
    )  # fmt: skip


def _must(row: Any) -> Any:
    assert row is not None
    return row
