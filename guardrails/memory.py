"""Values already known: those of the conversation are found again in any spelling, those the owner keeps are let be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from guardrails.canonical import canonical, fold
from guardrails.lately import lately
from guardrails.name_lists import kind
from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.types import Finding

MOST_VALUES = 300
_GAP = r"[^\w]{0,3}"
_PHONE_CORE = 8  # digits that two spellings of one phone number share: +44 7700 900123, 07700 900123
_WORD = re.compile(r"[^\W\d_]{3,}")


def seen_again(reading: Reading, known: Sequence[tuple[str, str]]) -> Iterator[Candidate]:
    """Where values of this conversation stand again, written in whatever way."""
    for entity, value in known[-MOST_VALUES:]:
        pattern = _spellings(entity, value)
        if pattern is None:
            continue
        text = reading.digits.lower() if _mostly_digits(value) else reading.folded
        if len(text) != len(reading.text):
            continue
        for match in pattern.finditer(text):
            yield Candidate(match.start(), match.end(), entity, 0.99)


class Kept:
    """What the owner does not count as secret: the shop's phone, its address, names of its staff."""

    def __init__(self, values: Iterable[str]) -> None:
        self._whole = frozenset(_compact(value) for value in values if _compact(value))
        self._words = frozenset(word for value in values for word in _WORD.findall(fold(value)))
        self._longer = tuple(whole for whole in self._whole if len(whole) >= 6)

    def __contains__(self, found: tuple[str, Finding]) -> bool:
        """Whether a finding of a text is a kept value, a part of one, or the same number written otherwise."""
        text, finding = found
        value = text[finding.start : finding.end]
        plain = _compact(value)
        if plain in self._whole or (len(plain) >= 5 and any(plain in whole for whole in self._longer)):
            return True
        if finding.entity == "PERSON":
            words = _WORD.findall(fold(value))
            return bool(words) and all(word in self._words for word in words)
        if finding.entity == "PHONE_NUMBER" and len(plain) >= _PHONE_CORE:
            return any(whole.isdigit() and whole[-_PHONE_CORE:] == plain[-_PHONE_CORE:] for whole in self._longer)
        return False


@lately
def _spellings(entity: str, value: str) -> re.Pattern[str] | None:
    plain = canonical(value).text
    if entity == "PERSON":
        return _name(plain)
    if _mostly_digits(plain):
        digits = re.sub(r"\D", "", plain)
        if len(digits) < 4:
            return None
        if entity == "PHONE_NUMBER" and len(digits) > _PHONE_CORE:
            core = _GAP.join(digits[-_PHONE_CORE:])
            return re.compile(rf"(?<!\d)\+?\(?(?:\d{_GAP}){{0,7}}{core}(?!\d)")
        return re.compile(rf"(?<!\d){_GAP.join(digits)}(?!\d)")
    letters = [c for c in fold(plain) if c.isalnum()]
    if not 4 <= len(letters) <= 400:
        return None
    return re.compile(r"(?<!\w)" + r"[^\w]{0,3}_?".join(map(re.escape, letters)) + r"(?!\w)")


def _name(plain: str) -> re.Pattern[str] | None:
    words = [w for w in _WORD.findall(fold(plain)) if kind(w) == kind(w).upper()]
    if not words:
        return None
    one = "|".join(map(re.escape, words))
    return re.compile(rf"(?<!\w)(?:{one})(?:[ ,.'-]{{1,2}}(?:{one}))*(?!\w)")


def _mostly_digits(value: str) -> bool:
    letters = [c for c in value if c.isalnum()]
    return bool(letters) and all(c.isdigit() for c in letters) and not any(c == "@" for c in value)


def _compact(value: str) -> str:
    return "".join(c for c in fold(canonical(value).text) if c.isalnum())
