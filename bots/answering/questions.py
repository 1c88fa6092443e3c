"""Several questions in one message, one after the other."""

from __future__ import annotations

import re

from bots.answering.courtesy import bare
from bots.answering.intent import has_content
from guardrails.vault import PLACEHOLDER

MOST = 3
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
_END = re.compile(r"(?<=[?؟])\s+")
_BEGINS = (
    r"(?:how|what|when|where|which|who|why|do you|are you|is there|are there|can i|can you|may i|does it|wie|was|wann|"
    r"wo|welche\w?|wer|warum|kann ich|gibt es|haben sie|cómo|qué|cuándo|dónde|cuánto|hay|puedo|comment|quand|où|"
    r"combien|quel\w*|puis-je|come|quando|dove|quanto|posso|como|onde|hoe|wanneer|waar|kan ik)"
)
_ASKS = re.compile(rf"^(?:(?:hi|hello|hey|hallo|hola|bonjour|ciao|olá|hoi)[ ,!.]+)?{_BEGINS}\b", re.IGNORECASE)
_AND = re.compile(rf"[,;]?\s+(?:and|und|y|et|e|en)\s+(?=(?:also |auch |también |aussi )?{_BEGINS}\b)", re.IGNORECASE)


def split(text: str) -> list[str]:
    """The questions of a message; what is said around one stays with it, unless it only tells who asks."""
    parts: list[str] = []
    for piece in _END.split(bare(_without_introduction(text.strip()))):
        if parts and not (piece.rstrip().endswith(("?", "؟")) and has_content(parts[-1]) and has_content(piece)):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    parts = [one for part in parts for one in _joined(part)]
    if len(parts) <= MOST:
        return parts
    return [*parts[: MOST - 1], " ".join(parts[MOST - 1 :])]


def _joined(text: str) -> list[str]:
    """Two questions with "and" between them: both begin like one, and each asks about something."""
    found = _AND.search(text)
    if found is None or not _ASKS.match(text):
        return [text]
    first, second = text[: found.start() + found[0].find(" ")], text[found.end() :]
    return [first, second] if has_content(first) and has_content(second) else [text]


def _without_introduction(text: str) -> str:
    """A sentence with a placeholder ("My name is …") tells who asks, not what is asked."""
    sentences = _SENTENCE.split(text)
    kept = [s for s in sentences if not PLACEHOLDER.search(s)]
    return " ".join(kept) if any(s.rstrip().endswith(("?", "؟")) for s in kept) else text
