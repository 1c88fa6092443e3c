"""The attack model: linear heads over every view of a text, piece by piece."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guardrails.attacks.features import BUCKETS, Vector, vector
from guardrails.attacks.pieces import pieces, windows
from guardrails.attacks.rules import rule_hit
from guardrails.attacks.views import View, views
from guardrails.errors import ModelMissing
from guardrails.types import Attack, Origin

HOME = Path(__file__).resolve().parent
SLOPE = 2.5  # margins to scores: steep enough to use the whole range, flat enough for six decimals
_SHORT = 6  # words
_ANOMALY_RAISES = 0.97
_AT_HOME = frozenset({"hidden:comment"})  # in the source of a page, not in what a person types
_RULE_RAISES = 0.9


@dataclass(frozen=True, slots=True)
class Head:
    """One linear judgement. ``bar`` is the margin at which it speaks as loud as the others; ``short`` is added to it
    for a few words, which say little: "and to Austria?" must look like an attack twice over."""

    name: str
    weights: NDArray[np.float32]
    bias: float
    bar: float = 0.0
    short: float = 0.0

    def margin(self, found: Vector, words: int) -> float:
        """How far a text is over the bar."""
        bar = self.bar + (self.short if words <= _SHORT else 0.0)
        return float(self.weights[found.buckets] @ found.values) + self.bias - bar


@dataclass(frozen=True, slots=True)
class AttackModel:
    """The heads that judge each origin, and one threshold per origin."""

    heads: Mapping[Origin, tuple[Head, ...]]
    thresholds: Mapping[Origin, float]

    def judge(self, text: str, origin: Origin) -> Attack:
        """Score, verdict and the reason that weighed most: ``model:<head>``, ``rule:<name>`` or the hiding place."""
        score, reason = self.score(text, origin)
        score = round(score, 6)
        return Attack(score, score >= self.thresholds[origin], reason)

    def score(self, text: str, origin: Origin) -> tuple[float, str]:
        """The highest score over views and windows, 0..1, and its reason. Rules and anomalies raise it."""
        best, reason = 0.0, "model"
        looked: set[str] = set()
        for view in views(text):
            ruled = bool(rule_hit(view.text))
            for part in windows(view.text) if origin is Origin.MESSAGE else pieces(view.text):
                if not view.anomaly and (same := part.lower()) in looked:
                    continue
                if not view.anomaly:
                    looked.add(same)
                found, why = self._score_part(part, view, origin, ruled=ruled)
                if found > best:
                    best, reason = found, why
        return best, reason

    def _score_part(self, part: str, view: View, origin: Origin, *, ruled: bool) -> tuple[float, str]:
        score, why = self._linear(part, origin)
        rule = rule_hit(part) if ruled else ""
        if rule:
            score, why = score + (1 - score) * _RULE_RAISES, f"rule:{rule}"
        if view.anomaly and not (view.anomaly in _AT_HOME and origin is Origin.DOCUMENT):
            score, why = score + (1 - score) * _ANOMALY_RAISES, view.anomaly
        return score, why

    def _linear(self, text: str, origin: Origin) -> tuple[float, str]:
        found = vector(text)
        if not len(found.buckets):
            return 0.0, "model"
        words = len(text.split(maxsplit=_SHORT))
        margin, name = max((head.margin(found, words), head.name) for head in self.heads[origin])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, SLOPE * margin)))), f"model:{name}"


@cache
def shipped() -> AttackModel:
    """The model that comes with the package. Raises ModelMissing when its file is gone or has been changed."""
    path = HOME / "weights.npz"
    try:
        facts = json.loads((HOME / "weights.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        with np.load(path, allow_pickle=False) as file:
            packed = {name: file[name] for name in file.files}
        heads = {name: _head(name.split(".")[1], packed[name], fact) for name, fact in facts["heads"].items()}
        thresholds = {Origin(name): float(value) for name, value in facts["thresholds"].items()}
    except (OSError, ValueError, KeyError) as error:
        raise ModelMissing("The attack model is missing: restore guardrails/attacks/weights.npz.") from error
    if digest != facts["sha256"] or any(head.weights.shape != (BUCKETS,) for head in heads.values()):
        raise ModelMissing("The attack model has been changed: restore guardrails/attacks/weights.npz.")
    by_origin = {o: tuple(h for name, h in heads.items() if name.startswith(o.value)) for o in Origin}
    return AttackModel(by_origin, thresholds)


def _head(name: str, packed: NDArray[np.int8], fact: Mapping[str, float]) -> Head:
    weights = packed.astype(np.float32) * float(fact["scale"])
    return Head(name, weights, float(fact["bias"]), float(fact["bar"]), float(fact["short"]))
