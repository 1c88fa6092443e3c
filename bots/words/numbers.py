"""Numbers as people write them: digits, words, fractions of a scale, stars; and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bots.words import one_of, plain, table

_TOKEN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?![.,]?\d)|\d+(?:[.,]\d+)?|[^\W\d_]+|[^\w\s]|_")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_KEYCAPS = re.compile(r"([0-9])\ufe0f?\u20e3")
_DRAWN = re.compile(r"([^\W\d_])\1+$")
_DOZENS = re.compile(r"dozen|dozens|dutzend|docenas?|douzaines?|dozzin[ae]|duzias?|dozijn")
_JOINED = {"de": "und", "nl": "en"}  # zweiundzwanzig, tweeentwintig: units first


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its value and the token range it covers."""

    value: float
    begin: int
    end: int
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A text as tokens with the numbers in it. Tokens are plain words and single signs."""

    tokens: tuple[str, ...]
    numbers: tuple[Number, ...]

    def before(self, number: Number) -> str:
        return self.tokens[number.begin - 1] if number.begin else ""

    def after(self, number: Number) -> str:
        return self.tokens[number.end] if number.end < len(self.tokens) else ""


def count(text: str, language: str) -> Counted:
    """The tokens of a text and its numbers, longest reading first."""
    text = _KEYCAPS.sub(r" \1 ", text.replace("🔟", " 10 ").replace("💯", " 100 "))
    text = re.sub(r"[’'`´‘]", "", unicodedata.normalize("NFKC", text))
    if language == "fr":
        text = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", " ", text)  # quatre-vingt-dix
    text = re.sub(r"(\d)\s*(?:ish)\b", r"\1 ish", text, flags=re.I)
    tokens = tuple(t if t[0].isdigit() else plain(t) or t for t in _TOKEN.findall(text))
    return Counted(tokens, tuple(_numbers(tokens, language)))


def most_counted(text: str, first: str, languages: tuple[str, ...]) -> str:
    """The language in which a text has most numbers, the first unless another has more: "nul, sorry, acht" has one in
    French and two in Dutch."""
    return max((first, *languages), key=lambda one: len(count(text, one).numbers))


def _numbers(tokens: tuple[str, ...], language: str) -> Iterator[Number]:
    i = 0
    while i < len(tokens):
        found = _digits(tokens, i, language) or _spelled(tokens, i, language)
        if found is None:
            i += 1
            continue
        if found.end < len(tokens) and _DOZENS.fullmatch(tokens[found.end]) and 1 <= found.value <= 20:
            found = replace(found, value=found.value * 12, end=found.end + 1)  # "two dozen"
        yield found
        i = found.end


def _digits(tokens: tuple[str, ...], i: int, language: str) -> Number | None:
    token = tokens[i]
    if not token[0].isdigit():
        return None
    value = float(re.sub("[.,]", "", token) if _THOUSANDS.fullmatch(token) else token.replace(",", "."))
    end = i + 1
    if _half_follows(tokens, end, language):
        value, end = value + 0.5, end + _half_length(tokens, end, language)
    return Number(value, i, end)


def _spelled(tokens: tuple[str, ...], i: int, language: str) -> Number | None:
    words = word_values(language)
    for length in (3, 2, 1):
        spelled = " ".join(tokens[i : i + length])
        value = words.get(spelled, words.get(_DRAWN.sub(r"\1", spelled)))  # "tenn", "sevenn"
        if value is None or i + length > len(tokens):
            continue
        end = i + length
        if 20 <= value <= 90:
            value, end = _with_units(tokens, value, end, words, 20 if language == "fr" and value in (60, 80) else 10)
        if _half_follows(tokens, end, language):
            return Number(value + 0.5, i, end + _half_length(tokens, end, language), True)
        return Number(value, i, end, True)
    value = compound(tokens[i], language)
    return Number(value, i, i + 1, True) if value is not None else None


def _with_units(
    tokens: tuple[str, ...], value: float, end: int, words: dict[str, float], below: int
) -> tuple[float, int]:
    at = end
    while at < len(tokens) and tokens[at] in {"-", "y", "et", "e"}:
        at += 1
    unit = words.get(tokens[at]) if at < len(tokens) else None
    if unit is not None and 0 < unit < below and tokens[at] not in _ARTICLES:
        return value + unit, at + 1
    return value, end


def compound(token: str, language: str) -> float | None:
    """The value of a number written as one word: zweiundzwanzig, tweeentwintig, ventidue, twentytwo."""
    words = word_values(language)
    elided = _elided(token, words) if language == "it" else None
    if elided is not None:
        return elided
    for word, tens in words.items():
        if not 20 <= tens <= 90 or " " in word or word not in token or token == word:
            continue
        rest = token.replace(word, "", 1)
        joint = _JOINED.get(language, "")
        rest = rest.removesuffix(joint) if joint else rest
        unit = words.get(rest) or words.get({"ein": "eins"}.get(rest, rest))
        if unit is not None and 0 < unit < 10:
            return tens + unit
    return None


def _elided(token: str, words: dict[str, float]) -> float | None:
    """ventuno, trentotto: Italian drops the vowel before uno and otto."""
    for unit in ("uno", "un", "otto"):
        tens = [value for word, value in words.items() if 20 <= value <= 90 and token == word[:-1] + unit]
        if tens:
            return tens[0] + (8 if unit == "otto" else 1)
    return None


_ARTICLES = frozenset({"a", "an"})


def _half_follows(tokens: tuple[str, ...], end: int, language: str) -> bool:
    return _half_length(tokens, end, language) > 0


def _half_length(tokens: tuple[str, ...], end: int, language: str) -> int:
    for length in (3, 2, 1):
        phrase = " ".join(tokens[end : end + length])
        if phrase and one_of("half", language).fullmatch(phrase) is not None:
            return length
    return 0


@cache
def word_values(language: str) -> dict[str, float]:
    """Number words of a language and their values."""
    found: dict[str, float] = {}
    for value, names in table("numbers", language).items():
        for name in names:
            for form in _forms(name):
                found.setdefault(form, float(value))
    return found


def _forms(name: str) -> Iterator[str]:
    """The few shapes the tables use: an optional last letter, a choice of letters, a look-ahead."""
    name = re.sub(r"\(\?=.*\)", "", name)
    if name.endswith("?"):
        yield name[:-2]
        yield name[:-1]
        return
    choice = re.search(r"\[(\w+)\]", name)
    if choice:
        for letter in choice[1]:
            yield name[: choice.start()] + letter + name[choice.end() :]
        return
    yield name
