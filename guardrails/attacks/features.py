"""Hashed character 2–5-grams and word 1–3-grams of a text, as bucket numbers: what the linear attack model weighs.

The whole text is hashed by array arithmetic (a polynomial hash over code points, mixed and cut to ``BITS`` bits), so a
message costs well under a millisecond. Feature hashing: Weinberger et al. 2009, "Feature Hashing for Large Scale
Multitask Learning".
"""

from __future__ import annotations

import re
import zlib

import numpy as np
from numpy.typing import NDArray

BITS = 18
BUCKETS = 1 << BITS
_FEWEST = 110  # about four words

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(64 - BITS)
_WORD = re.compile(r"[^\W_]+|[!?]|_+")
_SPACES = re.compile(r"\s+")


def buckets(text: str) -> NDArray[np.int64]:
    """The distinct buckets of a text, sorted; empty for an empty text."""
    plain = _SPACES.sub(" ", text.lower()).strip()
    if not plain:
        return np.empty(0, dtype=np.int64)
    padded = f" {plain} ".encode("utf-32-le", "replace")
    points = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    words = np.array([zlib.crc32(w.encode("utf-8", "replace")) for w in _WORD.findall(plain)], dtype=np.uint64)
    parts = [_grams(points, n, seed=n) for n in (2, 3, 4, 5)]
    parts += [_grams(words, n, seed=16 + n) for n in (1, 2, 3)]
    return np.unique(np.concatenate(parts)).astype(np.int64)


def length(count: int) -> float:
    """The length a text of so many buckets is divided by. A few words are too little to judge: they count as more."""
    return float(np.sqrt(max(count, _FEWEST)))


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
