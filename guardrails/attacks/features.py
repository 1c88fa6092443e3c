"""A text as a sparse vector: hashed character 2–5-grams and word 1–3-grams, beside them its concepts and its build.

The whole text is hashed by array arithmetic (a polynomial hash over code points, mixed and cut to ``BITS`` bits), so a
message costs well under a millisecond. Feature hashing: Weinberger et al. 2009, "Feature Hashing for Large Scale
Multitask Learning". Concepts (``concepts.py``) have buckets of their own and weigh as much as all letters together; so
has the build of sentences (``structure.py``).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from guardrails.attacks.concepts import concepts, grams
from guardrails.attacks.structure import structure

BITS = 18
CONCEPT_BITS = 15
LETTERS = 1 << BITS
STRUCTURE_BITS = 14
_CONCEPTS_END = LETTERS + (1 << CONCEPT_BITS)
BUCKETS = _CONCEPTS_END + (1 << STRUCTURE_BITS)
# A few words are too little to judge: what they hold counts as if there were more of it.
_FEWEST_LETTERS = 110  # about four words
_FEWEST_CONCEPTS = 12
_CONCEPTS_WEIGH = 1.5
_STRUCTURE_WEIGHS = 0.7

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(64 - BITS)
_WORD = re.compile(r"[^\W_]+|[!?]|_+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Vector:
    """The distinct buckets of a text and what each counts."""

    buckets: NDArray[np.int64]
    values: NDArray[np.float32]


def vector(text: str) -> Vector:
    """The features of a text; empty for an empty text."""
    letters, spoken = _letters(text), _hashed(grams(concepts(text)), CONCEPT_BITS)
    built = _hashed(structure(text), STRUCTURE_BITS) if len(letters) else spoken
    weights = (
        1 / np.sqrt(max(len(letters), _FEWEST_LETTERS)),
        _CONCEPTS_WEIGH / np.sqrt(max(len(spoken), _FEWEST_CONCEPTS)),
        _STRUCTURE_WEIGHS / np.sqrt(max(len(built), _FEWEST_CONCEPTS)),
    )
    values = np.repeat(np.array(weights, dtype=np.float32), (len(letters), len(spoken), len(built)))
    return Vector(np.concatenate([letters, spoken + LETTERS, built + _CONCEPTS_END]), values)


def _letters(text: str) -> NDArray[np.int64]:
    plain = _SPACES.sub(" ", text.lower()).strip()
    if not plain:
        return np.empty(0, dtype=np.int64)
    padded = f" {plain} ".encode("utf-32-le", "replace")
    points = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    words = np.array([zlib.crc32(w.encode("utf-8", "replace")) for w in _WORD.findall(plain)], dtype=np.uint64)
    parts = [*_grams(points, (2, 3, 4, 5), seed=0), *_grams(words, (1, 2, 3), seed=16)]
    return np.unique(np.concatenate(parts)).astype(np.int64)


def _hashed(marks: Iterable[str], bits: int) -> NDArray[np.int64]:
    return np.array(sorted({zlib.crc32(mark.encode()) >> (32 - bits) for mark in marks}), dtype=np.int64)


def _grams(symbols: NDArray[np.uint64], lengths: tuple[int, ...], *, seed: int) -> Iterator[NDArray[np.uint64]]:
    """Hashes of all runs of each length: a longer run goes on from the shorter one; seed and length begin it."""
    steps = symbols + np.uint64(1)
    run = steps
    for n in range(1, min(lengths[-1], len(symbols)) + 1):
        if n > 1:
            run = run[:-1] * _MULTIPLIER
            run += steps[n - 1 :]
        if n >= lengths[0]:
            hashed = run + _begun(seed + n, n)
            hashed ^= hashed >> np.uint64(31)
            hashed *= _MIX
            yield hashed >> _SHIFT


@cache
def _begun(seed: int, length: int) -> np.uint64:
    """What the seed has become after a run of some length."""
    return np.uint64(seed * int(_MULTIPLIER) ** length % (1 << 64))
