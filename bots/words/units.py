"""Units of quantities: "2 hours" where minutes are asked is 120, and "3 euros" there is no answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bots.words import plain
from bots.words.numbers import Counted, count

_SIGNS = {"€": "euro", "$": "dollar", "£": "gbp"}
_TOGETHER = re.compile(
    r"(?<![\d.,])(\d{1,2})\s?(?:h|hr|hrs|std|uur|ore|ora|heures?|horas?|"
    r"stunden?)\.?\s?([0-5]\d)(?!\d)(?!\s?(?:m|min\w*)\b)",
    re.I,
)
_HOW_MANY = re.compile(
    r"\b(?:how many|wie viele?|wieviele?|cuant[oa]s|combien d[e'’]|quant[ie]|quant[oa]s|hoeveel"
    r"|(?:figure|number|time|duration|zeit|dauer|angabe|zahl|tijd|tempo) in|tiempo en|tempo em|temps en)\s?([^\W\d_]+)"
)
_IN_BRACKETS = re.compile(r"\((?:in|en|em)?\s?([^\W\d_]+)\)")
_AND = frozenset({"and", "und", "y", "et", "e", "en", ",", "&"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures and its size; None where sizes change, such as money."""

    name: str
    measures: str
    size: float | None


def unit(word: str, like: Unit | None = None) -> Unit | None:
    """The unit a word names; of several that share a name (m) the one that measures like another, then the first."""
    found = _units().get(_SIGNS.get(word.strip(), plain(word)), ())
    return next((one for one in found if like and one.measures == like.measures), found[0] if found else None)


def asked_for(question: str) -> Unit | None:
    """The unit a question asks for in its own words: "How many minutes did you wait?", "Duration (hours)"."""
    spoken = "".join(c for c in unicodedata.normalize("NFD", question.lower()) if not unicodedata.combining(c))
    found = _HOW_MANY.search(spoken) or _IN_BRACKETS.search(spoken)
    return unit(found[1]) if found and len(found[1]) > 1 else None


def in_unit(text: str, wanted: Unit, language: str) -> str:
    """A text with every quantity in the unit wanted, as a bare number; those of another measure are taken out."""
    text = _TOGETHER.sub(r"\1 h \2 min", text)
    spoken = plain(text)
    if wanted.measures == "time" and wanted.size:
        name = next(word for word, units in _units().items() if wanted in units and len(word) > 2)
        for words, seconds in _spoken().items():
            spoken = re.sub(rf"(?<!\w){words}(?!\w)", f"{seconds / wanted.size:g} {name}", spoken)
    counted = count(text if spoken == plain(text) else spoken, language)
    pieces: list[str] = []
    at, last = 0, 0.0
    for number in counted.numbers:
        given, length = _unit_after(counted, number.end, wanted)
        between = counted.tokens[at : number.begin]
        value = _converted(number.value, given, wanted) if given else number.value
        if given and last and value is not None and len(between) <= 1 and all(t in _AND for t in between):
            value, pieces = value + last, pieces[:-1]
        else:
            pieces.extend(between)
        pieces.append("" if value is None else f"{value:g}")
        last = value if given and value is not None else 0.0
        at = number.end + length
    pieces.extend(counted.tokens[at:])
    return " ".join(p for p in pieces if p)


def _unit_after(counted: Counted, end: int, wanted: Unit) -> tuple[Unit | None, int]:
    word = counted.tokens[end] if end < len(counted.tokens) else ""
    found = unit(word, wanted) if word else None
    return found, 1 if found else 0


def _converted(value: float, given: Unit, wanted: Unit) -> float | None:
    if given == wanted:
        return value
    if given.measures != wanted.measures or given.size is None or wanted.size is None:
        return None
    return round(value * given.size / wanted.size, 6)


@cache
def _raw() -> Mapping[str, Any]:
    loaded = yaml.load(Path(__file__).with_name("units.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(loaded, dict)
    return loaded


@cache
def _spoken() -> Mapping[str, int]:
    """Longest first, so that "an hour and a half" is read before "an hour"."""
    words = {str(w): int(seconds) for seconds, names in _raw()["spoken"].items() for w in names}
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


@cache
def _units() -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, tuple[Unit, ...]] = {}
    for measures, units in _raw().items():
        if measures == "spoken":
            continue
        for name, one in units.items():
            for word in one["names"]:
                found[word] = (*found.get(word, ()), Unit(name, measures, one["is"]))
    return found
