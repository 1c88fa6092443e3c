"""The words of a turn: what comes in, what a kind of bot gives back, what a turn ends with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from guardrails.types import Applied, ClearedText, Stage
from knowledge.types import Citation

Json = None | bool | int | float | str | list["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is talking. ``subject`` is the signed-in id the site vouched for, never what the model or the text said."""

    person: str
    subject: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What the visitor sent, cleared. ``choice`` is the id of the button pressed, if one was."""

    id: str
    text: ClearedText
    at: datetime
    choice: str | None = None


@dataclass(frozen=True, slots=True)
class PastTurn:
    """A finished exchange of this conversation, cleared on both sides."""

    message: ClearedText
    reply: ClearedText
    citations: tuple[Citation, ...] = ()
    abstained: bool = False
    handed_over: bool = False
    asking: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """One talk: its past and the kind's own state (JSON the kind wrote; empty at the start)."""

    id: str
    visitor: Visitor
    language: str
    turns: tuple[PastTurn, ...] = ()
    state: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: an id the widget sends back and the words on it."""

    id: str
    label: str


# What a kind yields, in order; together a Reply.


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the reply as the model or kind wrote it; passes OUTPUT before anyone sees it.

    ``ours`` marks a fixed sentence of the product or the owner, which is not judged for unsupported claims.
    """

    text: str
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """Sources of the reply, in order of use."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Buttons under the reply."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """The slot or question asked for ("confirm" at a summary); ``entity`` is the personal kind expected, if any."""

    slot: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Abstain:
    """The bot does not know; ``reason`` is missing, out_of_scope, account, premise, advice or unclear."""

    reason: str = "missing"


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person takes over: asked, missing, unsupported, policy, tool_failure, upset or unsafe."""

    reason: str


@dataclass(frozen=True, slots=True)
class SetState:
    """The kind's state after this turn."""

    state: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Notice:
    """A line in plain words beside the reply, such as "The model did not answer; this comes from your documents"."""

    text: str


ReplyPart = Text | Cite | Offer | Ask | Abstain | HandOver | SetState | Notice


@dataclass(frozen=True, slots=True)
class FindingSeen:
    """What the guardrails did at one stage of a turn: counts, never values."""

    stage: Stage
    entity: str
    action: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of what the visitor typed that was kept secret: offsets into the *typed* text, and its kind."""

    start: int
    end: int
    entity: str
    action: str


@dataclass(frozen=True, slots=True)
class TurnResult:
    """How a turn ended. ``reply`` is as stored (placeholders in place of personal values)."""

    turn: str
    message: ClearedText
    reply: ClearedText
    state: str  # complete, cut, failed
    citations: tuple[Citation, ...] = ()
    choices: tuple[Choice, ...] = ()
    asking: str | None = None
    abstained: bool = False
    abstain_reason: str = ""
    blocked: bool = False
    block_reason: str = ""
    handed_over: bool = False
    handover_reason: str = ""
    findings: tuple[FindingSeen, ...] = ()
    input_applied: tuple[Applied, ...] = ()
    passages: tuple[Citation, ...] = ()
    model_saw: str = ""
    notice: str = ""
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    to_person: bool = False  # said to a person of the business; the bot kept silent


# What run_turn yields to the channel, in order.


@dataclass(frozen=True, slots=True)
class Accepted:
    """The message has been cleared and stored; ``bars`` lets the widget turn typed words into bars."""

    turn: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Released words of the reply, as the visitor may see them."""

    text: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The turn has ended and is stored; ``shown`` is the whole reply as the visitor sees it."""

    result: TurnResult
    shown: str


TurnEvent = Accepted | Said | Closed
