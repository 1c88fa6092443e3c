"""A message prepared once for all recognizers: canonical text, folded text, digits, words and tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from guardrails.canonical import Canonical, fold
from guardrails.context import Surroundings

# Letters typed for digits count only in a token that is otherwise digits: "O77OO 9OO123".
_TYPED_FOR_DIGITS = str.maketrans("OoIl|", "00111")
_SHORT = 3
_MOSTLY_DIGITS = re.compile(r"(?<![^\W_])[\dOoIl|]+(?![^\W_])")


@dataclass(frozen=True)
class Reading:
    """The original, its canonical text, its language, and what the bot had asked for.

    ``text``, ``folded`` and ``digits`` have the same length, so that one offset serves all three.
    """

    original: str
    canonical: Canonical
    language: str
    asked: str | None = None
    level: str = "balanced"

    @property
    def text(self) -> str:
        return self.canonical.text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def digits(self) -> str:
        """The text with O, l and I read as digits in tokens that hold digits."""
        return _MOSTLY_DIGITS.sub(self._as_digits, self.text)

    @cached_property
    def around(self) -> Surroundings:
        return Surroundings(self.folded)

    def _as_digits(self, match: re.Match[str]) -> str:
        token = match.group()
        count = sum(c.isdigit() for c in token)
        beside = self.text[max(0, match.start() - 2) : match.start()] + self.text[match.end() : match.end() + 2]
        if (
            count >= 2
            or (count and len(token) <= 3)
            or (token in {"O", "OO", "OOO"} and any(c.isdigit() for c in beside))
            or (not count and len(token) <= _SHORT and self._amid_digits(match.start(), match.end()))
        ):
            return token.translate(_TYPED_FOR_DIGITS)
        return token

    def _amid_digits(self, start: int, end: int) -> bool:
        """Digits on both sides: "39 98 Ol 23"."""
        return self.text[start - 2 : start - 1].isdigit() and self.text[end + 1 : end + 2].isdigit()
