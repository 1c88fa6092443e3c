"""Lists and tables whose lines are one answer each by a key, "Saturday: 10:00 to 15:00": the key asked for, or all.

One line of such a list alone is wrong unless the question names its key: "when are you open?" is not "Sunday: closed".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.answering.question import Question
from bots.answering.regions import regions_held
from bots.answering.units import HOURS, Unit
from bots.answering.words import terms

ROOM = 380  # a longer list is not told whole
MOST = 8
_KEY = re.compile(r"^([^:]{1,40}):\s+\S")
_DAYS = tuple(terms("monday tuesday wednesday thursday friday saturday sunday"))
_SPAN = re.compile(r"\b(?:to|till|until|through)\b|[-–—]")


def run_of(unit: Unit, every: Sequence[Unit]) -> list[Unit]:
    """The lines of the list or table a line stands in, when each has a key; nothing otherwise."""
    if unit.kind not in {"item", "row"}:
        return []
    alike = [u for u in every if (u.passage, u.kind, u.lead) == (unit.passage, unit.kind, unit.lead)]
    at = alike.index(unit)
    first = last = at
    while first and alike[first].line - alike[first - 1].line == 1:
        first -= 1
    while last + 1 < len(alike) and alike[last + 1].line - alike[last].line == 1:
        last += 1
    run = alike[first : last + 1]
    return run if len(run) > 1 and all(key(u) for u in run) else []


def key(unit: Unit) -> str:
    """What a line's answer is for: what stands before its colon, a row's first cell; "" for none."""
    if unit.kind == "row":
        return unit.text.split("; ")[0].split(": ", 1)[-1].strip()
    found = HOURS.match(unit.text) or _KEY.match(unit.text)
    return found[1].strip() if found else ""


def named(question: Question, run: Sequence[Unit], above: str) -> list[Unit]:
    """The lines whose key the question names; "Monday to Friday" is named by "Wednesday". The words of the heading
    above name none: "what do repairs cost?" under "Repairs" means all."""
    held = [key_terms(u) for u in run]
    shared = set.intersection(*held) if held else set()
    asked = set(question.terms) - set(terms(above))
    counts = [len((words - shared) & asked) for words in held]
    if not any(counts):  # "what about Austria?" names the row of the European Union
        counts = [len(regions_held(question, key(u))) for u in run]
    if not any(counts):  # "and how long does it take?" goes on about the key that was asked for before
        counts = [len((words - shared) & set(question.context_terms)) for words in held]
    most = max(counts, default=0)
    return [u for u, count in zip(run, counts, strict=True) if most and count == most]


def whole(run: Sequence[Unit], room: int = ROOM) -> bool:
    """Whether a list is short enough to be told whole."""
    return len(run) <= MOST and sum(len(u.text) for u in run) <= room


def unrelated(question: Question, run: Sequence[Unit], above: str) -> bool:
    """Whether a table shares only the names of its columns with a question ("what do I pay?"): nothing says which row
    is meant, nor that any is."""
    if not run or run[0].kind != "row":
        return False
    words = [set(terms(u.text)) for u in run]
    columns = set.intersection(*words)
    asked = set(question.terms) | set(question.context_terms)
    return bool(asked & columns) and bool(asked - columns) and not (asked - columns) & set(terms(above)).union(*words)


def key_terms(unit: Unit) -> set[str]:
    """The words of a line's key, and the days between two that it spans."""
    name = key(unit)
    found = set(terms(name))
    days = [_DAYS.index(t) for t in terms(name) if t in _DAYS]
    if len(days) == 2 and _SPAN.search(name.lower()):
        first, last = days
        span = range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
        found |= {_DAYS[day] for day in span}
    return found
