"""Thumbs: one per reply, the last one counts; the comment has been cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from records.errors import UnknownRow
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import ratings, turns

UP, DOWN = "up", "down"


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A stored thumb."""

    turn: str
    thumb: str
    reason: str
    comment: ClearedText
    at: datetime


class Ratings:
    """The ratings of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rate(self, turn_id: str, thumb: str, *, reason: str, comment: ClearedText, now: datetime) -> None:
        """Rate a reply; another thumb on the same reply replaces the first. Raises UnknownRow."""
        with self._store.write() as unit:
            turn = unit.first(turns, turns.c.id == turn_id)
            if turn is None:
                raise UnknownRow("There is no such turn in this workspace.")
            unit.delete(ratings, ratings.c.turn == turn_id)
            unit.insert(
                ratings, id=new_id("rtg"), turn=turn_id, bot=turn.bot, thumb=thumb, reason=reason,
                comment=str(comment), at=millis(now),
            )  # fmt: skip

    def of_conversation(self, conversation: str) -> dict[str, RatingRow]:
        """The ratings of a conversation by turn id."""
        with self._store.read() as unit:
            ids = [row.id for row in unit.select(turns, turns.c.conversation == conversation, columns=(turns.c.id,))]
            rows = unit.select(ratings, ratings.c.turn.in_(ids))
        return {
            row.turn: RatingRow(row.turn, row.thumb, row.reason, trusted(row.comment), instant(row.at)) for row in rows
        }
