"""Runs every recognizer over one reading of a text and settles what overlaps.

The process has one analyzer (``shared()``): models are loaded once, at the first text or by ``warm()``.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from documents.discovery import discover
from guardrails.canonical import canonical
from guardrails.language import detect
from guardrails.memory import Kept, seen_again
from guardrails.pieces import continued
from guardrails.reading import Reading
from guardrails.recognizers import Recognizer, Warms
from guardrails.stretches import LONG, found_in
from guardrails.types import Finding
from guardrails.vault import PLACEHOLDER

THRESHOLDS: Mapping[str, float] = {"balanced": 0.5, "strict": 0.3}
# Kinds that stay whole when a known value stands in them; a kind that a policy may let through is not among them.
_WHOLE = frozenset({"EMAIL_ADDRESS", "PERSON", "ADDRESS", "PHONE_NUMBER", "IBAN_CODE", "CREDIT_CARD"})


class Analyzer:
    """All recognizers behind one call."""

    def __init__(self, recognizers: Mapping[str, Recognizer] | None = None) -> None:
        self._recognizers = recognizers if recognizers is not None else discover("guardrails.recognizers", "recognizer")

    def find(  # noqa: PLR0913 - what a text is read with, each by name
        self,
        text: str,
        *,
        language: str | None = None,
        asked: str | None = None,
        known: Sequence[tuple[str, str]] = (),
        keep: Sequence[str] = (),
        level: str = "balanced",
        earlier: Sequence[str] = (),
    ) -> list[Finding]:
        """Every finding, sorted, not overlapping, in offsets of the text given; ``earlier`` are the messages before."""
        if not text:
            return []
        if len(text) > LONG:
            read = functools.partial(self.find, language=language or detect(text), known=known, keep=keep, level=level)
            return settle(found_in(text, lambda piece, at: read(piece, asked=None if at else asked)))
        reading = Reading(text, canonical(text), language or detect(text), asked, level)
        if not reading.text:
            return []
        threshold = THRESHOLDS[level]
        found = [
            Finding(*reading.canonical.span(c.start, c.end), c.entity, round(c.score, 3), recognizer.name)
            for recognizer in self._recognizers.values()
            for c in recognizer.find(reading)
            if c.score >= threshold and c.end > c.start
        ]
        again = (
            Finding(*reading.canonical.span(c.start, c.end), c.entity, c.score, "memory")
            for c in seen_again(reading, known)
            if c.end > c.start
        )
        found += [_behind(f, found) for f in again]
        if earlier:
            found += continued(text, earlier, asked, functools.partial(self.find, language=reading.language))
        ours = [match.span() for match in PLACEHOLDER.finditer(text)]
        kept = _kept(tuple(keep))
        allowed = [f for f in found if not any(f.start < end and start < f.end for start, end in ours)]
        settled = settle(allowed)
        if level == "strict":
            settled = _with_rests(text, settled, allowed)
        return [f for f in settled if (text, f) not in kept]

    def warm(self) -> None:
        """Load everything now."""
        for recognizer in self._recognizers.values():
            if isinstance(recognizer, Warms):
                recognizer.warm()
        self.find("My name is Mara Okoye, call me on +44 7700 900123, order 12.")


def _behind(again: Finding, found: Sequence[Finding]) -> Finding:
    """A known value inside something longer comes second: "Ondine" must not tear ondine@larrouturou.example apart."""
    size = again.end - again.start
    around = [
        f.score
        for f in found
        if f.entity in _WHOLE and f.start <= again.start and again.end <= f.end and f.end - f.start > size
    ]
    return replace(again, score=round(min([again.score, *around]) - 0.001, 3)) if around else again


@functools.lru_cache(64)
def _kept(values: tuple[str, ...]) -> Kept:
    return Kept(values)


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """Of overlapping findings the surest stays, of equally sure ones the longest."""
    found = list(findings)
    kept: list[Finding] = []
    starts: list[int] = []
    for finding in sorted(found, key=lambda f: (-f.score, f.start - f.end, f.start)):
        at = bisect.bisect_left(starts, finding.start)
        free_left = at == 0 or kept[at - 1].end <= finding.start
        if free_left and (at == len(kept) or finding.end <= kept[at].start):
            starts.insert(at, finding.start)
            kept.insert(at, finding)
    return _whole(kept, found)


def _with_rests(text: str, settled: Sequence[Finding], found: Sequence[Finding]) -> list[Finding]:
    """What any recognizer saw and a surer finding left over, as findings of their own: strict masks all of it."""
    taken = bytearray(len(text))
    for f in settled:
        taken[f.start : f.end] = b"\1" * (f.end - f.start)
    out = list(settled)
    for f in sorted(set(found) - set(settled), key=lambda f: (-f.score, f.start)):
        at = f.start
        while at < f.end:
            end = at
            while end < f.end and taken[end] == taken[at]:
                end += 1
            first, last = _without_blanks(text, at, end)
            if not taken[at] and first < last:
                out.append(replace(f, start=first, end=last))
                taken[first:last] = b"\1" * (last - first)
            at = end
    return sorted(out, key=lambda f: f.start)


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without what is neither letter nor digit at its ends; empty when nothing else is in it."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


# Kinds that are often a piece of something longer: a street's name, a word of a diagnosis, letters of an IBAN.
_PIECES = frozenset({"PERSON", "HEALTH", "BOOKING_CODE", "LICENSE_PLATE", "USERNAME"})
_NEARLY = 0.25


def _whole(kept: list[Finding], found: Sequence[Finding]) -> list[Finding]:
    """With pieces replaced by something longer around them that is nearly as sure: the rest of it must not leak."""
    taken = set(kept)
    starts = [f.start for f in kept]
    for longer in sorted(found, key=lambda f: (f.start - f.end, -f.score)):
        if longer in taken:
            continue
        first = max(0, bisect.bisect_right(starts, longer.start) - 1)
        last = bisect.bisect_left(starts, longer.end)
        inside = [f for f in kept[first:last] if f.end > longer.start]
        if inside and all(
            f.entity in _PIECES
            and longer.start <= f.start
            and f.end <= longer.end
            and f.end - f.start < longer.end - longer.start
            and f.score - _NEARLY <= longer.score
            for f in inside
        ):
            at = kept.index(inside[0])
            kept[at : at + len(inside)] = [longer]
            starts[at : at + len(inside)] = [longer.start]
    return kept


@functools.cache
def shared() -> Analyzer:
    """The analyzer of this process."""
    return Analyzer()
