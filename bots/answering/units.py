"""Passages cut into what can be said on its own: sentences, list items, steps and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.types import Passage

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nr|vs|mr|mrs|ms|dr|st|inc|ltd|fig|max|min|incl|ca|z\.b|d\.h|bzw|usw|p\.ej|"
    r"ex)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(r"(?<=[.!?؟…])[\"”»')\]]*\s+(?=[\"“«(\[]?[^\s\W])")
_BULLET = re.compile(r"^\s*(?:[-*•–]|(\d{1,2})[.)])\s+")
# "Branch: Station; Saturday: closed"; a first column without a heading stands alone: "Longest term; Car loan: 5 years".
_ROW = re.compile(r"^(?:[^:;]{1,60}: [^;]*|[^:;]{1,80})(?:; [^:;]{1,60}: [^;]*)+$")
# The repeats are bounded and no bracket is passed over: "[[[[…" would otherwise be read again from each bracket.
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^)\n]{0,1000}\)")
_MARKS = re.compile(r"(\*\*|__|~~|`)")
# "Thursday 9-20", "Mo-Fr: 9:00", "Sunday closed": a line of opening hours, with a colon or without.
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|"
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?|lunes|martes|miércoles|jueves|viernes|sábado|"
    r"domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
HOURS = re.compile(
    rf"((?:{_WEEKDAY})(?: ?(?:to|and|until|bis|und|[aày]|au|et|[-–—,&]) ?(?:{_WEEKDAY})){{0,3}}):?\s+"
    r"(?=\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|uhr|h)?\s?(?:[-–—]|to|till|until|bis|a|à)\s?\d|"
    r"(?:closed|geschlossen|cerrado|fermé)\b)",
    re.I,
)
_ASKED = 160  # letters of a question that stands above its answer
_TITLE = 60  # letters of a line that stands above a list without a colon
# Sentences that point at what was said before them.
_LEANS = re.compile(
    r"^(?:this|these|that|those|it|they|however|but|also|in (?:that|this) case|otherwise|then|instead|such|dies|"
    r"das|diese|esto|cela|ce|questo|isso|dit|deze)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a passage says. ``kind`` is sentence, item, step or row; ``lead`` the line a list hangs on, ``asked``
    the question it answers where that stands in the text itself ("Do you rent bikes? City bikes …")."""

    text: str
    kind: str
    passage: int
    position: int
    line: int
    lead: str = ""
    asked: str = ""

    @property
    def listed(self) -> bool:
        return self.kind in {"item", "step"}


def units(passages: Sequence[Passage]) -> list[Unit]:
    """Everything the passages say, in order."""
    return [unit for number, passage in enumerate(passages) for unit in _of(passage.chunk.text, number)]


def _of(text: str, passage: int) -> Iterator[Unit]:
    position, lead, asked = 0, "", ""
    lines = [(number, plain(raw).strip()) for number, raw in enumerate(text.split("\n"))]
    lines = [(number, line) for number, line in lines if line and not re.fullmatch(r"#{1,6}\s.*|[-=_*\s|:]+", line)]
    for at, (number, line) in enumerate(lines):
        after = lines[at + 1][1] if at + 1 < len(lines) else ""
        kind, body = _kind(line)
        if kind != "sentence":
            yield Unit(body, kind, passage, position, number, lead, asked)
            position += 1
            continue
        said = sentences(line)
        if said[0].endswith("?") and len(said[0]) <= _ASKED and (len(said) > 1 or _answers(after)):
            asked = said.pop(0)
        for sentence in said:
            yield Unit(sentence, "sentence", passage, position, number, asked=asked)
            position += 1
            lead = sentence if sentence.endswith(":") or _titles(sentence, after) else ""


def _kind(line: str) -> tuple[str, str]:
    """What a line is, and what it says without its mark."""
    marked = _BULLET.match(line)
    if marked:
        return "step" if marked[1] else "item", line[marked.end() :].strip()
    if _ROW.match(line):
        return "row", line
    return ("item", line) if HOURS.match(line) else ("sentence", line)


def _answers(line: str) -> bool:
    """Whether a line may answer a question that stands alone above it: another question does not."""
    return bool(line) and not line.endswith("?")


def _titles(line: str, after: str) -> bool:
    """Whether a line stands as a heading above opening hours: "Opening hours", without a colon."""
    return len(line) <= _TITLE and line[-1] not in ".!?" and bool(HOURS.match(after))


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; abbreviations, initials and numbers do not end one."""
    found: list[str] = []
    for part in _BOUNDARY.split(text):
        if found and _ABBREVIATION.search(found[-1][-12:]):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def leaning(text: str) -> bool:
    """Whether a sentence is hardly understood without the one before it."""
    return bool(_LEANS.match(text))


def plain(text: str) -> str:
    """A line without Markdown's marks: links as their words, no images."""
    return _MARKS.sub("", _LINK.sub(lambda m: m[1], text))
