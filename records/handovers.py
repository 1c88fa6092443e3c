"""Conversations a person shall take over: waiting, taken, done. Written by ``Conversations.close_turn``, moved on by
``records.attending``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.ids import instant, millis
from records.store import Store
from records.tables import handovers

WAITING, TAKEN, DONE = "waiting", "taken", "done"


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A stored handover. ``contact`` is a placeholder of the conversation's vault."""

    id: str
    conversation: str
    bot: str
    turn: str
    reason: str
    state: str
    contact: str | None
    at: datetime
    taken_by: str | None
    answered_at: datetime | None
    offered_at: datetime | None
    seen: int
    outcome: str


class Handovers:
    """The handovers of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def listing(self, *, bot: str | None = None, state: str | None = None, limit: int = 200) -> list[HandoverRow]:
        """Handovers, newest first."""
        where = [*([handovers.c.bot == bot] if bot else []), *([handovers.c.state == state] if state else [])]
        with self._store.read() as unit:
            rows = unit.select(handovers, *where, order_by=(handovers.c.at.desc(), handovers.c.id), limit=limit)
            return [_handover(row) for row in rows]

    def open(self, limit: int = 200) -> list[HandoverRow]:
        """Those that are not done, newest first; however much was done since, none of them falls out."""
        with self._store.read() as unit:
            order = (handovers.c.at.desc(), handovers.c.id)
            return [
                _handover(row) for row in unit.select(handovers, handovers.c.state != DONE, order_by=order, limit=limit)
            ]

    def unanswered(self, talks: Sequence[str], since: datetime) -> list[HandoverRow]:
        """Those of these talks that nobody has answered and nobody was told so, asked for before ``since``."""
        where = (
            handovers.c.conversation.in_(talks), handovers.c.state != DONE, handovers.c.at < millis(since),
            handovers.c.answered_at.is_(None), handovers.c.offered_at.is_(None),
        )  # fmt: skip
        with self._store.read() as unit:
            return [_handover(row) for row in unit.select(handovers, *where)]


def _handover(row: Any) -> HandoverRow:
    return HandoverRow(
        row.id, row.conversation, row.bot, row.turn, row.reason, row.state, row.contact, instant(row.at), row.taken_by,
        _instant(row.answered_at), _instant(row.offered_at), row.seen, row.outcome,
    )  # fmt: skip


def _instant(ms: int | None) -> datetime | None:
    return instant(ms) if ms is not None else None
