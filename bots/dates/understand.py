"""Dates and times in a text: our own reader, and Duckling for what it does not know.

Our reader goes through the tokens once. At each place it takes the longest run of pieces (a day, a stretch of days, a
clock time, a stretch of clock times, a part of the day) with the small words between them, whatever their order, and
makes one reading of them. That is what a booking needs, and it is the same in seven languages, which differ in words.
Duckling is asked only when our reader found nothing, and its answer is taken only where nothing vetoes it ("the second
one", "12 May Street", a day no calendar has).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bots.dates import duckling
from bots.dates.across import across
from bots.dates.lexicon import Token, lexicon, tokens
from bots.dates.looks import stands, trusted
from bots.dates.pieces import Run
from bots.dates.reading import Reading
from bots.dates.runs import run_at
from bots.dates.types import Reference, When
from bots.dates.typos import corrected
from bots.dates.values import value
from bots.dates.weekdays import week_said

MOST_TOKENS = 400
_MOST_PARSED, _MOST_NUMBERS = 40, 6  # tokens that Duckling reads, and how many of them may be numbers or one word


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text names, and whether it names a day that does not exist."""

    whens: tuple[When, ...]
    impossible: bool = False


def understand(text: str, reference: Reference) -> tuple[When, ...]:
    """Every date and time a text names, in the text's order; nothing where it only looks like one."""
    return read(text, reference).whens


def read(text: str, reference: Reference) -> Understood:
    """As ``understand``, with days that do not exist told apart from silence."""
    found = tokens(text)[:MOST_TOKENS]
    if not found:
        return Understood(())
    words = lexicon(reference.language)
    reading = Reading(corrected(found, words), words, reference)
    readings = list(_readings(reading))
    whens = tuple(w for w in readings if w is not None)
    if readings:
        return Understood(whens, impossible=len(whens) < len(readings))
    if _too_much(found):
        return Understood(())
    text = text[: found[:_MOST_PARSED][-1].end]
    more = duckling.parse(text, reference)
    return Understood(tuple(w for w in more if trusted(text, w, reading) and not _left_out(w, reading)))


def _left_out(when: When, r: Reading) -> bool:
    """Whether what Duckling found was seen before and told apart ("have a good weekend")."""
    return any(begin < when.finish and when.begin < end for begin, end in r.left_out)


def _remember_week(r: Reading, run: Run) -> None:
    """ "next week Wednesday or Thursday": the second day is of the same week."""
    week = week_said(r, run)
    if week is not None:
        r.week = week
        r.memory.clear()


def _too_much(found: Sequence[Token]) -> bool:
    """Whether a text is a row of numbers or of one word. Duckling tries every way to join times (its Spanish rules took
    minutes over "1 1 1 …", with the whole process waiting), and nobody says a time so."""
    said = Counter(token.text for token in found[:_MOST_PARSED])
    numbers = sum(count for word, count in said.items() if any(sign.isdigit() for sign in word))
    return numbers > _MOST_NUMBERS or max(said.values()) > _MOST_NUMBERS


def _readings(r: Reading) -> Iterator[When | None]:
    """What stands in the text, place by place; None is a day that no calendar has."""
    i = 0
    while i < len(r.tokens):
        between = across(r, i)
        if between is not None:
            yield between[0]
            i = between[1]
            continue
        run = run_at(r, i)
        if run is None or not stands(r, run):
            r.left_out += [(r.tokens[run.begin].begin, r.tokens[run.end - 1].end)] if run else []
            i += 1
            continue
        _remember_week(r, run)
        found = value(run, r)
        if found is not None or (run.day is not None and run.day.impossible):
            yield found
        if found is None and run.day is not None and run.day.impossible and run.clock is not None:
            yield value(replace(run, day=None), r)  # the clock time said with it still holds
        i = run.end
