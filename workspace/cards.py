"""The cards on the page of bots: each bot with what it knows, its last week, and what keeps its file from loading.

That takes some ten queries a bot: a page that only names bots asks ``studio.list_bots``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from records.bots import BotRow, Bots
from records.insights import Insights, Period
from records.tables import sources
from workspace import files
from workspace.roles import Desk
from workspace.studio import Listed

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card(Listed):
    """A bot and its counts."""

    differs: bool  # the draft is not what is live
    sources: int
    talks: int  # of the last 7 days
    unanswered: int
    problem: str  # what keeps its file from loading, and how to mend it; "" when nothing does


def cards(desk: Desk) -> list[Card]:
    """A card of every bot of the workspace, the newest change first."""
    desk.allow("bots.view")
    now = desk.app.clock() + timedelta(milliseconds=1)
    return [_card(desk, row, now) for row in Bots(desk.app.store(desk.actor.workspace)).listing()]


def _card(desk: Desk, row: BotRow, now: datetime) -> Card:
    store = desk.app.store(desk.actor.workspace)
    config = files.loaded(row.draft)
    base = desk.app.knowledge_base(desk.actor.workspace, row.key, config.knowledge) if config is not None else None
    week = Insights(store).totals(Period(now - WEEK, now, row.id))
    with store.read() as unit:
        held = unit.count(sources, sources.c.knowledge_base == base) if base else 0
    return Card(
        row.id, row.key, row.public_id, row.kind, row.name, row.live_version, row.draft_changed_at,
        files.differs(store, row), held, week.conversations, week.unanswered, files.broken(store, row),
    )  # fmt: skip
