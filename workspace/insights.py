"""Analytics on masked text only: every number opens the rows behind it. Preview talk never counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

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


WHAT = ("turns", "unanswered", "blocked", "handed_over", "thumbs_up", "thumbs_down", "kept", "slow")


def overview(desk: Desk, *, bot: str | None = None, days: int = 7, timezone: str = "UTC") -> Insights:
    """The numbers of the last days, of one bot or of all."""
    raise NotImplementedError


def rows(
    desk: Desk, what: str, *, bot: str | None = None, days: int = 7, entity: str | None = None, limit: int = 200
) -> list[Row]:
    """The masked turns behind a number (``what`` is one of WHAT), newest first."""
    raise NotImplementedError


def conversations(desk: Desk, *, bot: str | None = None, days: int = 7, limit: int = 200) -> list[ConversationLine]:
    """The conversations behind the number, newest first."""
    raise NotImplementedError


def conversation(desk: Desk, conversation_id: str) -> list[Row]:
    """One conversation, masked, in order. Raises UnknownConversation."""
    raise NotImplementedError
