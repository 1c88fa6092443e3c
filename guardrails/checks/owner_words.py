"""Leaves out a sentence with a word the owner never wants to read from the bot."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.types import OutputContext


class OwnerWords:
    """The owner's list, whole words, any case."""

    name = "owner_words"
    description = "Leaves out sentences with a word from the owner's list"
    stops = False

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a listed word stands in the sentence."""
        return self.name if context.words and _pattern(context.words).search(sentence) else None


check = OwnerWords()


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) for w in words) + r")(?!\w)", re.IGNORECASE)
