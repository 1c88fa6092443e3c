"""Who waits for a time that is not free: in order of coming, with what suits them and a code of their own.

An offer is a hold (``Bookings.hold`` with ``entry``), written with the entry's change in one commit; so a freed time is
offered to one at a time, and who lets it pass keeps their place for another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.bookings import ENTRY_LEFT, ENTRY_OFFERED, ENTRY_WAITING, HELD, plain_code
from records.ids import instant, millis, new_id
from records.outbox import FREED, WAITING_LIST, Outgoing, call_off, put
from records.store import Store
from records.tables import bookings, waiting_list


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What somebody waits for. ``wish`` and ``details`` hold cleared words and placeholders."""

    bot: str
    conversation: str
    person: str
    wish: Mapping[str, Any]
    details: Mapping[str, Any]
    until: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands. ``offered`` is the start and resource kept for it, while ``state`` is offered."""

    id: str
    bot: str
    conversation: str
    person: str
    wish: Mapping[str, Any]
    details: Mapping[str, Any]
    state: str
    start: datetime | None
    staff: str
    offered_until: datetime | None
    passed: tuple[str, ...]
    created_at: datetime


class WaitingList:
    """The waiting lists of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def join(self, new: NewEntry, code: str, *, now: datetime) -> Entry:
        """A new entry, the last in line; twice by the same conversation is one entry with the newer wish."""
        with self._store.write() as unit:
            unit.lock(f"bookings:{new.bot}")
            old = (waiting_list.c.bot == new.bot, waiting_list.c.conversation == new.conversation,
                   waiting_list.c.state == ENTRY_WAITING)  # fmt: skip
            unit.update(waiting_list, *old, state=ENTRY_LEFT, changed_at=millis(now))
            last = unit.first(waiting_list, waiting_list.c.bot == new.bot, order_by=(waiting_list.c.created_at.desc(),))
            row_id = new_id("wtl")
            # Two who join within a millisecond still stand one behind the other.
            joined = max(millis(now), last.created_at + 1 if last is not None else 0)
            unit.insert(
                waiting_list, id=row_id, bot=new.bot, conversation=new.conversation, person=new.person,
                wish=dict(new.wish), details=dict(new.details), code_hash=self._index(code), state=ENTRY_WAITING,
                offered={}, until=millis(new.until), created_at=joined, changed_at=millis(now),
            )  # fmt: skip
            return _entry(unit.first(waiting_list, waiting_list.c.id == row_id))

    def get(self, entry_id: str) -> Entry | None:
        """The entry with that id."""
        with self._store.read() as unit:
            row = unit.first(waiting_list, waiting_list.c.id == entry_id)
            return _entry(row) if row is not None else None

    def by_code(self, bot: str, code: str) -> Entry | None:
        """The entry a code opens."""
        with self._store.read() as unit:
            found = (waiting_list.c.bot == bot, waiting_list.c.code_hash == self._index(code))
            row = unit.first(waiting_list, *found)
            return _entry(row) if row is not None else None

    def line(self, bot: str, *, now: datetime) -> list[Entry]:
        """Who still waits, the longest first; offers that ran out are taken back before."""
        with self._store.write() as unit:
            unit.lock(f"bookings:{bot}")
            over = (waiting_list.c.bot == bot, waiting_list.c.state == ENTRY_OFFERED)
            unit.update(
                waiting_list, *over, waiting_list.c.offered_until <= millis(now), state=ENTRY_WAITING,
                offered_until=None, changed_at=millis(now),
            )  # fmt: skip
            waiting = (waiting_list.c.bot == bot, waiting_list.c.state == ENTRY_WAITING)
            rows = unit.select(
                waiting_list, *waiting, waiting_list.c.until > millis(now),
                order_by=(waiting_list.c.created_at, waiting_list.c.id),
            )  # fmt: skip
            return [_entry(row) for row in rows]

    def leave(self, entry_id: str, *, now: datetime) -> bool:
        """Off the list; a time kept for it is free for the next."""
        with self._store.write() as unit:
            row = unit.first(waiting_list, waiting_list.c.id == entry_id)
            if row is None or row.state not in (ENTRY_WAITING, ENTRY_OFFERED):
                return False
            unit.update(waiting_list, waiting_list.c.id == entry_id, state=ENTRY_LEFT, changed_at=millis(now))
            unit.delete(bookings, bookings.c.conversation == entry_id, bookings.c.state == HELD)
            call_off(unit, entry_id, ("offered",), now)
            put(unit, row.bot, entry_id, (Outgoing(WAITING_LIST, FREED),), now)
            return True

    def listing(self, bot: str, *, now: datetime) -> list[Entry]:
        """Everybody who waits or was offered a time, the longest first."""
        with self._store.read() as unit:
            states = waiting_list.c.state.in_((ENTRY_WAITING, ENTRY_OFFERED))
            rows = unit.select(
                waiting_list, waiting_list.c.bot == bot, states, waiting_list.c.until > millis(now),
                order_by=(waiting_list.c.created_at, waiting_list.c.id),
            )  # fmt: skip
            return [_entry(row) for row in rows]

    def _index(self, code: str) -> str:
        return self._store.sealer.index(plain_code(code), "booking-code")


def _entry(row: Any) -> Entry:
    offered = dict(row.offered)
    open_offer = row.state == ENTRY_OFFERED and bool(offered.get("start"))
    return Entry(
        row.id, row.bot, row.conversation, row.person, dict(row.wish), dict(row.details), row.state,
        datetime.fromisoformat(offered["start"]) if open_offer else None, str(offered.get("staff", "")),
        instant(row.offered_until) if open_offer and row.offered_until is not None else None,
        tuple(offered.get("passed", ())), instant(row.created_at),
    )  # fmt: skip
