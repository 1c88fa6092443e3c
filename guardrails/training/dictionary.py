"""Writes ``guardrails/names/dictionary.gz``: the words in dictionaries of seven languages, as a Bloom filter.

    python -m guardrails.training.dictionary

Needs the packages ``simplemma`` 2.0.0 (inflected forms of dictionary words, MIT; its lists are named in the card) and
``wordfreq`` 3.1.1 (word counts), which are no dependencies of the product: install them aside for this. A form counts
where a dictionary has it in small letters (in German also written big) and people use it at all, so "dejasteis",
"piept" and "Schraubendreher" are in it and names hardly ever are.
"""

from __future__ import annotations

import gzip
import importlib
import math
from collections.abc import Iterator

from guardrails.canonical import fold
from guardrails.dictionary import BITS, FILE, LANGUAGES, places
from guardrails.name_lists import kind

_RARELY = 1.5  # Zipf frequency: thirty times in a thousand million words


def main() -> None:
    """Collect, hash, write."""
    table = bytearray((BITS + 7) // 8)
    count = 0
    for language in LANGUAGES:
        for word in sorted(set(_forms(language))):
            count += 1
            for place in places(word, language):
                table[place >> 3] |= 1 << (place & 7)
    data = gzip.compress(bytes(table), 9, mtime=0)
    FILE.write_bytes(data)
    filled = sum(byte.bit_count() for byte in table) / BITS
    wrong = filled ** len(list(places("word", "en")))
    print(f"{count:,} forms, {len(data):,} bytes, {wrong:.2%} of other words seem to be one")


def _forms(language: str) -> Iterator[str]:
    counts = importlib.import_module("wordfreq").get_frequency_dict(language, "best")
    factory = importlib.import_module("simplemma.strategies.dictionaries.dictionary_factory").DefaultDictionaryFactory
    entries = factory().get_dictionary(language)
    for word in {_text(w) for pair in entries.items() for w in pair}:
        used = counts.get(word.lower(), 0.0)
        if word.isalpha() and used and math.log10(used) + 9 >= _RARELY and (word.islower() or _noun(word, language)):
            yield fold(word)


def _noun(word: str, language: str) -> bool:
    """Whether a word written big may be a noun: in German, and no given name ("Ilse")."""
    return language == "de" and kind(fold(word)) not in {"G", "B"}


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


if __name__ == "__main__":
    main()
