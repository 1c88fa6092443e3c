"""Analytics on masked text only: every number opens the rows behind it. Preview talk never counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from guardrails.catalogue import ENTITIES
from records.bots import Bots
from records.conversations import Conversations, TurnRow, turn_row
from records.ids import instant, millis
from records.ratings import Ratings
from records.store import Store
from records.tables import conversations as talks_table
from records.tables import ledger, ratings
from records.tables import turns as turns_table
from records.unit import Unit
from workspace import retention
from workspace.errors import BadRequest, UnknownConversation
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class Day:
    """A day's numbers."""

    day: date
    conversations: int
    turns: int
    unanswered: int
    blocked: int
    handed_over: int


@dataclass(frozen=True, slots=True)
class Kept:
    """How often one kind of data was found, and what was done, with the stages."""

    entity: str
    label: str
    action: str
    count: int


@dataclass(frozen=True, slots=True)
class Insights:
    """The numbers of a period. Times are milliseconds."""

    sentence: str
    since: datetime
    until: datetime
    conversations: int
    turns: int
    answered: int
    unanswered: int
    blocked: int
    handed_over: int
    thumbs_up: int
    thumbs_down: int
    first_word_p50: float
    first_word_p95: float
    reply_p50: float
    reply_p95: float
    kept: tuple[Kept, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A turn behind a number, masked."""

    conversation: str
    turn: str
    bot: str
    bot_name: str
    at: datetime
    message: str
    reply: str
    why: str  # such as "missing", "attack", "down: wrong"
    findings: tuple[Kept, ...]
    milliseconds: float


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """A conversation in the list."""

    conversation: str
    bot: str
    bot_name: str
    channel: str
    language: str
    started_at: datetime
    turns: int
    outcome: str
    first_words: str


def overview(desk: Desk, *, bot: str | None = None, days: int = 7, timezone: str = "UTC") -> Insights:
    """The numbers of the last days, of one bot or of all."""
    desk.allow("insights.view")
    seen = _look(desk, bot, days)
    turns = seen.turns
    kept = _kept(seen.ledger.values())
    first = [turn.milliseconds["first"] for turn in turns if "first" in turn.milliseconds]
    whole = [turn.milliseconds["total"] for turn in turns if "total" in turn.milliseconds]
    answered = sum(_answered(turn) for turn in turns)
    unanswered = sum(turn.abstained for turn in turns)
    return Insights(
        sentence=_sentence(days, len(turns), answered, unanswered, sum(item.count for item in kept)),
        since=seen.since,
        until=seen.until,
        conversations=len({turn.conversation for turn in turns}),
        turns=len(turns),
        answered=answered,
        unanswered=unanswered,
        blocked=sum(turn.blocked for turn in turns),
        handed_over=sum(turn.handed_over for turn in turns),
        thumbs_up=sum(rating.thumb == "up" for rating in seen.ratings.values()),
        thumbs_down=sum(rating.thumb == "down" for rating in seen.ratings.values()),
        first_word_p50=_percentile(first, 0.5),
        first_word_p95=_percentile(first, 0.95),
        reply_p50=_percentile(whole, 0.5),
        reply_p95=_percentile(whole, 0.95),
        kept=kept,
        days=tuple(_by_day(seen, days, ZoneInfo(timezone))),
    )


def rows(
    desk: Desk, what: str, *, bot: str | None = None, days: int = 7, entity: str | None = None, limit: int = 200
) -> list[Row]:
    """The masked turns behind a number (``what`` is one of WHAT), newest first; ``slow`` the slowest first."""
    desk.allow("insights.view")
    if what not in _BEHIND:
        raise BadRequest(f"There is no number '{what}'. Known: {', '.join(WHAT)}.")
    seen = _look(desk, bot, days)
    chosen = [turn for turn in seen.turns if _BEHIND[what](turn, seen, entity)]
    if what == "slow":
        chosen.sort(key=lambda turn: -turn.milliseconds.get("total", 0.0))
    else:
        chosen.sort(key=lambda turn: turn.at, reverse=True)
    return [_row(turn, seen) for turn in chosen[:limit]]


def conversations(desk: Desk, *, bot: str | None = None, days: int = 7, limit: int = 200) -> list[ConversationLine]:
    """The conversations behind the number, newest first."""
    desk.allow("insights.view")
    seen = _look(desk, bot, days)
    by_talk: dict[str, list[TurnRow]] = {}
    for turn in seen.turns:
        by_talk.setdefault(turn.conversation, []).append(turn)
    lines = [_line(seen, seen.talks[talk], turns) for talk, turns in by_talk.items()]
    return sorted(lines, key=lambda line: line.started_at, reverse=True)[:limit]


def conversation(desk: Desk, conversation_id: str) -> list[Row]:
    """One conversation, masked, in order. Raises UnknownConversation."""
    desk.allow("conversations.view")
    store = desk.app.store(desk.actor.workspace)
    found = Conversations(store).get(conversation_id)
    since = retention.readable_since(store, desk.app.clock())
    turns = [t for t in Conversations(store).turns(conversation_id) if t.at >= since[t.bot]] if found else []
    if found is None or not turns:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    with store.read() as unit:
        ids = [turn.id for turn in turns]
        seen = _Seen(
            found.started_at, found.last_at, turns, {found.id: found}, _ledger(unit, ledger.c.turn.in_(ids)),
            Ratings(store).of_conversation(found.id), _names(store),
        )  # fmt: skip
    return [_row(turn, seen) for turn in turns]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What happened in a period, as far as it counts and may still be read."""

    since: datetime
    until: datetime
    turns: Sequence[TurnRow]
    talks: Mapping[str, Any]  # id → conversation
    ledger: Mapping[str, Sequence[Kept]]
    ratings: Mapping[str, Any]  # turn → rating
    names: Mapping[str, str]  # bot → name


def _look(desk: Desk, bot: str | None, days: int) -> _Seen:
    """Read in whole rows and counted here: a busy month is some ten thousand turns, a fraction of a second."""
    store, until = desk.app.store(desk.actor.workspace), desk.app.clock()
    since = until - timedelta(days=days)
    readable = retention.readable_since(store, until)
    with store.read() as unit:
        of_bot = [turns_table.c.bot == bot] if bot else []
        recent = unit.select(turns_table, turns_table.c.at >= millis(since), turns_table.c.state != "open", *of_bot)
        talks = {
            row.id: row
            for row in unit.select(
                talks_table,
                talks_table.c.last_at >= millis(since),
                talks_table.c.version.is_not(None),
                talks_table.c.channel != "preview",
            )
        }
        turns = [turn_row(r) for r in recent if r.conversation in talks and r.at >= millis(readable[r.bot])]
        ids = {turn.id for turn in turns}
        entries = _ledger(unit, ledger.c.at >= millis(since))
        rated = {row.turn: row for row in unit.select(ratings, ratings.c.at >= millis(since)) if row.turn in ids}
    kept = {turn: found for turn, found in entries.items() if turn in ids}
    return _Seen(since, until, turns, talks, kept, rated, _names(store))


def _ledger(unit: Unit, *where: Any) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    for row in unit.select(ledger, *where, ledger.c.action != "allow", ledger.c.stage != "tool"):
        found.setdefault(row.turn, []).append(Kept(row.entity, _label(row.entity), _word(row.action), row.count))
    return found


def _kept(entries: Iterable[Sequence[Kept]]) -> tuple[Kept, ...]:
    totals: dict[tuple[str, str], int] = {}
    for item in (item for turn in entries for item in turn):
        totals[item.entity, item.action] = totals.get((item.entity, item.action), 0) + item.count
    kept = [Kept(entity, _label(entity), action, count) for (entity, action), count in totals.items()]
    return tuple(sorted(kept, key=lambda item: (-item.count, item.entity)))


def _answered(turn: TurnRow) -> bool:
    return turn.state == "complete" and not (turn.abstained or turn.blocked or turn.handed_over)


def _sentence(days: int, turns: int, answered: int, unanswered: int, kept: int) -> str:
    period = f"In the last {days} days" if days != 1 else "In the last 24 hours"
    if not turns:
        return f"{period} nobody has talked to your bots."
    secret = f" {kept} personal detail{'s were' if kept != 1 else ' was'} kept secret." if kept else ""
    missing = f" {unanswered} found no answer." if unanswered else ""
    return f"{period} your bots answered {answered} of {turns} messages themselves.{missing}{secret}"


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0


def _by_day(seen: _Seen, days: int, zone: ZoneInfo) -> Iterator[Day]:
    last = seen.until.astimezone(zone).date()
    by_day: dict[date, list[TurnRow]] = {}
    for turn in seen.turns:
        by_day.setdefault(turn.at.astimezone(zone).date(), []).append(turn)
    for back in range(days - 1, -1, -1):
        day = last - timedelta(days=back)
        turns = by_day.get(day, [])
        yield Day(
            day,
            len({turn.conversation for turn in turns}),
            len(turns),
            sum(turn.abstained for turn in turns),
            sum(turn.blocked for turn in turns),
            sum(turn.handed_over for turn in turns),
        )


def _rated(thumb: str) -> Callable[[TurnRow, _Seen, str | None], bool]:
    return lambda turn, seen, _: turn.id in seen.ratings and seen.ratings[turn.id].thumb == thumb


def _kept_in(turn: TurnRow, seen: _Seen, entity: str | None) -> bool:
    return any(entity in (None, item.entity) for item in seen.ledger.get(turn.id, ()))


_BEHIND: Mapping[str, Callable[[TurnRow, _Seen, str | None], bool]] = {
    "turns": lambda turn, seen, entity: True,  # noqa: ARG005 - one shape for all
    "answered": lambda turn, seen, entity: _answered(turn),  # noqa: ARG005
    "unanswered": lambda turn, seen, entity: turn.abstained,  # noqa: ARG005
    "blocked": lambda turn, seen, entity: turn.blocked,  # noqa: ARG005
    "handed_over": lambda turn, seen, entity: turn.handed_over,  # noqa: ARG005
    "thumbs_up": _rated("up"),
    "thumbs_down": _rated("down"),
    "kept": _kept_in,
    "slow": lambda turn, seen, entity: "total" in turn.milliseconds,  # noqa: ARG005
}
WHAT = tuple(_BEHIND)


def _row(turn: TurnRow, seen: _Seen) -> Row:
    rating = seen.ratings.get(turn.id)
    thumb = f"{rating.thumb}: {rating.reason}".rstrip(": ") if rating is not None else ""
    why = turn.block_reason or turn.abstain_reason or turn.handover_reason or thumb
    return Row(
        turn.conversation, turn.id, turn.bot, seen.names.get(turn.bot, ""), turn.at, turn.message, turn.reply, why,
        _kept([seen.ledger.get(turn.id, ())]), turn.milliseconds.get("total", 0.0),
    )  # fmt: skip


def _line(seen: _Seen, talk: Any, turns: Sequence[TurnRow]) -> ConversationLine:
    ordered = sorted(turns, key=lambda turn: turn.number)
    return ConversationLine(
        talk.id, talk.bot, seen.names.get(talk.bot, ""), talk.channel, talk.language, instant(talk.started_at),
        len(turns), talk.outcome, ordered[0].message[:160],
    )  # fmt: skip


def _names(store: Store) -> dict[str, str]:
    stored = Bots(store)
    return {row.id: row.name for row in (*stored.listing(), *stored.listing(archived=True))}


def _label(entity: str) -> str:
    return ENTITIES[entity].label if entity in ENTITIES else entity.replace("_", " ")


def _word(action: str) -> str:
    return "mask" if action == "redact" else action
