"""Writes ``guardrails/names/words.gz``: how common a word is in eight languages, as one small hashed table.

    python -m guardrails.training.common_words

Needs the package ``wordfreq`` 3.1.1 (code Apache-2.0, word counts CC BY-SA 4.0; see the card), which is no dependency
of the product: install it aside for this. A cell holds six bits that tell words apart and two bits for the band, so
the table holds no words, only whether a word asked for is common.
"""

from __future__ import annotations

import gzip
import importlib
import zlib
from pathlib import Path

from guardrails.canonical import fold
from guardrails.name_lists import WORDS_BITS

OUT = Path(__file__).resolve().parents[1] / "names" / "words.gz"
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl", "pl")
# Zipf frequency (3 is once a million words) → band: rare words may be names, the commonest hardly ever are.
_BANDS = ((4.6, 3), (3.6, 2), (2.8, 1))
_WORDS_PER_LANGUAGE = 60_000


def main() -> None:
    """Count, hash, write."""
    wordfreq = importlib.import_module("wordfreq")
    best: dict[str, float] = {}
    for language in LANGUAGES:
        for word in wordfreq.top_n_list(language, _WORDS_PER_LANGUAGE):
            if word.isalpha():
                folded = fold(word)
                best[folded] = max(best.get(folded, 0.0), wordfreq.zipf_frequency(word, language))
    table = bytearray(1 << WORDS_BITS)
    for word, zipf in sorted(best.items(), key=lambda item: item[1]):  # the commonest word keeps a shared cell
        band = next((band for least, band in _BANDS if zipf >= least), 0)
        if band:
            number = zlib.crc32(word.encode())
            table[number >> (32 - WORDS_BITS)] = (number & 63) << 2 | band
    data = gzip.compress(bytes(table), 9, mtime=0)
    OUT.write_bytes(data)
    print(len(best), "words,", len(data), "bytes")


if __name__ == "__main__":
    main()
