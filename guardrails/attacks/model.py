"""The linear attack model over every view of a text, window by window."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guardrails.attacks.features import BUCKETS, buckets, length
from guardrails.attacks.rules import rule_hit
from guardrails.attacks.views import View, views
from guardrails.errors import ModelMissing
from guardrails.types import Attack, Origin

HOME = Path(__file__).resolve().parent
WINDOW = 60  # words; a short attack in a long text would drown in its average
STEP = 30
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[#*\-])")
_SHORTEST = 3
_SHORT = 6  # words
_SHORT_BAR = 2.0  # in log-odds
_ANOMALY_RAISES = 0.97
_RULE_RAISES = 0.9


@dataclass(frozen=True, slots=True)
class AttackModel:
    """Weights over hashed buckets, a bias, and one threshold per origin."""

    weights: NDArray[np.float32]
    bias: float
    thresholds: Mapping[Origin, float]

    def judge(self, text: str, origin: Origin) -> Attack:
        """Score, verdict and the reason that weighed most: ``model``, ``rule:<name>`` or the hiding place."""
        score, reason = self.score(text)
        score = round(score, 6)
        return Attack(score, score >= self.thresholds[origin], reason)

    def score(self, text: str) -> tuple[float, str]:
        """The highest score over views and windows, 0..1, and its reason. Rules and anomalies raise it."""
        best, reason = 0.0, "model"
        for view in views(text):
            for part in windows(view.text):
                found, why = self._score_part(part, view)
                if found > best:
                    best, reason = found, why
        return best, reason

    def _score_part(self, part: str, view: View) -> tuple[float, str]:
        score, why = self._linear(part), "model"
        rule = rule_hit(part)
        if rule:
            score, why = score + (1 - score) * _RULE_RAISES, f"rule:{rule}"
        if view.anomaly:
            score, why = score + (1 - score) * _ANOMALY_RAISES, view.anomaly
        return score, why

    def _linear(self, text: str) -> float:
        found = buckets(text)
        if not len(found):
            return 0.0
        margin = float(self.weights[found].sum()) / length(len(found)) + self.bias
        if len(text.split(maxsplit=_SHORT)) <= _SHORT:
            margin -= _SHORT_BAR  # a few words say little: "and to Austria?" must look like an attack twice over
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin))))


def windows(text: str) -> Iterator[str]:
    """The paragraphs of a text, long ones in overlapping windows of words, and a short text as a whole as well."""
    words = text.split()
    paragraphs = [p for p in _PARAGRAPH.split(text) if len(p.split()) >= _SHORTEST]
    if len(words) <= WINDOW + STEP or len(paragraphs) < 2:
        yield from _slide(words) if len(words) > WINDOW + STEP else (text,)
    if len(paragraphs) >= 2:
        for paragraph in paragraphs:
            inner = paragraph.split()
            yield from _slide(inner) if len(inner) > WINDOW + STEP else (paragraph,)


def _slide(words: list[str]) -> Iterator[str]:
    for start in range(0, len(words) - STEP, STEP):
        yield " ".join(words[start : start + WINDOW])


@cache
def shipped() -> AttackModel:
    """The model that comes with the package. Raises ModelMissing when its file is gone or has been changed."""
    path = HOME / "weights.npz"
    try:
        facts = json.loads((HOME / "weights.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        packed = np.load(path, allow_pickle=False)["weights"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing("The attack model is missing: restore guardrails/attacks/weights.npz.") from error
    if digest != facts["sha256"] or packed.shape != (BUCKETS,):
        raise ModelMissing("The attack model has been changed: restore guardrails/attacks/weights.npz.")
    thresholds = {Origin(name): float(value) for name, value in facts["thresholds"].items()}
    return AttackModel(packed.astype(np.float32) * float(facts["scale"]), float(facts["bias"]), thresholds)
