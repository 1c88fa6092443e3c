"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate
from guardrails.spelled import PROVIDERS

# Lengths are bounded so that no text takes more than linear time.
_EMAIL = re.compile(r"[\w.+%'-]{1,64}(?:@{1,2}|[(\[{<]@[)\]}>])(?:[\w-]{1,63}\.){1,8}\w{2,24}")

# "mara@web,example", "mara@gmail": a comma for the dot, or the ending left out where the provider is known.
_COMMA = re.compile(
    r"[\w.+'-]{1,64}@[\w-]{2,60}[,;](?:com|net|org|de|es|fr|it|pt|nl|pl|uk|eu|co|io|info|example)(?:\.\w{2,3})?(?!\w)"
)
# "s h i v a n i @ inbox.example": letters set apart
_SPACED = re.compile(r"(?<!\w)(?:[\w.+-] ){3,40}@ ?(?:[\w-]{1,40} ?\. ?){1,4}\w{2,24}(?!\w)")
_PROVIDER = re.compile(rf"[\w.+'-]{{2,64}}@(?:{PROVIDERS}|web|aol|live|mail|free|bol|telefonica|wp)(?![\w.-]?\w)")


class Email:
    name = "email"
    description = "e-mail addresses, also written out in words"
    entities = ("EMAIL_ADDRESS",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _EMAIL.finditer(reading.text):
            yield Candidate(match.start(), match.end(), "EMAIL_ADDRESS", 0.95)
        if "@" in reading.text:
            for pattern in (_COMMA, _PROVIDER, _SPACED):
                for match in pattern.finditer(reading.folded):
                    yield Candidate(match.start(), match.end(), "EMAIL_ADDRESS", 0.9)


recognizer = Email()
