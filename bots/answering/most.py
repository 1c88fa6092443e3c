"""The cheapest, the biggest, the shortest: one row of a table, told by its numbers.

Only when the whole table is at hand and everything the question names stands in it: "the cheapest flight" is no row of
a list of repairs, and the smallest number of half a table is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bots.answering.question import Question
from bots.answering.rows import PLAIN
from bots.answering.units import Unit
from bots.answering.words import LIGHT, terms
from knowledge.types import Passage

_SIZE = re.compile(
    r"\b(?:size|area|m2|m²|sqm|capacity|people|guests?|persons?|places|seats|weight|volume|größe|fläche|personen|"
    r"tamaño|personas|taille|personnes|surface|dimensioni|persone|tamanho|pessoas|grootte)\b",
    re.I,
)
_SORTS = (
    ("money", min, r"cheapest|least expensive|lowest (?:price|cost|fee)|most affordable|günstigst\w*|billigst\w*|"
     r"más barat[oa]s?|moins ch[eè]re?s?|più economic[oa]|mais barat[oa]s?|goedkoopste"),
    ("money", max, r"most expensive|dearest|priciest|highest (?:price|cost|fee)|teuerst\w*|más car[oa]s?|"
     r"plus ch[eè]re?s?|più car[oa]|mais car[oa]s?|duurste"),
    ("size", max, r"biggest|largest|größt\w*|más grandes?|plus grande?s?|più grande|maior(?:es)?|grootste"),
    ("size", min, r"smallest|kleinst\w*|más pequeñ[oa]s?|plus petite?s?|più piccol[oa]|menor(?:es)?|kleinste"),
    ("duration", max, r"longest|längst\w*|más larg[oa]s?|plus longue?s?|più lung[oa]|langste"),
    ("duration", min, r"shortest|quickest|fastest|kürzest\w*|schnellst\w*|más cort[oa]s?|"
     r"plus courte?s?|kortste|snelste"),
)  # fmt: skip
_COMPILED = tuple((sort, pick, re.compile(rf"\b(?:{pattern})\b", re.I)) for sort, pick, pattern in _SORTS)
_FIGURE = re.compile(r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d{1,9}(?:[.,]\d{1,3})?")
_MINUTES = (("minute", 1), ("hour", 60), ("day", 1440), ("week", 10080), ("month", 43200), ("year", 525600))
_HALF = 1600  # letters from which a chunk may be a part of a longer table
_ALIKE = 3  # rows that may share the best figure


def most(question: Question, passages: Sequence[Passage], every: Sequence[Unit]) -> list[Unit]:
    """The rows with the least or the greatest figure of the sort a question asks for; none when it asks for none."""
    asked = next(((s, pick, found) for s, pick, p in _COMPILED if (found := p.search(question.text))), None)
    if asked is None:
        return []
    sort, pick, found = asked
    left = set(question.terms) - set(terms(found[0])) - LIGHT
    for table in _tables(every, passages):
        figures = _figures(table, sort)
        passage = passages[table[0].passage]
        words = [set(terms(u.text)) for u in table]
        above = set(terms(f"{passage.citation.title} {passage.chunk.heading}"))
        if len(figures) < 2 or not left <= above.union(*words):
            continue
        shared = words[0].intersection(*words[1:])
        telling = left - shared - above
        rows = [n for n, held in enumerate(words) if n in figures and telling <= held]
        if not rows:
            continue
        best = pick(figures[n] for n in rows)
        same = [table[n] for n in rows if figures[n] == best]
        if len(same) <= _ALIKE:
            return same
    return []


def _tables(every: Sequence[Unit], passages: Sequence[Passage]) -> list[list[Unit]]:
    """The tables found, each whole: rows under the same names of columns, not cut at the end of a chunk."""
    tables: dict[tuple[int, tuple[str, ...]], list[Unit]] = {}
    for unit in every:
        if unit.kind == "row":
            columns = tuple(cell.partition(": ")[0] for cell in unit.text.split("; "))
            tables.setdefault((unit.passage, columns), []).append(unit)
    return [rows for (at, _), rows in tables.items() if len(passages[at].chunk.text) < _HALF]


def _figures(table: Sequence[Unit], sort: str) -> Mapping[int, float]:
    """The figure of each row in the first column of a sort."""
    column = PLAIN.get(sort, _SIZE)
    cells = [[cell.partition(": ") for cell in u.text.split("; ")] for u in table]
    at = next((n for n, (name, _, _) in enumerate(cells[0]) if n and column.search(name)), None)
    if at is None:
        return {}
    read = {n: _read(row[at][2], sort) for n, row in enumerate(cells) if at < len(row)}
    return {n: figure for n, figure in read.items() if figure is not None}


def _read(value: str, sort: str) -> float | None:
    found = _FIGURE.search(value)
    if found is None:
        return None
    plain = found[0].replace(",", "").replace(".", "") if re.search(r"[,.]\d{3}$", found[0]) else found[0]
    figure = float(plain.replace(",", "."))
    if sort != "duration":
        return figure
    unit = next((minutes for name, minutes in _MINUTES if name in value.lower()), None)
    return figure * unit if unit else None
