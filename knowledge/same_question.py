"""Whether a visitor's question is the one a typed answer is for.

Meaning alone does not tell: "Do you ship to Norway?" lies nearer to "Do you ship to Switzerland?" than most honest
rewordings do. So the rare words of the question must stand in the pair, and it must ask for the same kind of thing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

Term = tuple[str, ...]
_COVERED = 0.7  # of the question's words, weighted by rarity, that the pair must hold
_ALMOST = 0.9  # cosine of the same words in another order
_KINDS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("how long", r"\bhow (?:long|soon|fast|quickly)\b|\bwie lange\b|\bcombien de temps\b|\bcuánto tiempo\b"),
        ("how much", r"\bhow (?:much|many)\b|\bwie ?viel\w*\b|\bwas kostet\b|\bcombien\b|\bcuánt\w+\b|\bquant\w+\b"),
        ("when", r"\b(?:when|what time|opening hours)\b|\bwann\b|\bquand\b|\bcuándo\b|\bquando\b|\bwanneer\b"),
        ("where", r"\bwhere\b|\bwo\b|\boù\b|\bdónde\b|\bdove\b|\bonde\b|\bwaar\b"),
        ("who", r"\bwho(?:se|m)?\b|\bwer\b|\bqui\b|\bquién\b|\bquem\b"),
        ("why", r"\bwhy\b|\bwarum\b|\bpourquoi\b|\bpor qué\b|\bperché\b|\bpor que\b|\bwaarom\b"),
        ("how", r"\bhow\b|\bwie\b|\bcomment\b|\bcómo\b|\bcome\b|\bcomo\b|\bhoe\b"),
    )
)
_COUNTED = frozenset({"how long", "how much", "when"})
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """A visitor's question: its words and their rarity in the knowledge base."""

    text: str
    weights: Mapping[Term, float]


def same_question(asked: Asked, question: str, answer: str, words: frozenset[str], cosine: float, least: float) -> bool:
    """``words`` are the stems of the pair, ``least`` the cosine below which two questions are never the same."""
    if cosine < least or _other_kind(asked.text, question, answer):
        return False
    return cosine >= _ALMOST or _covered(asked.weights, words) >= _COVERED


def _covered(weights: Mapping[Term, float], words: frozenset[str]) -> float:
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if words.intersection(term)) / total if total else 0.0


def _other_kind(asked: str, question: str, answer: str) -> bool:
    mine, theirs = _kind(asked), _kind(question)
    if not mine or mine == theirs:
        return False
    return bool(theirs) or (mine in _COUNTED and not _NUMBER.search(answer))


def _kind(question: str) -> str:
    return next((name for name, pattern in _KINDS if pattern.search(question)), "")
