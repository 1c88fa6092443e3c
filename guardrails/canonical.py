"""Text made plain, with the map back to the original."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Canonical:
    """Plain text and, for each of its characters, where it came from in the original."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a span of the plain text."""
        return self.starts[start], self.ends[end - 1]


def canonical(text: str) -> Canonical:
    """The text as every recognizer reads it."""
    return Canonical(text, range(len(text)), range(1, len(text) + 1))
