"""Whether the order options are named in is the order meant ("price last, quality first, then speed" is not), and
which is meant where each is given its place."""

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
_PLACES: tuple[re.Pattern[str], ...] = (
    _FIRST,
    re.compile(r"second|2nd|zweite[nrs]?|zweitens|segund[oa]|deuxieme|second[oa]|seconde|tweede"),
    re.compile(r"third|3rd|dritte[nrs]?|drittens|tercer[oa]?|troisieme|terz[oa]|terceir[oa]|derde"),
    re.compile(r"fourth|4th|vierte[nrs]?|viertens|cuart[oa]|quatrieme|quart[oa]|vierde"),
)
_JOINS = re.compile(
    r"(?:(?:is|are|was|comes|goes|has to be|must be|the|my|at|in|on|as|ist|sind|kommt|steht|an|auf|der|die|das|"
    r"am|es|son|va|el|la|en|de|est|vient|arrive|"
    r"le|en|e|viene|il|al|vem|fica|o|a|em|komt|op|staat|of all|by far|place|all) ?)*"
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


def ordered(text: str, named: Sequence[Mention], size: int) -> tuple[int, ...] | None:
    """The options by the place said beside each ("price is last, quality first"); those left fill what is left, in
    the order named, the last one by itself. None when two claim a place or too few are told."""
    words = plain(text).split()
    places: dict[int, int] = {}
    begun = bool(named) and any(_named_place(word, size) is not None for word in words[: named[0].begin])
    for mention in {m.option: m for m in reversed(named)}.values():
        place = _place(words, mention, named, size, begun)
        if place is None:
            continue
        if place in places or place >= size:
            return None
        places[place] = mention.option
    rest = [o for o in dict.fromkeys(m.option for m in named) if o not in places.values()]
    rest += [o for o in range(size) if o not in places.values() and o not in rest]
    unnamed = size - len({m.option for m in named})
    if not places or unnamed > 1:
        return None
    return tuple(places[n] if n in places else rest.pop(0) for n in range(size))


def _place(words: list[str], mention: Mention, named: Sequence[Mention], size: int, begun: bool) -> int | None:
    """The place said right after an option or right before it, whichever side the text has ``begun`` with."""
    following = min((m.begin for m in named if m.begin >= mention.end), default=len(words))
    preceding = max((m.end for m in named if m.end <= mention.begin), default=0)
    after, before = range(mention.end, following), range(mention.begin - 1, preceding - 1, -1)
    for at in (*before, *after) if begun else (*after, *before):
        between = words[mention.end : at] if at >= mention.end else words[at + 1 : mention.begin]
        if not _JOINS.fullmatch(" ".join(between)):
            continue
        place = _named_place(words[at], size)
        if place is not None:
            return place
    return None


def _named_place(word: str, size: int) -> int | None:
    if _LAST.fullmatch(word):
        return size - 1
    return next((n for n, pattern in enumerate(_PLACES) if pattern.fullmatch(word)), None)


def _beside(place: int, named: Sequence[Mention]) -> list[Mention]:
    """The options right beside a word; else the one that follows close ("and last of all the price")."""
    right = [m for m in named if m.begin - place == 1 or place == m.end]
    after = [m for m in named if 0 < m.begin - place <= _NEAR]
    return right or after[:1]
