"""Conversations a person shall take over: waiting, taken, done. Written by ``Conversations.close_turn``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.errors import UnknownRow
from records.ids import instant
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

    def set_state(self, handover_id: str, state: str) -> None:
        """Take it or be done with it."""
        self._change(handover_id, state=state)

    def set_contact(self, handover_id: str, placeholder: str) -> None:
        """How the visitor wants to be reached, as a placeholder."""
        self._change(handover_id, contact=placeholder)

    def _change(self, handover_id: str, **values: Any) -> None:
        with self._store.write() as unit:
            if not unit.update(handovers, handovers.c.id == handover_id, **values):
                raise UnknownRow("There is no such handover in this workspace.")


def _handover(row: Any) -> HandoverRow:
    return HandoverRow(row.id, row.conversation, row.bot, row.turn, row.reason, row.state, row.contact, instant(row.at))
