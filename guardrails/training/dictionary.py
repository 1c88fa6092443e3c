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
from collections.abc import Iterator, Sequence

from guardrails.canonical import fold
from guardrails.dictionary import BITS, FILE, LANGUAGES, places
from guardrails.name_lists import kind

_FORMS = 2  # of a noun, besides the one in the dictionary
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
    entries = [(_text(form), _text(lemma)) for form, lemma in factory().get_dictionary(language).items()]
    inflected = _inflected(entries)
    for word in {word for pair in entries for word in pair}:
        used = counts.get(word.lower(), 0.0)
        if not word.isalpha() or not used or math.log10(used) + 9 < _RARELY:
            continue
        # The English list holds given names in small letters as well ("stephanie"), the German one nouns written big.
        given = language in {"en", "de"} and kind(fold(word)) in {"G", "B"} and word not in inflected
        if (word.islower() or language == "de") and not given:
            yield fold(word)
            yield word.lower()  # with its accents: "Rüben" is no "Ruben"


def _inflected(entries: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Words written big that bend as nouns do, not only by an s as names do ("Eimer", not "Ilse")."""
    forms: dict[str, set[str]] = {}
    for form, lemma in entries:
        if form not in {lemma, f"{lemma}s"}:
            forms.setdefault(lemma, set()).add(form)
    nouns = {lemma for lemma, others in forms.items() if len(others) >= _FORMS}
    return frozenset(nouns.union(*forms.values()))


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


if __name__ == "__main__":
    main()
