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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guardrails.canonical import fold
from guardrails.errors import ModelMissing
from guardrails.name_lists import kind

MODEL = Path(__file__).parent / "names" / "tagger.gz"
HASH = "425cd41881f1f2e1bc01c5d25bd8fc6eeaa893adb4df1cf9dbd34702cab6b2a9"
BITS = 19
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
    for i, token in enumerate(found):
        yield _hashed(_names(i, words, kinds, shapes)) if token.word else []


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


def _hashed(names: Iterator[str]) -> list[int]:
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
