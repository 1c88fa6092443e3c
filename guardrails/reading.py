"""A message prepared once for all recognizers."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.canonical import Canonical


@dataclass(frozen=True)
class Reading:
    """The original, its canonical text, its language, and what the bot had asked for."""

    original: str
    canonical: Canonical
    language: str
    asked: str | None = None
    level: str = "balanced"

    @property
    def text(self) -> str:
        return self.canonical.text
