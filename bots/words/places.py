"""Several options by their places, in all languages together: "the last two", "las dos primeras", "1 to 4", "B, D"."""

from __future__ import annotations

import re

from bots.words import LANGUAGES, plain
from bots.words.around import one_in
from bots.words.numbers import count, word_values

_FIRST = r"first|top|ersten|obersten|oberen|primer[oa]s|premier(?:e)?s|prim[ie]|primeir[oa]s|eerste|bovenste"
_LAST = r"last|final|bottom|letzten|untersten|unteren|ultim[oaie]s?|finales|dernier(?:e)?s|laatste|onderste"
_ENDS = re.compile(rf"(?<!\w)(?P<end>{_FIRST}|{_LAST})(?!\w)")
_MIDDLE = re.compile(
    r"(?<!\w)(?:(?:the )?(?:two|2|three|3) (?:in the middle|middle ones)|(?:the )?middle (?:two|2|three|3|ones)|"
    r"(?:die )?(?:zwei |beiden |2 )?mittleren|(?:l[oa]s )?dos del medio|del medio|(?:les )?deux du milieu|"
    r"(?:i |le )?due (?:centrali|di mezzo|in mezzo)|(?:os|as) (?:dois|duas) do meio|(?:de )?middelste(?: twee)?)(?!\w)"
)
_BOTH = frozenset({"both", "beide", "beiden", "ambos", "ambas"})
_LETTERS = re.compile(r"(?:options? )?[a-j](?:(?: (?:and|und|et|y|e|en|plus))? [a-j])+")


def several(text: str, size: int) -> list[int]:
    """The places, from 0, of the options a text means together; nothing when it does not speak so."""
    bare = plain(text)
    found = _from_an_end(bare, size) or _from_to(text, size)
    if (
        not found
        and _LETTERS.fullmatch(bare)
        and ("," in text or "&" in text or text != text.lower() or " and " in bare or " und " in bare)
    ):
        found = [ord(t) - ord("a") for t in bare.split() if len(t) == 1 and (t != "e" or " E" in f" {text}")]
    return [place for place in found if 0 <= place < size]


def _from_an_end(bare: str, size: int) -> list[int]:
    middle = _MIDDLE.search(bare)
    if middle is not None:
        many = next((n for n in map(_small_number, bare.split()) if n), 2 if size % 2 == 0 else 0)
        begin = (size - many) // 2
        return list(range(begin, begin + many)) if 2 <= many < size and (size - many) % 2 == 0 else []
    said = _ENDS.search(bare)
    if said is None:
        return []
    beside = [*bare[: said.start()].split()[-1:], *bare[said.end() :].split()[:1]]
    many = next((n for n in map(_small_number, beside) if n), 0)
    if not 2 <= many <= size:
        return []
    return list(range(many)) if re.fullmatch(_FIRST, said["end"]) else list(range(size - many, size))


def _small_number(word: str) -> int:
    if word.isdigit():
        return int(word[:3])
    if word in _BOTH:
        return 2
    return next((int(v) for one in LANGUAGES if (v := word_values(one).get(word)) and 2 <= v <= 10), 0)


def _from_to(text: str, size: int) -> list[int]:
    """ "2 to 4", "von 1 bis 3", where nothing else is said."""
    for language in LANGUAGES:
        counted = count(text, language)
        if len(counted.numbers) != 2:
            continue
        one, two = counted.numbers
        between = counted.tokens[one.end : two.begin]
        rest = (*counted.tokens[: one.begin], *counted.tokens[two.end :])
        joined = len(between) == 1 and (one_in("to", between[0]) or between[0] == "through")
        fits = 1 <= one.value < two.value <= size and not any(t[0].isdigit() for t in rest)
        if joined and fits and len(rest) <= 2:
            return list(range(int(one.value) - 1, int(two.value)))
    return []
