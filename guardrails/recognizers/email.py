"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

# Lengths are bounded so that no text takes more than linear time.
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}\w{2,24}")


class Email:
    name = "email"
    description = "e-mail addresses, also written out in words"
    entities = ("EMAIL_ADDRESS",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _EMAIL.finditer(reading.text):
            yield Candidate(match.start(), match.end(), "EMAIL_ADDRESS", 0.95)


recognizer = Email()
