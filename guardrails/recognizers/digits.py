"""Numbers of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_PHONE = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,5}(?!\w)")


class Digits:
    name = "digits"
    description = "runs of digits accepted by checksum, shape or context"
    entities = ("PHONE_NUMBER", "CREDIT_CARD")

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _PHONE.finditer(reading.text):
            count = sum(c.isdigit() for c in match.group())
            if count >= 9:
                yield Candidate(match.start(), match.end(), "CREDIT_CARD" if count > 14 else "PHONE_NUMBER", 0.6)


recognizer = Digits()
