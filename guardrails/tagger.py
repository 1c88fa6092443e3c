"""A small linear tagger for names: how likely each word of a message is part of a person's name.

Hashed features (the word, its endings and letter groups, its case, what the name lists say, its neighbours) and one
weight for each, trained by ``guardrails/training/tagger.py``. Letters' case counts only where a text has any, so that
"siobhan okonkwo here" is read as well as "Siobhan Okonkwo here".
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guardrails.canonical import fold
from guardrails.errors import ModelMissing
from guardrails.name_lists import common, kind

MODEL = Path(__file__).parent / "names" / "tagger.gz"
HASH = "59c957bab64b9a138134def0592c5a0469711ca9fb3490458dbb57dafcbc9b26"
BITS = 20
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?(?<!\.)|\d+|[^\s\w]|\n|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign and where it stands."""

    text: str
    start: int
    end: int

    @property
    def word(self) -> bool:
        return self.text[0].isalpha()


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of a text."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def probabilities(found: Sequence[Token]) -> list[float]:
    """For each token how likely it is part of a person's name; 0 for what is no word."""
    at = [i for i, token in enumerate(found) if token.word]
    if not at:
        return [0.0] * len(found)
    rows = list(features(found))
    sizes = [len(rows[i]) for i in at]
    flat = np.fromiter((h for i in at for h in rows[i]), dtype=np.int64, count=sum(sizes))
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    weights, bias = _model()
    sums = np.add.reduceat(weights[flat], starts) + bias
    out = [0.0] * len(found)
    for i, value in zip(at, sums.tolist(), strict=True):
        out[i] = 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
    return out


def features(found: Sequence[Token], known: Sequence[str] | None = None) -> Iterator[list[int]]:
    """The hashed features of each token. ``known`` replaces what the name lists say, for training without them."""
    words = [fold(token.text) for token in found]
    kinds = list(known) if known is not None else [kind(w) if len(w) > 1 else "-" for w in words]
    shapes = _shapes(found)
    bands = [str(common(w)) if token.word else "." for w, token in zip(words, found, strict=True)]
    for i, token in enumerate(found):
        if not token.word:
            yield []
            continue
        yield _hashed([*_names(i, words, kinds, shapes), *_bands(i, words, kinds, shapes, bands)])


def _shapes(found: Sequence[Token]) -> list[str]:
    letters = [t for t in found if t.word and len(t.text) > 1]
    upper = sum(t.text.isupper() for t in letters)
    cased = any(t.text[0].isupper() for t in letters)
    informative = cased and upper <= len(letters) * 0.6
    return [_shape(t.text, informative) for t in found]


def _shape(text: str, informative: bool) -> str:
    if not text[0].isalpha():
        return "9" if text[0].isdigit() else text
    if not informative:
        return "n"
    if text.isupper():
        return "X" if len(text) == 1 else "XX"
    return "Xx" if text[0].isupper() else "x"


def _names(i: int, words: Sequence[str], kinds: Sequence[str], shapes: Sequence[str]) -> Iterator[str]:
    word, code, shape = words[i], kinds[i], shapes[i]
    before = words[i - 1] if i else "<"
    before2 = words[i - 2] if i > 1 else "<"
    after = words[i + 1] if i + 1 < len(words) else ">"
    after2 = words[i + 2] if i + 2 < len(words) else ">"
    code_before, code_after = kinds[i - 1] if i else "<", kinds[i + 1] if i + 1 < len(words) else ">"
    shape_before, shape_after = shapes[i - 1] if i else "<", shapes[i + 1] if i + 1 < len(words) else ">"
    yield from (f"w{word}", f"W{word}{shape}", f"s{shape}", f"l{code}", f"L{code}{shape}", f"p{before}", f"q{before2}")
    yield from (f"a{after}", f"b{after2}", f"P{before}{code}", f"A{after}{code}", f"Q{before2}|{before}")
    yield from (f"R{before2}|{before}|{code}", f"B{after}|{after2}", f"N{before}|{after}", f"m{code_before}{code}")
    yield from (f"M{code}{code_after}", f"t{shape_before}{shape}", f"T{shape}{shape_after}", f"u{before}{shape}")
    yield from (
        f"v{after}{shape}",
        f"o{code_before}{code}{shape_before}{shape}",
        f"O{code}{code_after}{shape}{shape_after}",
    )
    yield from (f"e{word[-2:]}", f"f{word[-3:]}", f"g{word[-4:]}", f"h{word[:2]}", f"i{word[:3]}", f"j{len(word)}")
    framed = f"^{word[:18]}$"
    for at in range(len(framed) - 2):
        yield f"3{framed[at : at + 3]}"
        yield f"4{framed[at : at + 4]}"


def _bands(
    i: int, words: Sequence[str], kinds: Sequence[str], shapes: Sequence[str], bands: Sequence[str]
) -> Iterator[str]:
    """How common the word and its neighbours are: a rare word among common ones is a name far more often."""
    band, code, shape = bands[i], kinds[i], shapes[i]
    before = words[i - 1] if i else "<"
    after = words[i + 1] if i + 1 < len(words) else ">"
    left, right = bands[i - 1] if i else "<", bands[i + 1] if i + 1 < len(words) else ">"
    yield from (f"c{band}", f"C{band}{code}", f"d{band}{code}{shape}", f"D{left}{band}{right}", f"F{before}{band}")
    yield from (f"G{after}{band}", f"H{before}{band}{code}", f"I{after}{band}{code}")
    yield from (f"J{left}{band}{right}{shape}{code}", f"K{before}|{after}|{band}", f"U{words[i][-3:]}{band}")


def _hashed(names: Iterable[str]) -> list[int]:
    mask = (1 << BITS) - 1
    return [zlib.crc32(name.encode()) & mask for name in names]


@functools.cache
def _model() -> tuple[NDArray[np.float32], float]:
    try:
        data = MODEL.read_bytes()
    except OSError:
        raise ModelMissing(f"{MODEL.name} is missing: install the package again, it ships with the model.") from None
    if hashlib.sha256(data).hexdigest() != HASH:
        raise ModelMissing(f"{MODEL.name} is damaged: install the package again, it ships with the model.")
    raw = np.frombuffer(gzip.decompress(data), dtype=np.uint8)
    scale, bias = np.frombuffer(raw[:8].tobytes(), dtype="<f4").tolist()
    return raw[8:].view(np.int8).astype(np.float32) * scale, bias
