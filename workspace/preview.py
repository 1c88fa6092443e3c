"""Talking to the draft in the builder: the same turn as the widget's, with the curtain open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bots.config import BotConfig
from bots.engine import Incoming
from bots.types import Closed, TurnEvent
from guardrails import PLACEHOLDER
from guardrails.catalogue import ENTITIES
from guardrails.types import Applied
from records.ids import new_id
from workspace import talk
from workspace.errors import ConsentNeeded
from workspace.roles import Desk
from workspace.studio import ACTIONS


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: plain words, or a bar with its kind (``text`` is then the placeholder or the typed value)."""

    text: str
    entity: str = ""
    label: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class PreviewTurn:
    """A turn with the curtain open: what was typed beside what the model saw."""

    turn: str
    typed: tuple[Piece, ...]
    saw: tuple[Piece, ...]
    prompt: tuple[Piece, ...]  # everything a model was given; empty when none was asked
    reply: str
    closed: Closed


def start(desk: Desk, bot: str, *, language: str | None = None) -> str:
    """A conversation with the draft (channel "preview", never counted); its id."""
    desk.allow("bots.preview")
    row = desk.app.bot_row(desk.actor.workspace, bot)
    started = talk.start(
        desk.app, row.public_id, origin=None, language=language, timezone=None, channel=talk.PREVIEW, draft=True
    )
    _consent(desk, started.conversation)
    return started.conversation


def send(
    desk: Desk, conversation: str, text: str, *, choice: str | None = None, message_id: str | None = None
) -> Iterator[TurnEvent]:
    """The draft's answer: Accepted, Said…, Closed. ``Closed.result`` holds findings, passages and milliseconds.

    Changing the draft between two turns is what a preview is for: the talk goes on with the changed bot.
    """
    desk.allow("bots.preview")
    desk.app.reach_index(desk.actor.workspace)
    incoming = Incoming(message_id or new_id("msg"), text, choice, desk.app.clock())
    try:
        return talk.send(desk.app, conversation, incoming)
    except ConsentNeeded:  # a saved change altered the notice
        _consent(desk, conversation)
        return talk.send(desk.app, conversation, incoming)


def by_model(desk: Desk, config: BotConfig) -> bool:
    """Whether a language model writes this bot's answers; else it quotes its documents and no model sees anything."""
    return config.model.provider != "embedded" and bool(desk.app.model_address(desk.actor.workspace))


def curtain(typed: str, closed: Closed) -> PreviewTurn:
    """What to draw under a turn of the preview."""
    result = closed.result
    prompt = pieces(result.model_saw) if result.model_saw != result.message else ()
    return PreviewTurn(
        result.turn, tuple(_typed(typed, result.input_applied)), pieces(result.message), prompt, closed.shown, closed
    )


def pieces(text: str) -> tuple[Piece, ...]:
    """Cleared text as plain words and bars, for any page that shows a transcript."""
    return tuple(_pieces(text))


def _consent(desk: Desk, conversation: str) -> None:
    """The owner trying their own draft is on record as such."""
    talk.consent_as_owner(desk.app, conversation, method=talk.PREVIEW)


def _pieces(text: str) -> Iterator[Piece]:
    done = 0
    for found in PLACEHOLDER.finditer(text):
        if found.start() > done:
            yield Piece(text[done : found.start()])
        entity = found.group()[2:].split(":")[0]
        yield Piece(found.group(), entity, _label(entity), "mask")
        done = found.end()
    if done < len(text):
        yield Piece(text[done:])


def _typed(text: str, applied: Sequence[Applied]) -> Iterator[Piece]:
    done = 0
    for item in sorted(applied, key=lambda a: a.finding.start):
        found = item.finding
        if found.start < done:
            continue
        if found.start > done:
            yield Piece(text[done : found.start])
        yield Piece(text[found.start : found.end], found.entity, _label(found.entity), ACTIONS[item.action])
        done = found.end
    if done < len(text):
        yield Piece(text[done:])


def _label(entity: str) -> str:
    return ENTITIES[entity].label if entity in ENTITIES else entity.replace("_", " ").lower()
