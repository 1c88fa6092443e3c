"""Analytics on masked text only: every number opens the rows behind it. Preview talk never counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from guardrails.catalogue import ENTITIES
from records.insights import COUNTED, KeptTotal, Period, Totals, TurnSeen
from records.insights import Insights as StoredInsights
from workspace import retention
from workspace.errors import BadRequest, UnknownConversation
from workspace.roles import Desk

WHAT = tuple(COUNTED)
FIRST_WORDS = 160
_WORDS = {"redact": "mask"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day's numbers."""

    day: date
    conversations: int
    turns: int
    answered: int  # by the bot itself, as the sentence of the week counts
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
    stored, period = _stored(desk), _period(desk, bot, days)
    totals = stored.totals(period)
    kept = _kept(stored.kept(period))
    return Insights(
        sentence=_sentence(days, totals, sum(item.count for item in kept)),
        since=period.since,
        until=period.until,
        kept=kept,
        days=tuple(Day(**asdict(day)) for day in stored.days(period, timezone)),
        **asdict(totals),
    )


def rows(
    desk: Desk, what: str, *, bot: str | None = None, days: int = 7, entity: str | None = None, limit: int = 200
) -> list[Row]:
    """The masked turns behind a number (``what`` is one of WHAT), newest first; ``slow`` the slowest first."""
    desk.allow("insights.view")
    if what not in WHAT:
        raise BadRequest(f"There is no number '{what}'. Known: {', '.join(WHAT)}.")
    found = _stored(desk).rows(_period(desk, bot, days), what, entity=entity, limit=limit)
    return [_row(seen) for seen in _readable(desk, found)]


def conversations(desk: Desk, *, bot: str | None = None, days: int = 7, limit: int = 200) -> list[ConversationLine]:
    """The conversations behind the number, newest first."""
    desk.allow("conversations.view")
    since = _readable_since(desk)
    return [
        ConversationLine(
            talk.id, talk.bot, seen.bot_name, talk.channel, talk.language, talk.started_at, seen.turns, talk.outcome,
            seen.first_message[:FIRST_WORDS],
        )
        for seen in _stored(desk).talks(_period(desk, bot, days), limit=limit)
        if (talk := seen.conversation).last_at >= since[talk.bot] and seen.turns
    ]  # fmt: skip


def conversation(desk: Desk, conversation_id: str) -> list[Row]:
    """One conversation, masked, in order. Raises UnknownConversation."""
    desk.allow("conversations.view")
    found = [_row(seen) for seen in _readable(desk, _stored(desk).conversation(conversation_id))]
    if not found:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    return found


def _stored(desk: Desk) -> StoredInsights:
    return StoredInsights(desk.app.store(desk.actor.workspace))


def _period(desk: Desk, bot: str | None, days: int) -> Period:
    # A turn of this very moment belongs to what is asked for at this very moment.
    until = desk.app.clock() + timedelta(milliseconds=1)
    return Period(until - timedelta(days=days), until, bot)


def _readable_since(desk: Desk) -> Mapping[str, datetime]:
    return retention.readable_since(desk.app.store(desk.actor.workspace), desk.app.clock())


def _readable(desk: Desk, found: Iterable[TurnSeen]) -> list[TurnSeen]:
    """Words whose time is over are hidden at once, also before the nightly run deletes them."""
    since = _readable_since(desk)
    return [seen for seen in found if seen.turn.at >= since[seen.turn.bot]]


def _kept(totals: Iterable[KeptTotal]) -> tuple[Kept, ...]:
    counts: dict[tuple[str, str], int] = {}
    for item in totals:
        # The ledger also holds attacks and checks that fired: said by the outcome, and no value that was kept secret.
        if item.action != "allow" and item.entity in ENTITIES:
            counts[item.entity, item.action] = counts.get((item.entity, item.action), 0) + item.count
    kept = [
        Kept(entity, ENTITIES[entity].label, _WORDS.get(action, action), n) for (entity, action), n in counts.items()
    ]
    return tuple(sorted(kept, key=lambda item: (-item.count, item.entity)))


def _sentence(days: int, totals: Totals, kept: int) -> str:
    period = f"In the last {days} days" if days != 1 else "In the last 24 hours"
    if not totals.turns:
        return f"{period} nobody has talked to your bots."
    secret = f" {kept} personal detail{'s were' if kept != 1 else ' was'} kept secret." if kept else ""
    missing = f" {totals.unanswered} found no answer." if totals.unanswered else ""
    return f"{period} your bots answered {totals.answered} of {totals.turns} messages themselves.{missing}{secret}"


def _row(seen: TurnSeen) -> Row:
    turn = seen.turn
    thumb = f"{seen.thumb}: {seen.thumb_reason}" if seen.thumb_reason else seen.thumb
    why = turn.block_reason or turn.abstain_reason or turn.handover_reason or thumb
    return Row(
        turn.conversation, turn.id, turn.bot, seen.bot_name, turn.at, turn.message, turn.reply, why, _kept(seen.kept),
        turn.milliseconds.get("total", 0.0),
    )  # fmt: skip
