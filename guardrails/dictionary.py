"""Which words stand in the dictionary of a language, so that they are seen as words where nothing says they are names.

A Bloom filter of inflected forms, folded, made by ``guardrails/training/dictionary.py``: it holds no words, and says
yes to about one in two hundred that it was not made with.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

from guardrails.errors import ModelMissing

FILE = Path(__file__).parent / "names" / "dictionary.gz"
HASH = "b032a09c708d06d632118b237df8294ba2c4fe8bccf2171a496db1b3b599f54c"
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
BITS = 9_000_011  # a prime, so that steps of every size reach every place
_PROBES = 8


def in_dictionary(word: str, language: str) -> bool:
    """Whether a folded word is one of the language; False for languages there is no dictionary of."""
    table = _table()
    return all(table[place >> 3] >> (place & 7) & 1 for place in places(word, language))


def places(word: str, language: str) -> Iterator[int]:
    """The bits that stand for a word (two hashes combined: Kirsch and Mitzenmacher, "Less hashing", 2006)."""
    number = hashlib.blake2b(f"{language}:{word}".encode("utf-8", "replace"), digest_size=8).digest()
    first, step = int.from_bytes(number[:4], "big"), int.from_bytes(number[4:], "big") | 1
    return ((first + turn * step) % BITS for turn in range(_PROBES))


@functools.cache
def _table() -> bytes:
    try:
        data = FILE.read_bytes()
    except OSError:
        raise ModelMissing(f"{FILE.name} is missing: install the package again, it ships with the model.") from None
    if hashlib.sha256(data).hexdigest() != HASH:
        raise ModelMissing(f"{FILE.name} is damaged: install the package again, it ships with the model.")
    return gzip.decompress(data)
