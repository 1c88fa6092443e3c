"""What a text speaks of, whatever its language: words folded to some forty concepts (``concepts.yaml``).

The model weighs single concepts, pairs and triples in order, so that what it learns of English attacks ("ignore …
previous … instructions") holds for languages of which there is little or no training text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from guardrails.lately import lately

_NEAR = 6  # words between the two of a pair
_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MOST = 60  # concepts of one window that are paired
_ALIKE = str.maketrans("ı", "i")


def concepts(text: str) -> list[tuple[int, str]]:
    """Each concept of a text with the number of its word, in order."""
    found: list[tuple[int, str]] = []
    for number, word in enumerate(_TOKEN.findall(text)):
        found += [(number, concept) for concept in of_word(word)]
    return found


def speaks(word: str) -> bool:
    """Whether a small-lettered word of some length is one of the concepts'."""
    return len(word) >= 4 and bool(of_word(word))


def grams(found: list[tuple[int, str]]) -> Iterator[str]:
    """Single concepts, pairs of near ones in order, and triples of neighbours."""
    found = found[:_MOST]
    for i, (at, one) in enumerate(found):
        yield one
        following = [(n, c) for n, c in found[i + 1 : i + 7] if n - at <= _NEAR and c != one]
        for _, other in following:
            yield f"{one} {other}"
        if len(following) > 1 and following[0][1] != following[1][1]:
            yield f"{one} {following[0][1]} {following[1][1]}"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: Mapping[str, frozenset[str]]
    stems: Mapping[str, frozenset[str]]
    beginnings: frozenset[str]  # of the stems: most words have none of them
    scripts: tuple[tuple[re.Pattern[str], str], ...]


@lately
def of_word(word: str) -> tuple[str, ...]:
    """The concepts of one word."""
    lexicon = _lexicon()
    folded = _fold(word)
    found = set(lexicon.words.get(folded, ()))
    if folded[:_SHORTEST] in lexicon.beginnings:
        for end in range(len(folded), _SHORTEST - 1, -1):
            stem = lexicon.stems.get(folded[:end])
            if stem:
                found |= stem
                break
    if not word.isascii():
        found |= {concept for pattern, concept in lexicon.scripts if pattern.search(word)}
    return tuple(sorted(found))


_SHORTEST = 3  # letters of a stem: shorter ones begin too many words


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower().translate(_ALIKE)
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    return plain.translate(_ALIKE)


@cache
def _lexicon() -> _Lexicon:
    raw = yaml.load(Path(__file__).with_name("concepts.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    words: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    scripts = []
    for name, line in raw.items():
        concept = name.removesuffix("_script")
        if name.endswith("_script"):
            parts = re.findall(r'"([^"]+)"', line)
            scripts.append((re.compile("|".join(map(re.escape, parts))), concept))
            continue
        for word in line.split():
            place = stems if word.endswith("*") else words
            place.setdefault(_fold(word.removesuffix("*")), set()).add(concept)
    return _Lexicon(
        {word: frozenset(found) for word, found in words.items()},
        {stem: frozenset(found) for stem, found in stems.items()},
        frozenset(stem[:_SHORTEST] for stem in stems),
        tuple(scripts),
    )
