"""How many talks of a booking bot got how far, for the funnel. Previews and bookings by hand are no talks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from records.bookings import CANCELLED, HELD, NO_SHOW, TAKEN
from records.ids import millis
from records.insights import UNTALKED
from records.store import Store
from records.tables import bookings, conversations, turns


@dataclass(frozen=True, slots=True)
class Funnel:
    """Talks that began in a span: all, those with a message, those shown a summary, those that booked."""

    began: int
    talked: int
    summary: int
    booked: int


def funnel(store: Store, bot: str, since: datetime, until: datetime) -> Funnel:
    """The funnel of a bot's talks that began in a span."""
    began = sa.and_(
        conversations.c.bot == bot,
        conversations.c.started_at >= millis(since),
        conversations.c.started_at < millis(until),
        conversations.c.channel.not_in(UNTALKED),
    )
    with store.read() as unit:
        talks = sa.select(conversations.c.id).where(unit.mine(conversations), began).scalar_subquery()
        spoke = _distinct(turns, unit.mine(turns), talks)
        shown = _distinct(turns, sa.and_(unit.mine(turns), turns.c.asking == "confirm"), talks)
        ends = bookings.c.state.in_((*TAKEN, CANCELLED, NO_SHOW))
        booked = _distinct(bookings, sa.and_(unit.mine(bookings), ends, bookings.c.state != HELD), talks)
        return Funnel(
            unit.count(conversations, began),
            *(int(unit.execute(query).scalar_one()) for query in (spoke, shown, booked)),
        )


def _distinct(table: sa.Table, where: sa.ColumnElement[bool], talks: sa.ScalarSelect[str]) -> sa.Select[int]:
    talk = table.c.conversation
    return sa.select(sa.func.count(sa.distinct(talk))).where(where, talk.in_(talks))
