"""The calibrated numbers of retrieval, for one embedding model. benchmarks/calibrate.py writes them."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import OtherModel

FILE = Path(__file__).with_name("thresholds.json")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How cosine and BM25 are mixed, how features become a confidence, and where the three bands begin.

    At or above ``answer`` a bot answers; at or above ``closest`` it offers the closest article; below, it says that it
    does not know.
    """

    model: str
    cosine_share: float
    keyword_half: float
    weights: tuple[float, ...]
    bias: float
    answer: float
    closest: float
    same_question: float = 0.75  # cosine from which a question is the one a typed answer is for

    def confidence(self, features: Sequence[float]) -> float:
        """The chance that the knowledge holds an answer."""
        total = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def thresholds(model: str, file: Path = FILE) -> Thresholds:
    """The thresholds for an embedding model. OtherModel when they were calibrated for another one."""
    values = json.loads(file.read_text(encoding="utf-8"))
    if values["model"] != model:
        raise OtherModel(
            f"The thresholds were calibrated for {values['model']}, not for {model}. "
            "Run: python -m benchmarks.calibrate"
        )
    return Thresholds(
        model=model,
        cosine_share=values["cosine_share"],
        keyword_half=values["keyword_half"],
        weights=tuple(values["weights"].values()),
        bias=values["bias"],
        answer=values["answer"],
        closest=values["closest"],
        same_question=values["same_question"],
    )
