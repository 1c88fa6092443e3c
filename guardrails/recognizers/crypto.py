"""Crypto wallets: Bitcoin (Base58 and Bech32), Ethereum and, beside a word for a wallet, others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_BITCOIN = re.compile(r"(?<!\w)[13][1-9A-HJ-NP-Za-km-z]{25,34}(?!\w)")
_BECH32 = re.compile(r"(?<!\w)(?:bc1|tb1|ltc1)[02-9ac-hj-np-z]{20,87}(?!\w)", re.I)
_ETHEREUM = re.compile(r"(?<!\w)0x[0-9a-f]{40}(?!\w)", re.I)
_OTHER = re.compile(r"(?<!\w)(?:[LMDXrT4][1-9A-HJ-NP-Za-km-z]{25,94}|addr1[0-9a-z]{40,110})(?!\w)")
# Base58 written in small letters is no valid wallet any more, but still somebody's.
_ANY_CASE = re.compile(r"(?<!\w)[13][1-9a-z]{25,34}(?!\w)")
_MIXED = 4


class Crypto:
    name = "crypto"
    description = "crypto wallets"
    entities = ("CRYPTO",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        text = reading.text
        for pattern in (_BITCOIN, _BECH32, _ETHEREUM):
            for match in pattern.finditer(text):
                if any(c.isdigit() for c in match.group()[1:]):
                    yield Candidate(match.start(), match.end(), "CRYPTO", 0.95)
        for match in _ANY_CASE.finditer(text):  # a wallet in small letters holds digits and letters at random
            token = match.group()
            if sum(c.isdigit() for c in token) >= _MIXED and sum(c.isalpha() for c in token) >= 2 * _MIXED:
                yield Candidate(match.start(), match.end(), "CRYPTO", 0.6)
        if any(tag.name == "CRYPTO" for tag in reading.around.tags):
            for match in _OTHER.finditer(text):
                yield Candidate(match.start(), match.end(), "CRYPTO", 0.7)
            for match in _ANY_CASE.finditer(reading.folded):
                yield Candidate(match.start(), match.end(), "CRYPTO", 0.7)


recognizer = Crypto()
