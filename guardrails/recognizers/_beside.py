"""What the words beside a span decide: the nearest word that names a fitting kind wins, a nearer veto ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guardrails.asking import expected
from guardrails.context import Tag
from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_SHORT_ANSWER = 14
_LONGER_THAN = {"PLACE": 7, "MONEY": 9}  # no room, gate or price has as many digits: the word speaks of another


def beside(reading: Reading, begin: int, end: int, fits: Mapping[str, float]) -> Candidate | None:
    """The candidate the words make of a span; one with score 0 when they veto it; None when they say nothing."""
    digits = sum(c.isdigit() for c in reading.digits[begin:end])
    for gap, tag in _near(reading, begin, end):
        if digits >= _LONGER_THAN.get(tag.name, digits + 1) or (tag.name == "PLACE" and "LICENSE_PLATE" in fits):
            continue  # "un Seat rojo 1290-LKM": no seat's number is built like a plate
        if tag.veto:
            strongest = max(fits, key=lambda e: fits[e])
            return Candidate(begin, end, strongest, 0.7 if fits[strongest] >= 3 else 0.0)
        if tag.name in fits:
            # A word behind a number may belong to the next one; a number that speaks for itself does not need it.
            if tag.start >= end and fits[tag.name] < 2 <= max(fits.values()):
                continue
            return Candidate(begin, end, tag.name, max(0.55, 0.9 - 0.05 * gap))
    if reading.asked and len(reading.around.words) <= _SHORT_ANSWER:
        for entity in expected(reading.asked):
            if entity in fits:
                return Candidate(begin, end, entity, 0.75)
    return None


def _near(reading: Reading, begin: int, end: int) -> Iterator[tuple[int, Tag]]:
    before = [(float(gap), tag) for gap, tag in reading.around.before(begin)]
    after = [(gap + 0.5, tag) for gap, tag in reading.around.after(end)]
    for gap, tag in sorted([*before, *after], key=lambda found: found[0]):
        # A veto after the number counts only right behind it ("4711 is my order number"), and not if it has its own.
        if tag.veto and tag.start >= end and (gap > _RIGHT_BEHIND or _OWN.match(reading.folded, tag.end)):
            continue
        yield int(gap), tag


_RIGHT_BEHIND = 3.5
_OWN = re.compile(r"[ .:#]{0,3}(?:(?:no|nr|num|number|nummer|numero|id|is)[ .:#]{1,3})?[a-z]{0,3}-?\d")
