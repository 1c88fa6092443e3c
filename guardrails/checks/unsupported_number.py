"""Leaves out a model's sentence with a number that stands in no source and in nothing said before."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.types import OutputContext
from guardrails.vault import PLACEHOLDER

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_LIST_MARK = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
_CITATION = re.compile(r"\[\d{1,2}\]")


class UnsupportedNumber:
    """Prices, dates and periods are promises: they come from the documents or they are not said."""

    name = "unsupported_number"
    description = "Leaves out sentences of a model with a number that stands in no source"
    stops = False

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a number is foreign; replies that no model wrote are not asked."""
        if not context.prompt:
            return None
        said = PLACEHOLDER.sub(" ", _CITATION.sub(" ", _LIST_MARK.sub(" ", sentence)))
        known = _numbers("\n".join((*context.sources, context.said, context.prompt)))
        return self.name if any(_plain(n) not in known for n in _NUMBER.findall(said)) else None


check = UnsupportedNumber()


@lru_cache(maxsize=64)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(_plain(n) for n in _NUMBER.findall(text))


def _plain(number: str) -> str:
    """4,90 and 4.90 are one number; so are 10:00 and 10."""
    number = number.replace(",", ".").replace(":00", "")
    return number.removesuffix(".00").removesuffix(".0")
