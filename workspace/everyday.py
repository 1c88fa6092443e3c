"""Everyday questions for the check of a support bot, made from what it may read, and the judgement of its answers.

A check that asks a heading and is content when its file is named passes bots that fail every customer. So a question
counts as answered only when the answer comes from the place the question was made from, or holds the value of the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bots.types import TurnResult
from knowledge.types import Chunk, Source

MOST = 8  # questions made from documents; a check is to take seconds
EACH = 3  # of one document
SHORT = 40  # letters of a cell that is asked for or expected; longer ones are prose
_CELL = re.compile(r"\s*([^:;]{1,40}):\s*([^;]+)")
_PLAIN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Everyday:
    """A question and what a good answer holds: the source it names, the heading it stands under, the value it says."""

    question: str
    source: str  # its key; "" when nothing should answer
    title: str = ""
    heading: str = ""
    value: str = ""

    def fault(self, result: TurnResult) -> str:
        """What is wrong with the bot's answer, "" for nothing."""
        if result.blocked:
            return "It refused this question."
        silent = result.abstained or not result.citations
        if not self.source:
            return "" if silent else "It answered, and nothing it may read should answer this."
        if silent:
            return f"It did not know, though {self._place()} says it."
        if self.value:
            held = _plain(self.value) in _plain(result.reply)
            return "" if held else f"Its answer leaves out “{self.value}”, which stands in {self._place()}."
        return self._elsewhere(result)

    def _elsewhere(self, result: TurnResult) -> str:
        named = [one for one in result.citations if one.source == self.source]
        if not named:
            return f"It answered from another place than {self._place()}."
        part = _last(self.heading)
        there = any(part in one.heading for one in named)
        return "" if there else f"It answered from another part of {self._place()} than “{part}”."

    def _place(self) -> str:
        return f"“{self.title}”" if self.title else "what it may read"


def questions(sources: Sequence[Source], chunks: Callable[[str], Iterable[Chunk]]) -> list[Everyday]:
    """A few for each document, spread over all when there are many."""
    chosen = list(sources[:: max(1, len(sources) // MOST)][:MOST])
    each = min(EACH, MOST // len(chosen)) if chosen else 0
    return [one for source in chosen for one in _of(source, list(chunks(source.id)), each)]


def _of(source: Source, pieces: Sequence[Chunk], most: int) -> list[Everyday]:
    """Rows of its tables and its headings in turn; a file with neither is asked for by its title."""
    rows, headings = islice(_rows(source, pieces), most), islice(_headings(source, pieces), most)
    mixed = dict.fromkeys(one for pair in _in_turn(list(rows), list(headings)) for one in pair)
    return list(mixed)[:most] or [Everyday(f"{source.title}?", source.key, source.title)]


def _in_turn(left: list[Everyday], right: list[Everyday]) -> Iterator[list[Everyday]]:
    for place in range(max(len(left), len(right))):
        yield [*left[place : place + 1], *right[place : place + 1]]


def _headings(source: Source, pieces: Sequence[Chunk]) -> Iterator[Everyday]:
    for heading in dict.fromkeys(piece.heading for piece in pieces if piece.enabled and piece.heading):
        last = _last(heading)
        if last != source.title:
            asked = last if last.endswith(("?", "؟")) else f"{source.title}: {last}?"
            yield Everyday(asked, source.key, source.title, heading=heading)


def _rows(source: Source, pieces: Sequence[Chunk]) -> Iterator[Everyday]:
    """ "Course: Kiln evening; Price: 40 €" is asked as "Kiln evening: price?"."""
    for line in dict.fromkeys(line for piece in pieces if piece.enabled for line in piece.text.split("\n")):
        cells = [(name.strip(), value.strip()) for name, value in _CELL.findall(line)]
        if len(cells) < 2 or len(cells[0][1]) > SHORT:
            continue
        told = [cell for cell in cells[1:] if len(cell[1]) <= SHORT and any(sign.isdigit() for sign in cell[1])]
        if told and "[[" not in line:
            name, value = told[-1]
            yield Everyday(f"{cells[0][1]}: {name[:1].lower()}{name[1:]}?", source.key, source.title, value=value)


def _last(heading: str) -> str:
    return heading.rpartition(" › ")[2]


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()
