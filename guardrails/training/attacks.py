"""Trains the attack model: a linear model over hashed n-grams, seeded and reproducible.

    python -m guardrails.training.attacks PATH/attacks_train.jsonl.gz

Reads rows {text, label, source, channel, split}; learns on ``split == "train"`` and our own sentences in phrases.yaml,
chooses one threshold per origin on ``split == "dev"``, and writes weights, thresholds, hash and card beside the code in
``guardrails/attacks/``. The data itself is not part of the product; its sources are credited in ``NOTICE``.
scikit-learn is needed here only.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from guardrails.attacks.features import BUCKETS, buckets, length
from guardrails.attacks.model import AttackModel, windows
from guardrails.types import Origin

SEED = 20261124
HOME = Path(__file__).resolve().parent.parent / "attacks"
PHRASES = Path(__file__).with_name("phrases.yaml")

# Rows of password and slogan games are attacks only inside their game: they count less.
WEIGHTS = {"satml-ctf-2024": 0.25, "hackaprompt(neuralchemy)": 0.5, "own": 1.0, "yanismiraoui": 2.0}
PER_PATTERN = 320
FALSE_ALARMS = {Origin.MESSAGE: 0.0035, Origin.DOCUMENT: 0.008}
CUSTOMERS = frozenset({"clinc150", "taskmaster4", "xsid-valid"})


@dataclass(frozen=True, slots=True)
class Row:
    """One training text."""

    text: str
    label: int
    source: str
    channel: str
    split: str


def main(arguments: Sequence[str]) -> int:
    """Train, choose thresholds, write."""
    if not arguments:
        print("usage: python -m guardrails.training.attacks PATH/attacks_train.jsonl.gz [--leave-out SOURCE]")
        return 2
    rows = [*read(Path(arguments[0])), *own_sentences(random.Random(SEED))]  # noqa: S311 - a seeded sample
    left_out = arguments[arguments.index("--leave-out") + 1] if "--leave-out" in arguments else None
    model = train([r for r in rows if r.split == "train" and not (left_out and left_out in r.source)])
    dev = [r for r in rows if r.split == "dev"]
    thresholds = {origin: choose(model, dev, origin) for origin in Origin}
    model = AttackModel(model.weights, model.bias, thresholds)
    card = report(model, dev, left_out)
    print(card)
    if left_out is None:
        write(model, card)
    return 0


def read(path: Path) -> Iterator[Row]:
    """The rows of the licensed data."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Row(row["text"], row["label"], row["source"], row["channel"], row["split"])


def own_sentences(rng: random.Random) -> Iterator[Row]:
    """Sentences put together from phrases.yaml: a seeded sample of every pattern, a tenth of it kept for dev."""
    phrases = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    for label, patterns in ((1, phrases["attacks"]), (0, phrases["harmless"])):
        for pattern in patterns:
            every = [" ".join(p for p in parts if p) for parts in itertools.product(*pattern["parts"])]
            for text in rng.sample(every, min(PER_PATTERN, len(every))):
                kept = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0
                spoken = text.lower() if rng.random() < 0.3 else text
                yield Row(
                    spoken.replace(" ,", ",").replace(" ;", ";"), label, "own", "message", "dev" if kept else "train"
                )


def train(rows: Sequence[Row]) -> AttackModel:
    """Weights by logistic regression over the windows of each text."""
    texts: list[tuple[str, int, float]] = []
    for row in rows:
        weight = WEIGHTS.get(row.source, 1.0)
        if row.channel == "document" and row.label:
            continue  # a planted attack is a small part of its document; its words are learnt from messages
        if row.channel == "document":
            texts += [(window, 0, weight) for window in windows(row.text)]
        else:
            texts.append((row.text, row.label, weight))
    features = matrix(text for text, _, _ in texts)
    labels = np.array([label for _, label, _ in texts])
    sample = np.array([weight for _, _, weight in texts])
    regression = LogisticRegression(C=30.0, solver="liblinear", random_state=SEED, max_iter=200)
    regression.fit(features, labels, sample_weight=sample)
    return AttackModel(regression.coef_[0].astype(np.float32), float(regression.intercept_[0]), {})


def matrix(texts: Iterable[str]) -> Any:
    """Rows of unit length over the hashed buckets."""
    found: list[NDArray[np.int64]] = [buckets(text) for text in texts]
    ends = np.cumsum([0, *(len(f) for f in found)])
    values = np.concatenate([np.full(len(f), 1 / length(len(f))) for f in found])
    return csr_matrix((values, np.concatenate(found), ends), shape=(len(found), BUCKETS))


def choose(model: AttackModel, dev: Sequence[Row], origin: Origin) -> float:
    """The lowest threshold that keeps false alarms on harmless dev texts under the bound."""
    scores = sorted((model.score(r.text)[0] for r in _harmless(dev, origin)), reverse=True)
    allowed = int(len(scores) * FALSE_ALARMS[origin])
    return round(float(scores[allowed]) + 1e-6, 6)


def report(model: AttackModel, dev: Sequence[Row], left_out: str | None) -> str:
    """What is found and what is flagged in vain, by source."""
    lines = ["| texts | rows | blocked |", "| --- | --- | --- |"]
    for origin in Origin:
        threshold = model.thresholds[origin]
        names = sorted({(r.label, r.source.split("+")[0]) for r in dev if r.channel == origin.value})
        for label, source in names:
            same = [r for r in dev if (r.label, r.source.split("+")[0], r.channel) == (label, source, origin.value)]
            share = sum(model.score(r.text)[0] >= threshold for r in same) / len(same)
            kind = "attack" if label else "harmless"
            mark = " (left out of training)" if left_out and left_out in source else ""
            lines.append(f"| {origin.value}, {kind}, {source}{mark} | {len(same)} | {share:.1%} |")
    return "\n".join(lines)


def write(model: AttackModel, card: str) -> None:
    """Weights as int8 with one scale, thresholds, hash and card."""
    scale = float(np.abs(model.weights).max()) / 127
    packed = np.round(model.weights / scale).astype(np.int8)
    path = HOME / "weights.npz"
    np.savez_compressed(path, weights=packed)
    facts = {
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "scale": scale,
        "bias": model.bias,
        "thresholds": {origin.value: value for origin, value in model.thresholds.items()},
        "seed": SEED,
    }
    (HOME / "weights.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    head = (
        "# Attack model\n\nWritten by `python -m guardrails.training.attacks`. "
        "Shares of dev texts blocked at the shipped thresholds.\n\n"
    )
    (HOME / "CARD.md").write_text(head + card + "\n", encoding="utf-8")


def _harmless(dev: Sequence[Row], origin: Origin) -> list[Row]:
    if origin is Origin.DOCUMENT:
        return [r for r in dev if r.channel == "document" and not r.label]
    return [r for r in dev if r.source in CUSTOMERS]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
