"""Masked talk as bars and words, wherever a transcript is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from builder import words
from builder.components import register
from builder.components.phone import pieces as draw_pieces
from guardrails.catalogue import ENTITIES
from workspace.insights import Kept
from workspace.preview import Piece, pieces

_transcript = register("transcript")


def transcript(entries: Sequence[dict[str, Any]], *, key: str, ruled: bool = False) -> None:
    """Draw entries made by ``exchange`` and ``line``; ``ruled`` parts them by a line."""
    _transcript(key=key, data={"entries": list(entries), "ruled": ruled})


def exchange(
    message: str,
    reply: str,
    *,
    when: Sequence[str] = (),
    why: str = "",
    blocked: bool = False,
    kept: Iterable[Kept] = (),
) -> dict[str, Any]:
    """A stored exchange: cleared text on both sides, placeholders drawn as bars."""
    return _entry(
        when=list(when),
        message=draw_pieces(pieces(message)),
        reply=draw_pieces(pieces(reply)),
        why=why,
        blocked=blocked,
        kinds=[_kind(k.entity, k.count, k.action) for k in kept if k.entity in ENTITIES],
    )


def spoken(text: str, *, when: Sequence[str]) -> dict[str, Any]:
    """What one of the business said in the talk; without words, that they came or went."""
    return _entry(when=list(when), reply=draw_pieces(pieces(text)), person=bool(text))


def line(given: Sequence[Piece]) -> dict[str, Any]:
    """One line of words and bars."""
    return _entry(line=draw_pieces(given))


def found(counts: dict[str, int]) -> dict[str, Any]:
    """Bars with counts: what was found in a source."""
    return _entry(kinds=[_kind(entity, count, "mask") for entity, count in sorted(counts.items())])


def _kind(entity: str, count: int, action: str) -> dict[str, str]:
    label = words.kind_of_data(entity) + (f" × {count}" if count > 1 else "")
    return {"label": label, "action": words.screen_action(action)}


def _entry(**parts: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "when": [], "line": [], "message": [], "reply": [], "why": "", "blocked": False, "kinds": [], "person": False,
    }  # fmt: skip
    return empty | parts
