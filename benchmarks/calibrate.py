"""Fits the confidence of retrieval and its two thresholds, and writes knowledge/thresholds.json.

    python -m benchmarks.calibrate [--set FILE]… [--messages FILE]

Positives are questions whose answer is among the first five passages; negatives are questions nothing answers: those
of the own set marked so, those of every other set, and, with ``--messages``, unrelated messages, one a line. The mix of
cosine and BM25 (``--cosine-share``, ``--keyword-half``) is chosen by ``benchmarks.knowledge``, not here. The figures
behind the shipped thresholds, and the sets they come from, stand in knowledge/README.md.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from benchmarks.question_sets import QuestionSet, load, own
from benchmarks.shelf import Bench, bench
from knowledge.embed import MiniLM
from knowledge.retrieve import FEATURES
from knowledge.thresholds import FILE, thresholds

KEPT_AT_ANSWER = 0.90  # of answerable questions
KEPT_AT_CLOSEST = 0.98
FOREIGN = 60  # questions of other sets, and messages, asked of each set


def main() -> None:
    """Fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", type=Path, action="append", default=[], dest="sets")
    parser.add_argument("--messages", type=Path)
    parser.add_argument("--cosine-share", type=float, default=thresholds(MiniLM.model_id).cosine_share)
    parser.add_argument("--keyword-half", type=float, default=thresholds(MiniLM.model_id).keyword_half)
    args = parser.parse_args()
    written = json.loads(FILE.read_text(encoding="utf-8"))
    written |= {"model": MiniLM.model_id, "cosine_share": args.cosine_share, "keyword_half": args.keyword_half}
    FILE.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    thresholds.cache_clear()
    messages = args.messages.read_text(encoding="utf-8").splitlines() if args.messages else []
    with bench() as made:
        rows, labels, kinds = _examples(made, [own(), *map(load, args.sets)], messages)
    written |= _fitted(rows, labels, kinds)
    FILE.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {FILE}")


Examples = tuple[np.ndarray, np.ndarray, np.ndarray]


def _examples(made: Bench, sets: list[QuestionSet], messages: list[str]) -> Examples:
    chance = random.Random(7)
    rows: list[tuple[float, ...]] = []
    labels: list[int] = []
    kinds: list[str] = []
    for each in sets:
        kb = made.add(each.name, each.uploads)
        foreign = [q.text for other in sets if other is not each for q in other.answerable]
        chance.shuffle(foreign)
        asked = [(q.text, q.pages, q.kind or "answerable") for q in each.questions]
        asked += [(text, (), "another business") for text in foreign[:FOREIGN]]
        asked += [(text, (), "unrelated message") for text in chance.sample(messages, min(FOREIGN, len(messages)))]
        for text, pages, kind in asked:
            found, features = made.library.look(kb, made.question(text), 5)
            if pages and not {p.citation.source for p in found.passages} & set(pages):
                continue  # not found: whether to trust it is not the question
            rows.append(features)
            labels.append(int(bool(pages)))
            kinds.append(kind)
    return np.array(rows), np.array(labels), np.array(kinds)


def _fitted(rows: np.ndarray, labels: np.ndarray, kinds: np.ndarray) -> dict[str, object]:
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.1, class_weight="balanced", max_iter=3000)
    scaled = (rows - mean) / spread
    guessed = cross_val_predict(model, scaled, labels, cv=10, method="predict_proba")[:, 1]
    model.fit(scaled, labels)
    answer, closest = (float(np.quantile(guessed[labels == 1], 1 - kept)) for kept in (KEPT_AT_ANSWER, KEPT_AT_CLOSEST))
    print(f"{labels.sum()} answerable, {(1 - labels).sum()} not; AUC {roc_auc_score(labels, guessed):.3f} (ten folds)")
    for kind in sorted(set(kinds[labels == 0])):
        refused = float((guessed[kinds == kind] < answer).mean())
        print(f"refused while {KEPT_AT_ANSWER:.0%} are kept: {kind} {refused:.0%} of {(kinds == kind).sum()}")
    weights = model.coef_[0] / spread
    return {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
        "bias": round(float(model.intercept_[0] - (weights * mean).sum()), 4),
        "answer": round(answer, 3),
        "closest": round(closest, 3),
    }


if __name__ == "__main__":
    main()
