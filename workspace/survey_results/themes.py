"""Answers in own words grouped by what they are about, with the local embedding; nothing leaves the machine.

The answer with most others near it leads a group, all near it join, and so on with the rest (the leader algorithm,
Hartigan, Clustering Algorithms, 1975, ch. 3, with the best leader first). A theme is named by the words that set it
apart and shown by its leader, word for word as it was kept, masked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR = 0.45  # cosine of two short answers about one thing; below it, answers that share only their tone join
MOST = 2000  # answers that are compared; of more the newest
_WORD = re.compile(r"[^\W\d_]{3,}")

Embed = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True)
class Theme:
    """What ``count`` people said. ``example`` is an answer of one of them; ``who`` says which people they are."""

    name: str
    count: int
    example: str
    who: frozenset[int] = field(default=frozenset(), repr=False)


def themes(
    said: Sequence[str], who: Sequence[int], embed: Embed, stop_words: frozenset[str], *, fewest: int
) -> list[Theme]:
    """Themes that at least ``fewest`` people named, the most frequent first. ``who`` said each, once or several times:
    people are counted, not answers."""
    kept = [(text, person) for text, person in zip(said, who, strict=True) if _WORD.search(text)][-MOST:]
    texts = [text for text, _ in kept]
    if len(texts) < fewest:
        return []
    vectors: NDArray[np.float32] = np.asarray(embed(texts), dtype=np.float32)
    near = vectors @ vectors.T >= NEAR
    left = np.ones(len(texts), dtype=bool)
    found: list[tuple[int, list[int]]] = []
    while left.any():
        counts = (near & left).sum(axis=1) * left
        leader = int(counts.argmax())
        if counts[leader] < fewest:
            break
        group = np.flatnonzero(near[leader] & left)
        left[group] = False
        found.append((leader, group.tolist()))
    everywhere = Counter(word for text in texts for word in _words(text, stop_words))
    named: list[Theme] = []
    for leader, near_it in found:
        people = frozenset(kept[i][1] for i in near_it)
        if len(people) >= fewest:
            name = _name([texts[i] for i in near_it], everywhere, len(texts), stop_words)
            named.append(Theme(name, len(people), texts[leader], people))
    return sorted(named, key=lambda theme: -theme.count)


def _words(text: str, stop_words: frozenset[str]) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in stop_words}


def _name(texts: Sequence[str], everywhere: Counter[str], of: int, stop_words: frozenset[str]) -> str:
    inside = Counter(word for text in texts for word in _words(text, stop_words))
    weight = {word: n * math.log(1 + of / everywhere[word]) for word, n in inside.items()}
    best = sorted(weight, key=lambda word: (-weight[word], word))[:2]
    return ", ".join(best) or texts[0][:40]
