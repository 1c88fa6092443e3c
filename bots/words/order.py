"""Whether the order options are named in is the order meant: "price last, quality first, then speed" is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.words import plain
from bots.words.options import Mention

_FIRST = re.compile(
    r"first|most|best|top|erste[nrs]?|zuerst|meisten|primer[oa]?|mas|premier|premiere|dabord|plus|prima|primo|piu|"
    r"primeir[oa]|mais|eerst|eerste|meest|meeste|1st"
)
_LAST = re.compile(
    r"last|least|worst|bottom|letzte[nrs]?|zuletzt|wenigsten|ultim[oa]|menos|dernier|derniere|moins|meno|"
    r"laatst|laatste|minst|minste"
)
_NEAR = 4  # words


def contradicts(text: str, named: Sequence[Mention]) -> bool:
    """Whether a word for first or last stands beside an option that is not named there."""
    words = plain(text).split()
    if len(named) < 2:
        return False
    for place, word in enumerate(words):
        for pattern, end in ((_FIRST, named[0]), (_LAST, named[-1])):
            beside = _beside(place, named) if pattern.fullmatch(word) else []
            if beside and end not in beside:
                return True
    return False


def _beside(place: int, named: Sequence[Mention]) -> list[Mention]:
    """The options right beside a word; else the one that follows close ("and last of all the price")."""
    right = [m for m in named if m.begin - place == 1 or place == m.end]
    after = [m for m in named if 0 < m.begin - place <= _NEAR]
    return right or after[:1]
