"""How many people come ("for 3 kids", "wir sind zu dritt", "table pour deux"): a head count is no clock time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

MOST = 1000  # as many as a service can have places
_FILE = Path(__file__).with_name("party.yaml")
_NOT_SPAN = "".join(f"(?<!{one} )" for one in ("in", "over", "tra", "fra", "dans", "em", "en", "dentro de"))
_CLOCK = r"(?:o.?clock|uhr|uur|h|am|pm|a\.m|p\.m|heures?|horas?|in the|de la|am (?:nach)?mittag)\b"


@dataclass(frozen=True, slots=True)
class Party:
    """How many people a text names (None: it names no number) and the text without the words that say so."""

    people: int | None
    rest: str


def party(text: str) -> Party:
    """The people a text names, in any of the languages, and what else it says. An age is taken out, never counted."""
    bare = _folded(text)
    ages = [found.span() for found in _patterns().age.finditer(bare)]
    bare = _blank(bare, ages)
    counts = list(_counts(bare))
    people = sum(n for n, _ in counts) or None
    rest = _blank(text, [*ages, *(span for _, span in counts)])
    return Party(people if people is None or people <= MOST else None, rest)


def number_words() -> dict[str, int]:
    """The small numbers by their words, in all languages together."""
    return _words()["numbers"]


def _counts(bare: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each number of people with its place; "me and two friends" are three, "2 adults and 3 kids" five."""
    said = _patterns()
    for pattern in (said.companions, said.set_phrase):
        found = pattern.search(bare)
        if found:
            extra = 1 if pattern is said.companions else 0
            yield _number(found) + extra, found.span()
            return
    for found in said.people.finditer(bare):
        yield _number(found), found.span()


def _number(found: re.Match[str]) -> int:
    word = next(value for name, value in found.groupdict().items() if name.startswith("n") and value)
    return int(word) if word.isdigit() else _words()["numbers"][word]


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for begin, end in spans:
        text = text[:begin] + " " * (end - begin) + text[end:]
    return text


def _folded(text: str) -> str:
    """Small letters without accents, sign for sign, so that places stay what they are."""
    return "".join(_fold(sign) for sign in text)


def _fold(sign: str) -> str:
    low = unicodedata.normalize("NFD", sign)[0].lower()
    return low if len(low) == 1 else sign


@dataclass(frozen=True, slots=True)
class _Patterns:
    age: re.Pattern[str]
    companions: re.Pattern[str]
    set_phrase: re.Pattern[str]
    people: re.Pattern[str]


@cache
def _words() -> dict[str, dict[str, int]]:
    read = yaml.safe_load(_FILE.read_text("utf-8"))
    numbers = {word: n for n, words in read["numbers"].items() for word in words.split()}
    return {"numbers": numbers, **{name: dict.fromkeys(read[name], 1) for name in read if name != "numbers"}}


@cache
def _patterns() -> _Patterns:
    words = _words()
    numbers = "|".join(sorted(words["numbers"], key=len, reverse=True))
    n = rf"(?P<n>\d{{1,3}}|{numbers})"
    lead = rf"(?:(?:{'|'.join(words['before'])}) )?"
    people = rf"(?:(?:{'|'.join(words['kinds'])}) )?(?:{'|'.join(words['people'])})"
    small = "|".join(word for line in words["adverbs"] for word in line.split())
    spoken = (one.replace("~", f"(?:(?:{small}) ){{0,3}}") for one in words["phrases"])
    phrases = "|".join(one.replace("N", rf"(?P<n{i}>\d{{1,3}}|{numbers})") for i, one in enumerate(spoken))
    return _Patterns(
        age=re.compile(rf"(?<!\w){_NOT_SPAN}{n}(?:(?: ?- ?| )?(?:{'|'.join(words['ages'])}))(?!\w)"),
        companions=re.compile(rf"(?<!\w)(?:{'|'.join(words['me_and'])}) {n} {people}(?!\w)"),
        set_phrase=re.compile(rf"(?<!\w)(?:{phrases})(?: (?:{'|'.join(words['now'])}))?(?!\w)(?![:.]\d)(?! ?{_CLOCK})"),
        people=re.compile(rf"(?<![\w.:,]){lead}{n} ?{people}(?!\w)"),
    )
