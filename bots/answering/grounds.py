"""Whether a sentence a model wrote is held by the passages: its numbers, its names, most of its words.

Cheap and strict on what hurts: a number, a date or a name that nobody wrote is never said. In another language than the
passages' words cannot be compared, so there numbers and names decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bots.answering.language import passage_language
from bots.answering.question import numbers
from bots.answering.words import terms, tokens

_HELD = 0.5  # the share of a sentence's words that the passages or the talk hold
_NAME = re.compile(r"(?<=[a-z,;] )(?:[A-Z][\w&-]*[a-z]\w*)")
_COURTESY = frozenset(terms("sure happy glad help sorry course certainly thank welcome question answer document"))


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a reply may rest on: the passages by number, and what was said in the talk or told by a tool."""

    passages: Sequence[str]
    said: str = ""
    language: str = "en"

    def holding(self, sentence: str, marks: Sequence[int] = ()) -> tuple[int, ...] | None:
        """The numbers of the passages that hold a sentence: those it names, or else the one that does; none when the
        talk alone does; None when nothing holds it."""
        every = range(1, len(self.passages) + 1)
        named = tuple(n for n in marks if n in every)
        if named and self._holds(sentence, "\n".join(self.passages[n - 1] for n in named)):
            return named
        for number in every:
            if self._holds(sentence, self.passages[number - 1]):
                return (number,)
        together = "\n".join([*self.passages, self.said])
        return () if self._holds(sentence, self.said) or self._holds(sentence, together) else None

    def _holds(self, sentence: str, basis: str) -> bool:
        if not set(numbers(sentence)) <= {*numbers(f"{basis}\n{self.said}"), *re.findall(r"\d+", basis)}:
            return False
        known = {*tokens(basis), *tokens(self.said)}
        if any(not set(tokens(name)) <= known for name in _NAME.findall(sentence)):
            return False
        words = set(terms(sentence)) - _COURTESY
        if not words or passage_language(sentence, self.language) != self.language:
            return True
        return len(words & set(terms(f"{basis}\n{self.said}"))) >= _HELD * len(words)
