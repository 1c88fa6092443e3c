"""What is left of an answer that takes itself back: "price, no, quality" means quality.

A no alone between signs, or a whole phrase of correction, gives up what stood before it; "quality, no price" gives up
nothing, because there the no belongs to the price.
"""

from __future__ import annotations

import re
from functools import cache

from bots.words import terms

_ALONE = (
    "no|nein|nee|ne|non|nao|não|nope|nah|quatsch|wait|warte|espera|attends|aspetta|wacht|sorry|pardon|scusa|anzi|"
    "alias|aliás"
)
_SIGN = r"[,.;:…!–—-]+"
_ALONES = re.compile(rf"(?:{_SIGN}\s*|^)(?:(?:äh|ähm|uh|um|euh|eh|ach|ah|oh)\s+)?(?:{_ALONE})\s*{_SIGN}\s*", re.I)


def corrected(text: str, language: str, *, begins: bool = False) -> str:
    """The text after its last correction, the whole when there is none or nothing follows.

    ``begins``: also after a no it begins with, which takes back what was said before ("no, price").
    """
    found = (m for pattern in (_ALONES, _phrases(language)) for m in pattern.finditer(text))
    ends = [m.end() for m in found if begins or m.start() > 0]
    rest = text[max(ends, default=0) :].strip()
    return rest if any(c.isalnum() for c in rest) else text


@cache
def _phrases(language: str) -> re.Pattern[str]:
    """Corrections of several words ("no wait", "ach nein"), wherever they stand."""
    several = [term for term in terms("correction", language) if " " in term]
    return re.compile("|".join(rf"(?<!\w)(?:{term})(?!\w),?" for term in several) or r"(?!)", re.I)
