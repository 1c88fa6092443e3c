"""Manage codes of bookings: who holds one may move or cancel the appointment, so it is kept like a phone number.

The alphabet is ``records.bookings.CODE_ALPHABET``: no vowels but A and E, no 0, 1, I, L, O, U. A code always holds a
digit and a letter, which no ordinary word of five and five signs does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.reading import Reading
from guardrails.recognizers import Candidate

_SIGNS = "2-9A-HJKMNP-TV-Z"
_CODE = re.compile(rf"(?<![\w-])[{_SIGNS}]{{5}}[-‐–— ]?[{_SIGNS}]{{5}}(?![\w-])", re.I)


class BookingCode:
    name = "booking_code"
    description = "codes that open a booking"
    entities = ("BOOKING_CODE",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _CODE.finditer(reading.text):
            code = match.group()
            mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
            if mixed and not code[5].isspace():
                yield Candidate(match.start(), match.end(), "BOOKING_CODE", 0.96)


recognizer = BookingCode()
