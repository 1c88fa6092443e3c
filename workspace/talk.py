"""The public side of a conversation: what channels may ask for. No field selects a prompt, model or workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bots.engine import Incoming
from bots.types import Bar, Choice, TurnEvent
from knowledge.types import Citation
from workspace.assembly import Application
from workspace.notices import NoticeText


@dataclass(frozen=True, slots=True)
class BotCard:
    """What a page may know about a bot before anybody talks: public by construction."""

    public_id: str
    name: str
    kind: str
    language: str
    languages: tuple[str, ...]
    welcome: str
    starters: tuple[str, ...]
    theme: Mapping[str, str]  # color, position, mode, avatar
    ai_label: str  # "AI assistant" in the bot's language
    consent: str  # the two lines asked at the first send
    consent_button: str
    notice_url: str
    notice_hash: str
    origins: tuple[str, ...]
    version: int | None


@dataclass(frozen=True, slots=True)
class Started:
    """A conversation that exists and waits for consent."""

    conversation: str
    bot: str  # public id
    language: str
    notice: NoticeText
    consent: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """A finished exchange as its visitor may see it."""

    turn: str
    number: int
    at: datetime
    message: str
    reply: str
    state: str  # open, complete, cut, failed
    citations: tuple[Citation, ...]
    choices: tuple[Choice, ...]
    asking: str | None
    abstained: bool
    blocked: bool
    handed_over: bool
    notice: str
    thumb: str  # "", up, down
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation read back."""

    conversation: str
    bot: str  # public id
    language: str
    consented: bool
    closed: bool
    outcome: str
    turns: tuple[TranscriptTurn, ...]


def card(app: Application, public_id: str, language: str | None = None) -> BotCard:
    """The public card of a published bot. Raises UnknownBot."""
    raise NotImplementedError


def origin_allowed(app: Application, public_id: str, origin: str | None) -> bool:
    """Whether a page of this origin may carry the bot; an empty list denies, our own address is always allowed."""
    raise NotImplementedError


def start(  # noqa: PLR0913 - each is a fact of the channel
    app: Application,
    public_id: str,
    *,
    origin: str | None,
    language: str | None,
    timezone: str | None,
    subject: str | None = None,
    channel: str = "widget",
    draft: bool = False,
    now: datetime | None = None,
) -> Started:
    """A new conversation with the live version (``draft`` only from the command line and the preview).

    Raises UnknownBot, NotPublished. ``language`` outside the bot's languages falls back to the bot's own.
    """
    raise NotImplementedError


def notice(app: Application, public_id: str, language: str | None = None) -> NoticeText:
    """The current privacy notice of a published bot. Raises UnknownBot."""
    raise NotImplementedError


def consent(  # noqa: PLR0913 - each is a part of the proof
    app: Application,
    conversation: str,
    *,
    notice_hash: str,
    language: str,
    wording: str,
    method: str,
    now: datetime | None = None,
) -> None:
    """Record consent: notice, language, the words shown, how it was given. Raises NoticeChanged, ConversationClosed."""
    raise NotImplementedError


def withdraw(app: Application, conversation: str, now: datetime | None = None) -> None:
    """Withdraw consent: closes the conversation and stops replies being written. Doing it twice is no error."""
    raise NotImplementedError


def send(app: Application, conversation: str, incoming: Incoming, *, subject: str | None = None) -> Iterator[TurnEvent]:
    """Answer a message: Accepted, Said…, Closed. The same id and text again replays the stored reply.

    Raises (at once, not at the first event) UnknownConversation, ConsentNeeded, ConversationClosed, IdentityMismatch;
    at the first event MessageConflict. Closing the iterator stores the reply as cut.
    """
    raise NotImplementedError


def stopped(app: Application, conversation: str) -> bool:
    """Whether replies of this conversation must stop now: withdrawn, or the process is ending."""
    raise NotImplementedError


def read(app: Application, conversation: str) -> Transcript:
    """The conversation as its visitor may see it. Raises UnknownConversation."""
    raise NotImplementedError


def rate(  # noqa: PLR0913 - a rating has this many parts
    app: Application,
    conversation: str,
    turn: str,
    thumb: str,
    *,
    reason: str = "",
    comment: str = "",
    now: datetime | None = None,
) -> None:
    """Thumb up or down on a reply; the comment is cleared before it is stored. Raises UnknownTurn, BadRequest."""
    raise NotImplementedError
