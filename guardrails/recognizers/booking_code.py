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
# "My code is …" names a booking's code too; a serial number never does.
_SERIAL = re.compile(r"seri|model|artic|artik|produ|sku|ean|isbn|part|version|firmware|commit|sha")


class BookingCode:
    name = "booking_code"
    description = "codes that open a booking"
    entities = ("BOOKING_CODE",)

    def find(self, reading: Reading) -> Iterator[Candidate]:
        for match in _CODE.finditer(reading.text):
            code = match.group()
            mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
            product = next((tag for gap, tag in reading.around.before(match.start(), 2)), None)
            if (
                mixed
                and not code[5].isspace()
                and (
                    product is None
                    or product.name != "PRODUCT"
                    or not _SERIAL.search(reading.folded[product.start : product.end])
                )
            ):
                yield Candidate(match.start(), match.end(), "BOOKING_CODE", 0.9)


recognizer = BookingCode()
