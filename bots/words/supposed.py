"""A number that is only supposed: "nine, would be ten if parking was easier" is nine. In all languages together."""

from __future__ import annotations

import re

from bots.words import plain
from bots.words.numbers import Counted, Number

NEAR = 4  # words before the number
_WOULD = re.compile(
    r"(?:would|could|might)(?: \w+)? (?:be|have (?:been|given|said)|ve been)|(?:would|could|might)ve been|"
    r"i?d have (?:said|given|put)|have (?:said|given)|ware|waren|hatte|seria|serian|hubiera|habria|serait|"
    r"aurait|sarebbe|avrebbe|teria|zou|had"
)


def supposed(counted: Counted, number: Number, earlier: int) -> bool:
    """Whether a word of "would be" stands close before the number, after the number that ends at ``earlier``."""
    before = " ".join(counted.tokens[max(earlier, number.begin - NEAR) : number.begin])
    return re.search(rf"(?<!\w)(?:{_WOULD.pattern})(?!\w)", before) is not None


_SAYING = (
    r"say|give|put|rate|go|be|is|make it|sagen|geben|sage|gebe|ware|diria|pondria|daria|doy|dirais|donnerais|mettrais|"
    r"direi|darei|metterei|diria|dava|zeg|geef|zou"
)
_STEP = r"a bit|a little|slightly|much|even|far|etwas|deutlich|un poco|mucho|un peu|bien|un po|molto|um pouco|iets|veel"
_AWAY = (
    r"less|more|lower|higher|weniger|mehr|niedriger|hoher|menos|mas|moins|plus|meno|piu|mais|minder|meer|hoger|lager"
)
_ELSEWHERE = re.compile(rf"(?<!\w)(?:{_SAYING})(?: (?:for|it|with|eher|eerder|plutot))?(?: (?:{_STEP}))? (?:{_AWAY})$")


def elsewhere(text: str) -> bool:
    """Whether a clause ends with another value than the one named: "my wife says 10, I'd say less"."""
    return any(_ELSEWHERE.search(plain(part)) for part in re.split(r"[.,;!?…]+", text))
