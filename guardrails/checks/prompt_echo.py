"""Stops a reply that repeats what the model was told: as written, decoded, or turned around."""

from __future__ import annotations

import re
from functools import lru_cache

from guardrails.attacks.views import views
from guardrails.types import OutputContext

_RUN = 7  # words in a row; shorter runs are everyday speech
_WORD = re.compile(r"\w+")


class PromptEcho:
    """Seven words in a row from the prompt that stand neither in a source nor in the talk."""

    name = "prompt_echo"
    description = "Stops a reply that repeats the bot's instructions, also encoded or reversed"
    stops = True

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a run of the prompt is repeated."""
        if not context.prompt:
            return None
        secret = _runs(context.prompt) - _runs("\n".join((*context.sources, context.said)))
        return self.name if any(secret & _runs(view.text) for view in views(sentence)) else None


check = PromptEcho()


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return frozenset(tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
