"""Runs every recognizer over one reading of a text and settles what overlaps.

The process has one analyzer (``shared()``): models are loaded once, at the first text or by ``warm()``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence

from guardrails.canonical import canonical
from guardrails.language import detect
from guardrails.reading import Reading
from guardrails.recognizers import Recognizer
from guardrails.registry import discover
from guardrails.types import Finding
from guardrails.vault import PLACEHOLDER

THRESHOLDS: Mapping[str, float] = {"balanced": 0.5, "strict": 0.3}


class Analyzer:
    """All recognizers behind one call."""

    def __init__(self, recognizers: Mapping[str, Recognizer] | None = None) -> None:
        self._recognizers = recognizers if recognizers is not None else discover("guardrails.recognizers", "recognizer")

    def find(
        self,
        text: str,
        *,
        language: str | None = None,
        asked: str | None = None,
        known: Sequence[tuple[str, str]] = (),
        keep: Sequence[str] = (),
        level: str = "balanced",
    ) -> list[Finding]:
        """Every finding, sorted, not overlapping, in offsets of the text given."""
        reading = Reading(text, canonical(text), language or detect(text), asked, level)
        threshold = THRESHOLDS[level]
        found = [
            Finding(*reading.canonical.span(c.start, c.end), c.entity, round(c.score, 3), recognizer.name)
            for recognizer in self._recognizers.values()
            for c in recognizer.find(reading)
            if c.score >= threshold and c.end > c.start
        ]
        taken = [match.span() for match in PLACEHOLDER.finditer(text)]
        return settle(f for f in found if not any(f.start < end and start < f.end for start, end in taken))

    def warm(self) -> None:
        """Load everything now."""
        self.find("My name is Mara Okoye, call me on +44 7700 900123.")


def settle(found: Iterable[Finding]) -> list[Finding]:
    """Of overlapping findings the surest stays, of equally sure ones the longest."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda f: (-f.score, f.start - f.end, f.start)):
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda f: f.start)


@functools.cache
def shared() -> Analyzer:
    """The analyzer of this process."""
    return Analyzer()
