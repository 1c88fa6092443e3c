"""The numbers of analytics, and the cleared turns behind each of them. Talk in the preview never counts.

Times of a turn come from its ``milliseconds``: ``total`` is the whole turn, ``first`` the first word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from records.conversations import ConversationRow, TurnRow, conversation_row, turn_row
from records.ids import instant, millis
from records.store import Store
from records.tables import bots, conversations, handovers, ledger, ratings, turns
from records.unit import Unit

PREVIEW = "preview"
UNTALKED = (PREVIEW, "desk")  # channels that are no talk with a visitor; "desk": a booking made by hand
TOOL = "tool"  # the ledger's lines about calls of tools, which keep nothing secret
_QUARTER = 15 * 60 * 1000  # every zone's midnight falls on a quarter of an hour


@dataclass(frozen=True, slots=True)
class Period:
    """What is looked at: from ``since`` to before ``until``, one bot or all."""

    since: datetime
    until: datetime
    bot: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of a period. Times are milliseconds; 0 when no turn has one."""

    conversations: int
    turns: int
    answered: int
    unanswered: int
    blocked: int
    handed_over: int
    taken: int  # a person came into the talk
    by_person: int  # and answered there
    thumbs_up: int
    thumbs_down: int
    person_p50: float  # from the wish for a person to a person's first words
    person_p95: float
    first_word_p50: float
    first_word_p95: float
    reply_p50: float
    reply_p95: float


@dataclass(frozen=True, slots=True)
class DayTotals:
    """The numbers of a day in the owner's zone."""

    day: date
    conversations: int = 0
    turns: int = 0
    answered: int = 0
    unanswered: int = 0
    blocked: int = 0
    handed_over: int = 0


@dataclass(frozen=True, slots=True)
class KeptTotal:
    """How often the guardrails did one thing to one kind of data at one stage."""

    stage: str
    entity: str
    action: str
    count: int


@dataclass(frozen=True, slots=True)
class TurnSeen:
    """A turn behind a number, cleared."""

    turn: TurnRow
    bot_name: str
    thumb: str  # "", up, down
    thumb_reason: str
    kept: tuple[KeptTotal, ...]


@dataclass(frozen=True, slots=True)
class TalkSeen:
    """A conversation behind a number: how many turns, and its first message, cleared."""

    conversation: ConversationRow
    bot_name: str
    turns: int
    first_message: str


@dataclass(frozen=True, slots=True)
class SourceUse:
    """How many replies quoted a source."""

    source: str
    title: str
    replies: int


# What a number counts: the condition its turns meet.
COUNTED: Mapping[str, sa.ColumnElement[bool]] = {
    "turns": sa.true(),
    # Answered by the bot itself: to the end, and neither declined, stopped nor handed to a person.
    "answered": sa.and_(
        turns.c.state == "complete",
        sa.not_(turns.c.abstained),
        sa.not_(turns.c.blocked),
        sa.not_(turns.c.handed_over),
        sa.not_(turns.c.to_person),
    ),
    "unanswered": turns.c.abstained,
    "blocked": turns.c.blocked,
    "handed_over": turns.c.handed_over,
    "taken": handovers.c.taken_at.is_not(None),
    "by_person": handovers.c.answered_at.is_not(None),
    "thumbs_up": ratings.c.thumb == "up",
    "thumbs_down": ratings.c.thumb == "down",
    "kept": sa.true(),  # turns with such a line in the ledger
    "slow": sa.true(),  # the slowest first
    "failed": turns.c.state == "failed",
    "cut": turns.c.state == "cut",
}
_SUMMED = ("turns", "answered", "unanswered", "blocked", "handed_over", "taken", "by_person", "thumbs_up",
           "thumbs_down")  # fmt: skip
_DAILY = ("turns", "answered", "unanswered", "blocked", "handed_over")


