"""Two searches fused, and how sure to be: pure functions over what the index and the full text gave.

Score fusion, not rank fusion (see README): ``share · cosine + (1 − share) · b / (b + half)`` with b the BM25 score. The
confidence is a small logistic over cheap features; its weights come from calibration.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.same_question import Asked, Term, same_question
from knowledge.thresholds import Thresholds

_TYPED = 0.9  # no fused score comes near

FEATURES = (
    "best_cosine", "mean_cosine", "best_keyword", "best_score", "lead", "coverage", "best_coverage", "unknown",
    "heading_coverage", "agreement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chunk that one of the searches found."""

    id: int
    source: str
    cosine: float
    keyword: float
    words: frozenset[str]
    heading_words: frozenset[str]
    answer: bool = False  # typed by the owner; its vector is that of its question alone
    said: str = ""  # the words in order: chunks that say the same are one
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate and its fused score. ``typed``: an answer the owner wrote for this question."""

    candidate: Candidate
    score: float
    typed: bool = False


def fuse(candidates: Sequence[Candidate], by: Thresholds, asked: Asked | None = None) -> list[Scored]:
    """Best first. A typed answer to this very question stands above everything; what says the same stands once."""
    scored = [_scored(c, by, asked) for c in candidates]
    ranked = sorted(scored, key=lambda s: (-s.score, s.candidate.id))
    once: dict[str, Scored] = {}
    for each in ranked:
        once.setdefault(each.candidate.said or str(each.candidate.id), each)
    return list(once.values())


def _scored(candidate: Candidate, by: Thresholds, asked: Asked | None) -> Scored:
    c = candidate
    if c.answer and asked is not None and same_question(
        asked, c.heading, c.text, c.words | c.heading_words, c.cosine, by.same_question
    ):  # fmt: skip
        return Scored(c, _TYPED + (1 - _TYPED) * c.cosine, typed=True)
    return Scored(c, fused(c.cosine, c.keyword, by))


def fused(cosine: float, keyword: float, by: Thresholds) -> float:
    """The mix of a cosine and a BM25 score, 0..1."""
    return by.cosine_share * max(cosine, 0.0) + (1 - by.cosine_share) * keyword / (keyword + by.keyword_half)


def features(ranked: Sequence[Scored], terms: Sequence[Term], counts: Sequence[int], size: int) -> tuple[float, ...]:
    """What tells an answerable question from one the knowledge does not cover, in the order of ``FEATURES``."""
    top = [s.candidate for s in ranked[:5]]
    if not top:
        return (0.0,) * 7 + (1.0, 0.0, 0.0)
    weights = rarity(terms, counts, size)
    cosines = sorted((s.candidate.cosine for s in ranked), reverse=True)
    keyword = max(s.candidate.keyword for s in ranked)
    rest = [s.score for s in ranked[1:6]]
    covers = [_covered(c.words | c.heading_words, weights) for c in top]
    nearest = max(ranked, key=lambda s: s.candidate.cosine).candidate
    return (
        cosines[0],
        sum(cosines[:5]) / len(cosines[:5]),
        keyword / (keyword + 8.0),
        ranked[0].score,
        ranked[0].score - (sum(rest) / len(rest) if rest else 0.0),
        covers[0],
        max(covers),
        _share(weights, [term for term, count in zip(terms, counts, strict=True) if count == 0]),
        max(_covered(c.heading_words, weights) for c in top),
        float(nearest.source == top[0].source),
    )


def rarity(terms: Sequence[Term], counts: Sequence[int], size: int) -> Mapping[Term, float]:
    """How rare each term is in the base."""
    return {term: math.log(1 + (size - count + 0.5) / (count + 0.5)) for term, count in zip(terms, counts, strict=True)}


def _covered(words: frozenset[str], weights: Mapping[Term, float]) -> float:
    return _share(weights, [term for term in weights if words.intersection(term)])


def _share(weights: Mapping[Term, float], some: Sequence[Term]) -> float:
    total = sum(weights.values())
    return sum(weights[term] for term in some) / total if total else 0.0
