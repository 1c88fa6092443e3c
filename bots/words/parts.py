"""Whether a short list holds a part we do not know: "prices and the flurb" is more than prices, and asked again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bots.words import plain
from bots.words.likeliest import vocabulary

_SHORT = 7  # words; in a longer message what stands beside an option explains it
_LINK = frozenset({"and", "und", "y", "et", "e", "en", "plus", "also", "sowie", "i"})
_SIGN = re.compile(r"[,;/&+]|(?<=\w)\s*-\s+")


def strange_part(text: str, named: Sequence[tuple[int, int]], language: str) -> bool:
    """Whether a part between commas or ands has a word of its own that is neither an option's nor one of ours."""
    words = plain(_SIGN.sub(" and ", text)).split()
    if len(words) > _SHORT or not set(words) & _LINK:
        return False
    spoken = plain(text).split()
    inside = {spoken[n] for begin, end in named for n in range(begin, end)}
    parts: list[list[str]] = [[]]
    for word in words:
        if word in _LINK:
            parts.append([])
        else:
            parts[-1].append(word)
    known = vocabulary(language) | vocabulary("en")
    return any(_strange(part, inside, known) for part in parts)


def _strange(part: list[str], inside: set[str], known: frozenset[str]) -> bool:
    return not inside & set(part) and any(len(word) > 3 and word not in known for word in part)