class Insights:
    """Analytics of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def totals(self, period: Period) -> Totals:
        """Every number of a period."""
        with self._store.read() as unit:
            started = unit.execute(_talks(unit, period, sa.func.count())).scalar_one()
            sums = unit.execute(_turns(unit, period, *(_sum(name).label(name) for name in _SUMMED))).one()
            times = [row[0] for row in unit.execute(_turns(unit, period, turns.c.milliseconds))]
            waits = unit.execute(_waits(unit, period)).scalars()
            people = sorted(float(wait) for wait in waits)
        first, whole = _times(times, "first"), _times(times, "total")
        return Totals(
            conversations=started,
            person_p50=_quantile(people, 0.5),
            person_p95=_quantile(people, 0.95),
            first_word_p50=_quantile(first, 0.5),
            first_word_p95=_quantile(first, 0.95),
            reply_p50=_quantile(whole, 0.5),
            reply_p95=_quantile(whole, 0.95),
            **{name: int(getattr(sums, name)) for name in _SUMMED},
        )

    def days(self, period: Period, timezone: str) -> list[DayTotals]:
        """The numbers day by day in the owner's zone; every day of the period has a line."""
        zone = ZoneInfo(timezone)
        lines = {day: DayTotals(day) for day in _calendar(period, zone)}
        talk, turn = _quarter(conversations.c.started_at), _quarter(turns.c.at)
        with self._store.read() as unit:
            talks = unit.execute(_talks(unit, period, talk, sa.func.count()).group_by(talk)).all()
            counts = unit.execute(_turns(unit, period, turn, *map(_sum, _DAILY)).group_by(turn)).all()
        for quarter, count in talks:
            _add(lines, _day(quarter, zone), conversations=count)
        for quarter, *numbers in counts:
            _add(lines, _day(quarter, zone), **{name: int(n) for name, n in zip(_DAILY, numbers, strict=True)})
        return [lines[day] for day in sorted(lines)]

    def kept(self, period: Period) -> list[KeptTotal]:
        """What the guardrails did, most often first."""
        total = sa.func.sum(ledger.c.count)
        key = (ledger.c.stage, ledger.c.entity, ledger.c.action)
        with self._store.read() as unit:
            query = (
                sa.select(*key, total)
                .join(turns, turns.c.id == ledger.c.turn)
                .join(conversations, conversations.c.id == turns.c.conversation)
                .where(unit.mine(ledger), ledger.c.stage != TOOL, *_inside(unit, period))
                .group_by(*key)
                .order_by(total.desc(), *key)
            )
            return [KeptTotal(stage, entity, action, int(n)) for stage, entity, action, n in unit.execute(query)]

    def rows(self, period: Period, what: str, *, entity: str | None = None, limit: int = 200) -> list[TurnSeen]:
        """The turns behind a number (a name in ``COUNTED``), newest first; behind ``slow`` the slowest first."""
        with self._store.read() as unit:
            query = _turns(unit, period, turns, bots.c.name.label("bot_name"), ratings.c.thumb,
                           ratings.c.reason.label("thumb_reason")).where(COUNTED[what])  # fmt: skip
            query = query.join(bots, bots.c.id == turns.c.bot).where(unit.mine(bots))
            if what == "kept":
                query = query.where(turns.c.id.in_(_with_finding(unit, entity)))
            order = turns.c.milliseconds["total"].as_float() if what == "slow" else turns.c.at
            found = unit.execute(query.order_by(sa.nulls_last(order.desc()), turns.c.id).limit(limit)).all()
            return _seen(unit, found)

    def conversation(self, conversation_id: str) -> list[TurnSeen]:
        """The turns of one conversation in order, also of a preview."""
        with self._store.read() as unit:
            query = (
                sa.select(turns, bots.c.name.label("bot_name"), ratings.c.thumb, ratings.c.reason.label("thumb_reason"))
                .join(bots, bots.c.id == turns.c.bot)
                .outerjoin(ratings, sa.and_(ratings.c.turn == turns.c.id, unit.mine(ratings)))
                .where(unit.mine(turns), unit.mine(bots), turns.c.conversation == conversation_id)
                .order_by(turns.c.number)
            )
            return _seen(unit, unit.execute(query).all())

    def talks(self, period: Period, *, limit: int = 200) -> list[TalkSeen]:
        """The conversations behind the number, newest first."""
        order = (conversations.c.started_at.desc(), conversations.c.id)
        with self._store.read() as unit:
            query = _talks(unit, period, conversations, bots.c.name.label("bot_name"))
            query = query.join(bots, bots.c.id == conversations.c.bot).where(unit.mine(bots))
            found = unit.execute(query.order_by(*order).limit(limit)).all()
            said = unit.select(turns, turns.c.conversation.in_([row.id for row in found]))
        counts = Counter(row.conversation for row in said)
        first = {row.conversation: row.message for row in said if row.number == 1}
        return [TalkSeen(conversation_row(row), row.bot_name, counts[row.id], first.get(row.id, "")) for row in found]

    def sources(self, period: Period, *, limit: int = 20) -> list[SourceUse]:
        """The sources quoted in replies, most quoted first."""
        with self._store.read() as unit:
            quoted = [row[0] for row in unit.execute(_turns(unit, period, turns.c.citations))]
        titles = {cited["source"]: cited["title"] for citations in quoted for cited in citations}
        counts = Counter(source for citations in quoted for source in {cited["source"] for cited in citations})
        return [SourceUse(source, titles[source], n) for source, n in counts.most_common(limit)]


