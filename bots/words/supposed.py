"""A number that is only supposed: "nine, would be ten if parking was easier" is nine. In all languages together."""

from __future__ import annotations

import re

from bots.words.numbers import Counted, Number

NEAR = 4  # words before the number
_WOULD = re.compile(
    r"(?:would|could|might)(?: \w+)? (?:be|have (?:been|given|said)|ve been)|(?:would|could|might)ve been|"
    r"ware|waren|hatte|seria|serian|hubiera|habria|serait|aurait|sarebbe|avrebbe|teria|zou|had"
)


def supposed(counted: Counted, number: Number, earlier: int) -> bool:
    """Whether a word of "would be" stands close before the number, after the number that ends at ``earlier``."""
    before = " ".join(counted.tokens[max(earlier, number.begin - NEAR) : number.begin])
    return re.search(rf"(?<!\w)(?:{_WOULD.pattern})(?!\w)", before) is not None
