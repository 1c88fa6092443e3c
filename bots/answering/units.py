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
# Sentences that point at what was said before them.
_LEANS = re.compile(
    r"^(?:this|these|that|those|it|they|however|but|also|in (?:that|this) case|otherwise|then|instead|such|dies|"
    r"das|diese|esto|cela|ce|questo|isso|dit|deze)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a passage says. ``kind`` is sentence, item, step or row; ``lead`` is the line a list hangs on."""

    text: str
    kind: str
    passage: int
    position: int
    line: int
    lead: str = ""

    @property
    def listed(self) -> bool:
        return self.kind in {"item", "step"}


def units(passages: Sequence[Passage]) -> list[Unit]:
    """Everything the passages say, in order."""
    return [unit for number, passage in enumerate(passages) for unit in _of(passage.chunk.text, number)]


def _of(text: str, passage: int) -> Iterator[Unit]:
    position, lead = 0, ""
    for number, raw in enumerate(text.split("\n")):
        line = plain(raw).strip()
        if not line or re.fullmatch(r"#{1,6}\s.*|[-=_*\s|:]+", line):
            continue
        marked = _BULLET.match(line)
        if marked:
            body = line[marked.end() :].strip()
            yield Unit(body, "step" if marked[1] else "item", passage, position, number, lead)
            position += 1
            continue
        if _ROW.match(line):
            yield Unit(line, "row", passage, position, number, lead)
            position += 1
            continue
        for sentence in sentences(line):
            yield Unit(sentence, "sentence", passage, position, number)
            position += 1
            lead = sentence if sentence.endswith(":") else ""


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