def _inside(unit: Unit, period: Period) -> list[sa.ColumnElement[bool]]:
    """Turns of a period, by the time of the turn."""
    of_bot = [turns.c.bot == period.bot] if period.bot else []
    span = (turns.c.at >= millis(period.since), turns.c.at < millis(period.until))
    return [unit.mine(turns), unit.mine(conversations), conversations.c.channel.not_in(UNTALKED), *span, *of_bot]


def _turns(unit: Unit, period: Period, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(*columns)
        .select_from(turns)
        .join(conversations, conversations.c.id == turns.c.conversation)
        .outerjoin(ratings, sa.and_(ratings.c.turn == turns.c.id, unit.mine(ratings)))
        .outerjoin(handovers, sa.and_(handovers.c.turn == turns.c.id, unit.mine(handovers)))
        .where(*_inside(unit, period))
    )


def _waits(unit: Unit, period: Period) -> sa.Select[tuple[int]]:
    """How long each visitor waited for a person's first words."""
    return (
        sa.select(handovers.c.answered_at - handovers.c.at)
        .join(turns, turns.c.id == handovers.c.turn)
        .join(conversations, conversations.c.id == turns.c.conversation)
        .where(unit.mine(handovers), handovers.c.answered_at.is_not(None), *_inside(unit, period))
    )


def _talks(unit: Unit, period: Period, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    start = conversations.c.started_at
    of_bot = [conversations.c.bot == period.bot] if period.bot else []
    span = (start >= millis(period.since), start < millis(period.until))
    # A talk whose words are gone, as an anonymous survey's soon are, is counted in no figure beside one of messages.
    heard = sa.exists().where(
        unit.mine(turns), turns.c.conversation == conversations.c.id, turns.c.at >= millis(period.since)
    )
    inside = (unit.mine(conversations), conversations.c.channel.not_in(UNTALKED), heard, *span, *of_bot)
    return sa.select(*columns).select_from(conversations).where(*inside)


def _with_finding(unit: Unit, entity: str | None) -> sa.Select[*tuple[Any, ...]]:
    of_entity = [ledger.c.entity == entity] if entity else []
    return sa.select(ledger.c.turn).where(unit.mine(ledger), ledger.c.stage != TOOL, *of_entity)


def _seen(unit: Unit, rows: Sequence[Any]) -> list[TurnSeen]:
    kept: dict[str, list[KeptTotal]] = {}
    for row in unit.select(ledger, ledger.c.turn.in_([row.id for row in rows]), ledger.c.stage != TOOL):
        kept.setdefault(row.turn, []).append(KeptTotal(row.stage, row.entity, row.action, row._mapping["count"]))
    return [
        TurnSeen(turn_row(row), row.bot_name, row.thumb or "", row.thumb_reason or "", tuple(kept.get(row.id, ())))
        for row in rows
    ]


def _sum(name: str) -> sa.ColumnElement[Any]:
    return sa.func.coalesce(sa.func.sum(sa.case((COUNTED[name], 1), else_=0)), 0)


def _quarter(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return column // sa.literal_column(str(_QUARTER), sa.BigInteger)


def _day(quarter: int, zone: ZoneInfo) -> date:
    return instant(int(quarter) * _QUARTER).astimezone(zone).date()


def _calendar(period: Period, zone: ZoneInfo) -> Iterator[date]:
    day, last = (moment.astimezone(zone).date() for moment in (period.since, period.until - timedelta(milliseconds=1)))
    while day <= last:
        yield day
        day += timedelta(days=1)


def _add(lines: dict[date, DayTotals], day: date, **numbers: int) -> None:
    line = lines.get(day, DayTotals(day))
    lines[day] = replace(line, **{name: getattr(line, name) + number for name, number in numbers.items()})


def _times(milliseconds: Iterable[Mapping[str, float]], name: str) -> list[float]:
    return sorted(float(times[name]) for times in milliseconds if name in times)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest value that at least this share does not exceed."""
    return ordered[max(0, ceil(len(ordered) * share) - 1)] if ordered else 0.0


__all__: Sequence[str] = (
    "COUNTED", "DayTotals", "Insights", "KeptTotal", "Period", "SourceUse", "TalkSeen", "Totals", "TurnSeen",
)  # fmt: skip
