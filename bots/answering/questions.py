"""Several questions in one message, one after the other."""

from __future__ import annotations

import re

from bots.answering.intent import has_content
from guardrails.vault import PLACEHOLDER

MOST = 3
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
_END = re.compile(r"(?<=[?؟])\s+")


def split(text: str) -> list[str]:
    """The questions of a message; what is said around one stays with it, unless it only tells who asks."""
    parts: list[str] = []
    for piece in _END.split(_without_introduction(text.strip())):
        if parts and not (piece.rstrip().endswith(("?", "؟")) and has_content(parts[-1]) and has_content(piece)):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    if len(parts) <= MOST:
        return parts
    return [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])]


def _without_introduction(text: str) -> str:
    """A sentence with a placeholder ("My name is …") tells who asks, not what is asked."""
    sentences = _SENTENCE.split(text)
    kept = [s for s in sentences if not PLACEHOLDER.search(s)]
    return " ".join(kept) if any(s.rstrip().endswith(("?", "؟")) for s in kept) else text
