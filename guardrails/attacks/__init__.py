"""Attacks: texts that try to turn a bot against its owner or its visitor. One score per text, a threshold per origin.

A linear model over hashed n-grams reads every view of a text (as written, decoded, unhidden); rules and hiding places
raise its score. Trained by ``python -m guardrails.training.attacks``; figures in ``CARD.md``.
"""

from __future__ import annotations

from guardrails.attacks.model import shipped
from guardrails.types import Attack, Origin

__all__ = ["judge"]


def judge(text: str, origin: Origin) -> Attack:
    """Score, verdict and reason for a text. Raises ModelMissing when the model's file is gone or changed."""
    return shipped().judge(text, origin)
