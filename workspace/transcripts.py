"""A conversation as its visitor may see it: their own words with bars, replies with their own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bots.types import Bar, Choice
from guardrails import PLACEHOLDER
from guardrails.restore import restore
from guardrails.types import Action, Vault
from knowledge.types import Citation
from records.conversations import TurnRow
from records.ratings import RatingRow


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
    to_person: bool = False  # said to a person of the business; the bot kept silent


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


def seen(turn: TurnRow, vault: Vault | None, thumbs: Mapping[str, RatingRow]) -> TranscriptTurn:
    """A stored turn for its visitor; without a vault their own values stay covered."""
    message, bars = _with_bars(turn.message, vault)
    return TranscriptTurn(
        turn=turn.id,
        number=turn.number,
        at=turn.at,
        message=message,
        reply=restore(turn.reply, vault) if vault is not None else turn.reply,
        state=turn.state,
        citations=citations(turn),
        choices=tuple(Choice(c.id, c.label) for c in turn.choices),
        asking=turn.asking,
        abstained=turn.abstained,
        blocked=turn.blocked,
        handed_over=turn.handed_over,
        notice=turn.notice,
        thumb=thumbs[turn.id].thumb if turn.id in thumbs else "",
        bars=bars,
        to_person=turn.to_person,
    )


def _with_bars(text: str, vault: Vault | None) -> tuple[str, tuple[Bar, ...]]:
    """Stored words as their writer may see them, and where the bars stand in them."""
    shown, bars, done = "", [], 0
    for found in PLACEHOLDER.finditer(text):
        token = found.group()
        value = (vault.open(token) if vault is not None else None) or token
        shown += text[done : found.start()]
        bars.append(Bar(len(shown), len(shown) + len(value), token[2:].split(":")[0], Action.REDACT.value))
        shown, done = shown + value, found.end()
    return shown + text[done:], tuple(bars)


def citations(turn: TurnRow) -> tuple[Citation, ...]:
    """The sources of a stored turn."""
    return tuple(Citation(c.source, c.title, c.url, c.heading) for c in turn.citations)
