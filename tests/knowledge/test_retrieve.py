"""Fusion and confidence."""

from __future__ import annotations

import pytest

from knowledge import OtherModel, thresholds
from knowledge.retrieve import FEATURES, Candidate, features, fuse
from knowledge.thresholds import Thresholds

BY = Thresholds("m", 0.5, 8.0, (0.0,) * 10, 0.0, 0.5, 0.25)


def candidate(number: int, cosine: float, keyword: float, words: str = "") -> Candidate:
    return Candidate(number, f"s{number}", cosine, keyword, frozenset(words.split()), frozenset())


def test_both_searches_count() -> None:
    ranked = fuse([candidate(1, 0.9, 0.0), candidate(2, 0.7, 8.0), candidate(3, 0.1, 9.0)], BY)
    assert [s.candidate.id for s in ranked] == [2, 1, 3]
    assert ranked[0].score == pytest.approx(0.5 * 0.7 + 0.5 * 0.5)


def test_equal_scores_keep_one_order() -> None:
    assert [s.candidate.id for s in fuse([candidate(2, 0.5, 0), candidate(1, 0.5, 0)], BY)] == [1, 2]


def test_features_have_their_names() -> None:
    ranked = fuse([candidate(1, 0.8, 8.0, "film fee"), candidate(2, 0.4, 0.0)], BY)
    found = dict(zip(FEATURES, features(ranked, (("film",), ("zebra",)), (1, 0), 10), strict=True))
    assert found["best_cosine"] == 0.8
    assert found["best_keyword"] == 0.5
    assert 0 < found["coverage"] < 1
    assert found["unknown"] == pytest.approx(1 - found["coverage"])
    assert found["agreement"] == 1.0


def test_nothing_found_has_features_too() -> None:
    assert len(features([], (), (), 1)) == len(FEATURES)


def test_shipped_thresholds_are_in_order_and_of_the_shipped_model() -> None:
    shipped = thresholds("all-MiniLM-L6-v2-onnx-int8")
    assert 0 < shipped.closest < shipped.answer < 1
    assert len(shipped.weights) == len(FEATURES)
    with pytest.raises(OtherModel, match="calibrate"):
        thresholds("another-model")
