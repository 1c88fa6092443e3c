"""A text as a sparse vector: hashed character 2–5-grams and word 1–3-grams, and beside them its concepts.

The whole text is hashed by array arithmetic (a polynomial hash over code points, mixed and cut to ``BITS`` bits), so a
message costs well under a millisecond. Feature hashing: Weinberger et al. 2009, "Feature Hashing for Large Scale
Multitask Learning". Concepts (``concepts.py``) have buckets of their own and weigh as much as all letters together.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guardrails.attacks.concepts import concepts, grams

BITS = 18
CONCEPT_BITS = 15
LETTERS = 1 << BITS
BUCKETS = LETTERS + (1 << CONCEPT_BITS)
# A few words are too little to judge: what they hold counts as if there were more of it.
_FEWEST_LETTERS = 110  # about four words
_FEWEST_CONCEPTS = 12
_CONCEPTS_WEIGH = 1.5

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
    letters, spoken = _letters(text), _concepts(text)
    values = np.empty(len(letters) + len(spoken), dtype=np.float32)
    values[: len(letters)] = 1 / np.sqrt(max(len(letters), _FEWEST_LETTERS))
    values[len(letters) :] = _CONCEPTS_WEIGH / np.sqrt(max(len(spoken), _FEWEST_CONCEPTS))
    return Vector(np.concatenate([letters, spoken + LETTERS]), values)


def _letters(text: str) -> NDArray[np.int64]:
    plain = _SPACES.sub(" ", text.lower()).strip()
    if not plain:
        return np.empty(0, dtype=np.int64)
    padded = f" {plain} ".encode("utf-32-le", "replace")
    points = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    words = np.array([zlib.crc32(w.encode("utf-8", "replace")) for w in _WORD.findall(plain)], dtype=np.uint64)
    parts = [_grams(points, n, seed=n) for n in (2, 3, 4, 5)]
    parts += [_grams(words, n, seed=16 + n) for n in (1, 2, 3)]
    return np.unique(np.concatenate(parts)).astype(np.int64)


def _concepts(text: str) -> NDArray[np.int64]:
    hashed = {zlib.crc32(gram.encode()) >> (32 - CONCEPT_BITS) for gram in grams(concepts(text))}
    return np.array(sorted(hashed), dtype=np.int64)


def _grams(symbols: NDArray[np.uint64], n: int, *, seed: int) -> NDArray[np.uint64]:
    length = len(symbols) - n + 1
    if length <= 0:
        return np.empty(0, dtype=np.uint64)
    hashed = np.full(length, np.uint64(seed), dtype=np.uint64)
    for offset in range(n):
        hashed = hashed * _MULTIPLIER + symbols[offset : offset + length] + np.uint64(1)
    hashed ^= hashed >> np.uint64(31)
    hashed *= _MIX
    return hashed >> _SHIFT
