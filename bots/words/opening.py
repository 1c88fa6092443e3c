"""The number that is all of a first sentence: "2. My order of 14 items came with 9 missing" is two.

Only where nothing after it takes it back, offers another, or says a number that could be one as well.
"""

from __future__ import annotations

import re

from bots.words import says
from bots.words.correcting import corrected
from bots.words.numbers import Number, count

_SENTENCES = re.compile(
    r"^\s*([^.!?;:\n]{1,24}?)\s*"
    r"(?:[.!;:\n]+\s+|\s[-–—]+\s+|,?\s(?=(?:because|cause|weil|porque|parce que|perch[eé]|omdat)\s))(\S.*)$",
    re.S | re.I,
)
_BECAUSE = re.compile(r"(?:because|cause|weil|porque|parce que|perch[eé]|omdat)\s", re.I)
FEW = 4  # tokens of such a sentence


def opening(text: str, language: str) -> float | None:
    """The number, or None when the first sentence is not one or does not stand alone."""
    found = _SENTENCES.match(text)
    if found is None or corrected(text, language) != text:
        return None
    first, rest = count(found[1], language), count(found[2], language)
    if len(first.numbers) != 1 or len(first.tokens) > FEW or not rest.numbers or _offers_another(found[2], language):
        return None
    beside = [t for n, t in enumerate(first.tokens) if not first.numbers[0].begin <= n < first.numbers[0].end]
    if any(not token.isalpha() or says("filler", token, language) is None for token in beside):
        return None
    explained = _BECAUSE.match(found[2]) is not None
    return first.numbers[0].value if explained or all(_counts(rest.tokens, number) for number in rest.numbers) else None


def _counts(tokens: tuple[str, ...], number: Number) -> bool:
    """Whether something is counted: a word of some length follows at once."""
    after = tokens[number.end] if number.end < len(tokens) else ""
    return (after.isalpha() and len(after) > 2) or after in {"%", "€", "$", "£"}


def _offers_another(rest: str, language: str) -> bool:
    word = rest.lower().split()[0].strip(",.!")
    return any(says(name, word, language) is not None for name in ("or", "correction"))
