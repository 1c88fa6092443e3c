"""Turns without an answer, and which of them somebody has dealt with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import conversations, gap_marks, ratings, turns

ANSWERED, ASIDE, PROPOSED = "answered", "aside", "proposed"
_PREVIEW = "preview"
_WRONG = ("down",)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A visitor's cleared question that got no answer, or one a visitor or member of staff called wrong."""

    turn: str
    conversation: str
    question: str
    reply: str
    reason: str
    handed_over: bool
    thumb_down: bool
    comment: str
    at: datetime


class GapRecords:
    """The gaps of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, bot: str, since: datetime, limit: int = 2000) -> list[Unanswered]:
        """Turns of real talk without an answer, or with a thumb down, that nobody has dealt with, newest first."""
        down = sa.and_(ratings.c.thumb.is_not(None), ratings.c.thumb.in_(_WRONG))
        with self._store.read() as unit:
            dealt = sa.select(gap_marks.c.turn).where(unit.mine(gap_marks), gap_marks.c.bot == bot)
            query = (
                sa.select(turns, ratings.c.thumb, ratings.c.comment)
                .join(conversations, conversations.c.id == turns.c.conversation)
                .outerjoin(ratings, sa.and_(ratings.c.turn == turns.c.id, unit.mine(ratings)))
                .where(
                    unit.mine(turns), unit.mine(conversations), turns.c.bot == bot,
                    conversations.c.channel != _PREVIEW, turns.c.at >= millis(since), turns.c.message != "",
                    sa.or_(turns.c.abstained, down), turns.c.id.not_in(dealt),
                )
                .order_by(turns.c.at.desc(), turns.c.id)
                .limit(limit)
            )  # fmt: skip
            return [_row(row) for row in unit.execute(query)]

    def mark(self, bot: str, found: Iterable[str], how: str, now: datetime) -> None:
        """These turns are dealt with."""
        with self._store.write() as unit:
            for turn in dict.fromkeys(found):
                unit.delete(gap_marks, gap_marks.c.turn == turn)
                unit.insert(gap_marks, id=new_id("gap"), bot=bot, turn=turn, how=how, at=millis(now))

    def unmark(self, bot: str, found: Iterable[str]) -> None:
        """Nobody has dealt with these turns after all."""
        with self._store.write() as unit:
            unit.delete(gap_marks, gap_marks.c.bot == bot, gap_marks.c.turn.in_(list(found)))


def _row(row: Any) -> Unanswered:
    return Unanswered(
        row.id, row.conversation, row.message, row.reply, row.abstain_reason, row.handed_over, row.thumb == "down",
        row.comment or "", instant(row.at),
    )  # fmt: skip
