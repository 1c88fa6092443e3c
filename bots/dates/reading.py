"""One text being read: its tokens, the words of its language, and the small readers everything else is made of.

Every reader takes a place and gives a value with the place behind it, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, wraps
from typing import Any, TypeVar

from bots.dates.lexicon import LONGEST, Lexicon, Token
from bots.dates.types import Reference
from bots.words.numbers import compound, word_values

IntAt = tuple[int, int]
_TENS_JOINTS = frozenset({"-", "and", "y", "et", "e"})


T = TypeVar("T")


def once(reader: Callable[[Reading, int], T]) -> Callable[[Reading, int], T]:
    """A reader that looks at each place of a text only once: the readers ask each other again and again."""

    @wraps(reader)
    def remembered(r: Reading, i: int) -> T:
        place = (reader.__name__, i)
        if place not in r.memory:
            r.memory[place] = reader(r, i)
        found: T = r.memory[place]
        return found

    return remembered


class Reading:
    """Small readers over one text."""

    def __init__(self, found: tuple[Token, ...], words: Lexicon, reference: Reference) -> None:
        self.tokens = found
        self.words = words
        self.reference = reference
        self.now = reference.now
        self._keys: dict[tuple[str, int], tuple[str, int] | None] = {}
        self.memory: dict[tuple[str, int], Any] = {}
        self.week: date | None = None  # the Monday of the week named last
        self.left_out: list[tuple[int, int]] = []  # where something only looked like a time

    def at(self, i: int) -> str:
        """The token at a place; "" outside."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def glued(self, i: int) -> bool:
        """Whether a token follows the one before without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].begin

    def key(self, name: str, i: int) -> tuple[str, int] | None:
        """The longest phrase of a word list at a place: its key and the place behind it."""
        place = (name, i)
        if place not in self._keys:
            self._keys[place] = self._key(name, i)
        return self._keys[place]

    def _key(self, name: str, i: int) -> tuple[str, int] | None:
        table = self.words.phrases.get(name)
        if not table:
            return None
        words = tuple(t.text for t in self.tokens[i : i + LONGEST])
        for length in range(len(words), 0, -1):
            found = table.get(words[:length])
            if found is not None:
                return found, i + length
        return None

    def skip(self, name: str, i: int) -> int:
        """The place behind a phrase of a list, or the same place."""
        found = self.key(name, i)
        return found[1] if found else i

    def has(self, name: str, i: int) -> int | None:
        """The place behind a phrase of a list, or None."""
        found = self.key(name, i)
        return found[1] if found else None

    def digits(self, i: int, low: int, high: int, longest: int = 2) -> IntAt | None:
        """A number in digits within bounds."""
        text = self.at(i)
        if text.isdigit() and text.isascii() and len(text) <= longest and low <= int(text) <= high:
            return int(text), i + 1
        return None

    def number(self, i: int) -> IntAt | None:
        """A whole number in digits or words."""
        if self.at(i).isdigit():
            return self.digits(i, 0, 9999, 4)
        values = word_values(self.words.language)
        for length in (3, 2, 1):
            phrase = " ".join(t.text for t in self.tokens[i : i + length])
            value = values.get(phrase)
            if value is not None and i + length <= len(self.tokens):
                return self._with_units(int(value), i + length)
        one = compound(self.at(i), self.words.language) if self.at(i) else None
        return (int(one), i + 1) if one is not None else None

    def amount(self, i: int) -> tuple[float, int] | None:
        """A number, an article, "half an", or "a few"."""
        told = self.key("amounts", i)  # "une dizaine de"
        if told is not None:
            return int(told[0]), told[1]
        few = self.has("few", i)
        if few is not None:
            return 3, few
        more = self.has("one_and_half", i)
        if more is not None:
            return 1.5, more
        found = self.number(i)
        if found is not None:
            value, end = found
            if self.at(end) in (".", ",") and self.at(end + 1).isdigit() and self.glued(end + 1):
                return float(f"{value}.{self.at(end + 1)}"), end + 2
            half = self.has("and_half", end)
            return (value + 0.5, half) if half is not None and self.unit(half) else (value, end)
        return (1, i + 1) if self.at(i) in _articles(self.words.language) else None

    def ordinal(self, i: int) -> IntAt | None:
        """A day of the month as an ordinal: 3rd, third, 3., tercero."""
        found = self.digits(i, 1, 31)
        if found is not None:
            mark = self.has("ordinal_marks", found[1])
            if mark is not None and self.glued(found[1]):
                return found[0], mark
            if self.at(found[1]) == "." and self.glued(found[1]) and self.words.language in ("de", "nl"):
                return found[0], found[1] + 1
            return None
        for joint in (0, 1):
            word = self.key("ordinals", i) if not joint else self._hyphened(i)
            if word is not None:
                return int(word[0]) + 1, word[1]
        return self._inflected(i)

    def unit(self, i: int) -> tuple[str, int] | None:
        """A unit of time."""
        return self.key("units", i)

    def _with_units(self, value: int, end: int) -> IntAt:
        if not 20 <= value <= 90:
            return value, end
        at = end
        while self.at(at) in _TENS_JOINTS:
            at += 1
        unit = word_values(self.words.language).get(self.at(at))
        article = self.at(at) in ("a", "an", "un", "una", "uma") and not (self.at(at) == "un" and at == end + 1)
        if unit is not None and 0 < unit < 10 and not article:  # "vingt et un" is a number
            return value + int(unit), at + 1
        return value, end

    def _hyphened(self, i: int) -> tuple[str, int] | None:
        """ "twenty-first" as tokens twenty - first."""
        table = self.words.phrases.get("ordinals", {})
        if self.at(i + 1) != "-":
            return None
        found = table.get((self.at(i), self.at(i + 2)))
        return (found, i + 3) if found is not None else None

    def _inflected(self, i: int) -> IntAt | None:
        """German ordinals with their endings: ersten, erster, erstes."""
        if self.words.language != "de":
            return None
        word = self.at(i)
        for ending in ("n", "r", "s", "m"):
            found = self.words.phrases["ordinals"].get((word.removesuffix(ending),)) if word.endswith(ending) else None
            if found is not None:
                return int(found) + 1, i + 1
        return None


@cache
def _articles(language: str) -> frozenset[str]:
    return frozenset({
        "en": ("a", "an", "one"), "de": ("ein", "eine", "einem", "einer", "einen"), "es": ("un", "una"),
        "fr": ("un", "une"), "it": ("un", "una", "uno"), "pt": ("um", "uma"), "nl": ("een",),
    }[language])  # fmt: skip
