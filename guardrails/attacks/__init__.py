"""Attacks: texts that try to turn a bot against its owner or its visitor. One score per text, a threshold per origin.

A linear model over hashed n-grams reads every view of a text (as written, decoded, unhidden); rules and hiding places
raise its score. Trained by ``python -m guardrails.training.attacks``; figures in ``CARD.md``.
"""

from __future__ import annotations

from guardrails.attacks.model import shipped
from guardrails.attacks.views import LONGEST
from guardrails.lately import forget
from guardrails.types import Attack, Origin

__all__ = ["judge"]


_OVERLAP = 2_000  # characters that two stretches of a long text share, so that nothing is cut in two


def judge(text: str, origin: Origin) -> Attack:
    """Score, verdict and reason for a text. Raises ModelMissing when the model's file is gone or changed.

    A long text is judged stretch by stretch, to its last word.
    """
    try:
        return _judge(text, origin)
    finally:
        forget()


def _judge(text: str, origin: Origin) -> Attack:
    worst = shipped().judge(text[:LONGEST], origin)
    for start in range(LONGEST - _OVERLAP, len(text) - _OVERLAP, LONGEST - _OVERLAP):
        if worst.block:
            break
        worst = max(worst, shipped().judge(text[start : start + LONGEST], origin), key=lambda found: found.score)
    return worst
