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


def file_of(model: str) -> Path:
    """Where the numbers of a model stand: a file of its own, or the one of the model everybody has."""
    own = FILE.with_name(f"thresholds-{model}.json")
    return own if own.exists() else FILE


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
    same_question: float = 0.6  # cosine below which two questions never ask the same
    cosine_from: float = 0.0  # the cosine of texts that have nothing to do with each other

    def spread(self, cosine: float) -> float:
        """A cosine on the scale from unrelated (0) to the same (1)."""
        return (cosine - self.cosine_from) / (1 - self.cosine_from)

    def confidence(self, features: Sequence[float]) -> float:
        """The chance that the knowledge holds an answer."""
        total = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def thresholds(model: str, file: Path | None = None) -> Thresholds:
    """The thresholds for an embedding model. OtherModel when they were calibrated for another one."""
    file = file or file_of(model)
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
        cosine_from=values.get("cosine_from", 0.0),
    )
