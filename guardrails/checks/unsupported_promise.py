"""Leaves out a model's sentence that promises something no source speaks of: a refund, a discount, a guarantee."""

# ruff: noqa: E501 - one line a kind of promise
from __future__ import annotations

import re
from functools import lru_cache

from guardrails.types import OutputContext

# What a shop can be held to, by the beginning of the word, each line one kind of promise in English, German, Spanish,
# French, Italian, Portuguese and Dutch. A promise is supported when a source or the talk has a word of the same line.
_KINDS = {
    "guarantee": r"guarant\w*|warrant(?:y|ies)|garantie\w*|garanti[rz]\w*|garant[íi]a\w*|garanzi\w*|garantid\w*|waarborg\w*",
    "refund": r"refund\w*|money back|reimburs\w*|erstatt\w*|geld zurück|reembols\w*|rembours\w*|rimbors\w*|terugbetal\w*|geld terug",
    "discount": r"discount\w*|% off|voucher\w*|coupon\w*|rabatt\w*|gutschein\w*|descuent\w*|remise\w*|bon d'achat|sconto|sconti|descont\w*|korting\w*",
    "free": r"free of charge|for free|at no cost|complimentary|kostenlos\w*|gratis|umsonst|sin costo|sin coste|gratuit\w*|gratuito\w*|kosteloos",
    "compensation": r"compensat\w*|damages|entschädig\w*|schadenersatz|indemniz\w*|dédommag\w*|indemnis\w*|risarcim\w*|schadevergoeding",
    "promise": r"(?:I|we) (?:promise|swear)|(?:ich verspreche|wir versprechen)|(?:prometo|prometemos)|(?:je (?:vous )?promets|nous promettons)|(?:prometto|promettiamo)|(?:ik beloof|we beloven)",
}
_PATTERNS = {kind: re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) for kind, words in _KINDS.items()}


class UnsupportedPromise:
    """A promise binds the owner, so it comes from the owner's documents or it is not said."""

    name = "unsupported_promise"
    description = "Leaves out sentences of a model with a promise that stands in no source"
    stops = False

    def judge(self, sentence: str, context: OutputContext) -> str | None:
        """Say so when a kind of promise is made that nothing speaks of; replies that no model wrote are not asked."""
        if not context.prompt:
            return None
        known = _kinds("\n".join((*context.sources, context.said)))
        return self.name if any(kind not in known for kind in _kinds(sentence)) else None


check = UnsupportedPromise()


@lru_cache(maxsize=64)
def _kinds(text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _PATTERNS.items() if pattern.search(text))
