"""Talking to the draft in the builder: the same turn as the widget's, with the curtain open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bots.types import Closed, TurnEvent
from workspace.roles import Desk


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
    raise NotImplementedError


def send(
    desk: Desk, conversation: str, text: str, *, choice: str | None = None, message_id: str | None = None
) -> Iterator[TurnEvent]:
    """The draft's answer: Accepted, Said…, Closed. ``Closed.result`` holds findings, passages and milliseconds."""
    raise NotImplementedError


def curtain(typed: str, closed: Closed) -> PreviewTurn:
    """What to draw under a turn of the preview."""
    raise NotImplementedError


def pieces(text: str) -> tuple[Piece, ...]:
    """Cleared text as plain words and bars, for any page that shows a transcript."""
    raise NotImplementedError
