"""Several questions in one message, one after the other."""

from __future__ import annotations

import re

from bots.answering.intent import has_content

MOST = 3
_END = re.compile(r"(?<=[?؟])\s+")


def split(text: str) -> list[str]:
    """The questions of a message; what is said around a question stays with it."""
    parts: list[str] = []
    for piece in _END.split(text.strip()):
        if parts and not (piece.rstrip().endswith(("?", "؟")) and has_content(parts[-1]) and has_content(piece)):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    if len(parts) <= MOST:
        return parts
    return [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])]
