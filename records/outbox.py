"""What is to be told outside about a booking: written in the booking's own commit, delivered later, at least once.

A row is taken by one deliverer at a time, for a while: whoever takes it and dies leaves it to the next, so a message
may go out twice, always with the same id, by which the other side knows it. Rows of one booking and channel go out in
order. A row holds no value: the address and the words are put together when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from records.ids import instant, millis, new_id
from records.store import Store, Unit
from records.tables import outbox

MAIL, WEBHOOK, CALENDAR, WAITING_LIST = "mail", "webhook", "calendar", "waiting"
WAITING, SENDING, SENT, FAILED, DROPPED = "waiting", "sending", "sent", "failed", "dropped"
BOOKED, MOVED, CANCELLED, REMINDER, NO_SHOW = "booked", "moved", "cancelled", "reminder", "no_show"
REQUESTED, FREED, OFFERED = "requested", "freed", "offered"
OPEN = (WAITING, SENDING)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to tell. ``due``: not before; None: now."""

    channel: str
    event: str
    due: datetime | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A stored one. ``error`` is the last try's, in words without values."""

    id: str
    bot: str
    subject: str
    channel: str
    event: str
    detail: Mapping[str, Any]
    state: str
    due: datetime
    tries: int
    error: str
    created_at: datetime
    changed_at: datetime


class Outbox:
    """The outbox of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def take(self, *, now: datetime, until: datetime) -> OutboxRow | None:
        """The longest due row, from now on the taker's until the moment given; nobody else gets it before."""
        earlier = outbox.alias("earlier")
        with self._store.read() as unit:  # a look costs no durable commit
            if not unit.count(outbox, outbox.c.state.in_(OPEN), outbox.c.due_at <= millis(now)):
                return None
        with self._store.write() as unit:
            unit.lock("outbox")
            blocked = sa.exists().where(
                unit.mine(earlier),
                earlier.c.subject == outbox.c.subject,
                earlier.c.channel == outbox.c.channel,
                earlier.c.number < outbox.c.number,
                earlier.c.state.in_(OPEN),
                earlier.c.event != REMINDER,
            )
            due = (outbox.c.state.in_(OPEN), outbox.c.due_at <= millis(now), sa.not_(blocked))
            row = unit.first(outbox, *due, order_by=(outbox.c.due_at, outbox.c.number, outbox.c.id))
            if row is None:
                return None
            unit.update(
                outbox, outbox.c.id == row.id, state=SENDING, due_at=millis(until), tries=row.tries + 1,
                changed_at=millis(now),
            )  # fmt: skip
            return _row(unit.first(outbox, outbox.c.id == row.id))

    def sent(self, row_id: str, *, now: datetime) -> None:
        """It has been delivered."""
        self._end(row_id, SENT, "", now)

    def drop(self, row_id: str, reason: str, *, now: datetime) -> None:
        """It is not to be delivered any more; ``reason`` in words without values."""
        self._end(row_id, DROPPED, reason, now)

    def failed(self, row_id: str, error: str, *, now: datetime, again: datetime | None) -> None:
        """A try failed; it is tried again then, or (None) given up."""
        if again is None:
            self._end(row_id, FAILED, error, now)
            return
        with self._store.write() as unit:
            unit.update(
                outbox, outbox.c.id == row_id, outbox.c.state == SENDING, state=WAITING, due_at=millis(again),
                error=error[:200], changed_at=millis(now),
            )  # fmt: skip

    def again(self, row_id: str, *, now: datetime) -> None:
        """Try once more what was given up."""
        with self._store.write() as unit:
            given_up = (outbox.c.id == row_id, outbox.c.state == FAILED)
            unit.update(outbox, *given_up, state=WAITING, due_at=millis(now), tries=0, changed_at=millis(now))

    def listing(
        self, *, bot: str | None = None, subject: str | None = None, states: Sequence[str] = (), limit: int = 200
    ) -> list[OutboxRow]:
        """Rows, the newest first."""
        where = [outbox.c.bot == bot] if bot is not None else []
        where += [outbox.c.subject == subject] if subject is not None else []
        where += [outbox.c.state.in_(list(states))] if states else []
        order = (outbox.c.created_at.desc(), outbox.c.number.desc(), outbox.c.id)
        with self._store.read() as unit:
            return [_row(row) for row in unit.select(outbox, *where, order_by=order, limit=limit)]

    def forget(self, before: datetime) -> int:
        """Delete what ended long ago; how many."""
        with self._store.write() as unit:
            return unit.delete(outbox, outbox.c.state.not_in(OPEN), outbox.c.changed_at < millis(before))

    def _end(self, row_id: str, state: str, error: str, now: datetime) -> None:
        with self._store.write() as unit:
            open_row = (outbox.c.id == row_id, outbox.c.state.in_(OPEN))
            unit.update(outbox, *open_row, state=state, error=error[:200], changed_at=millis(now))


def put(unit: Unit, bot: str, subject: str, told: Sequence[Outgoing], now: datetime) -> None:
    """Write what is to be told into the commit of what it tells of."""
    if not told:
        return
    last = unit.first(outbox, outbox.c.subject == subject, order_by=(outbox.c.number.desc(),))
    first = last.number + 1 if last is not None else 0  # not their count: those that ended long ago are gone
    unit.insert_many(outbox, [
        {"id": new_id("out"), "bot": bot, "subject": subject, "number": first + n, "channel": one.channel,
         "event": one.event, "detail": dict(one.detail), "state": WAITING, "due_at": millis(one.due or now),
         "tries": 0, "error": "", "created_at": millis(now), "changed_at": millis(now)}
        for n, one in enumerate(told)
    ])  # fmt: skip


def call_off(unit: Unit, subject: str, events: Sequence[str], now: datetime) -> int:
    """Mails that wait and are no longer true are not sent; in the commit that makes them untrue. How many."""
    waiting = (outbox.c.subject == subject, outbox.c.channel == MAIL, outbox.c.state == WAITING)
    return unit.update(outbox, *waiting, outbox.c.event.in_(list(events)), state=DROPPED, error="no longer true",
                       changed_at=millis(now))  # fmt: skip


def _row(row: Any) -> OutboxRow:
    return OutboxRow(
        row.id, row.bot, row.subject, row.channel, row.event, dict(row.detail), row.state, instant(row.due_at),
        row.tries, row.error, instant(row.created_at), instant(row.changed_at),
    )  # fmt: skip
