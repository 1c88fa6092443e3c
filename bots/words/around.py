"""What stands around numbers: a range ("zwischen 5 und 7"), a day ("the 3rd of May"), a clock, people counted.

Read in all languages at once: a range is no value in any of them, and a short answer often does not show its own.
"""

from __future__ import annotations

import itertools
import re
from functools import cache
from pathlib import Path

import yaml

from bots.words.numbers import Counted, Number


def ranged(counted: Counted) -> frozenset[int]:
    """Where the numbers begin that are ends of a range or choices among several: none of them is the answer."""
    found: set[int] = set()
    for one, two in itertools.pairwise(counted.numbers):
        before, between = _before(counted, one), _inner(counted, one, two)
        if (one_in("between", before) and one_in("and", between)) or (one_in("to", between) and _both(one, two)):
            found |= {one.begin, two.begin}
    return frozenset(found)


def dated(counted: Counted, number: Number) -> bool:
    """Whether a number is a day of a month, an ordinal or a time of the clock."""
    after = [t for t in counted.tokens[number.end : number.end + 3] if t not in {".", "of", "de", "di"}]
    first = after[0] if after else ""
    if one_in("ordinal", first) or one_in("months", first):
        return True
    before = counted.before(number)
    beside = counted.tokens[number.end + 1 : number.end + 2]
    if first == ":" or before == ":":
        return any(t[:1].isdigit() for t in (*beside, counted.tokens[max(0, number.begin - 2)]))
    return one_in("months", before) and number.begin > 0 and not counted.tokens[number.begin - 1][0].isdigit()


def counts_people(counted: Counted, number: Number) -> bool:
    """Whether people are what a number counts: "3 kids", "four of us"."""
    after = counted.tokens[number.end : number.end + 2]
    return any(one_in("people", token) for token in after[:1]) or " ".join(after) in {"of us", "von uns", "de nous"}


@cache
def one_in(name: str, token: str) -> bool:
    """Whether a token is one of a list's words."""
    return bool(token) and _list(name).fullmatch(token) is not None


@cache
def _list(name: str) -> re.Pattern[str]:
    loaded = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return re.compile("|".join(f"(?:{term})" for term in loaded[name]))


def _before(counted: Counted, number: Number) -> str:
    place = number.begin - 1
    while place > 0 and one_in("articles", counted.tokens[place]):
        place -= 1
    return counted.tokens[place] if place >= 0 else ""


def _inner(counted: Counted, one: Number, two: Number) -> str:
    """The one word between two numbers, articles left out; nothing when there are more."""
    between = counted.tokens[one.end : two.begin]
    if len(between) > 1:
        between = between[:1] + tuple(t for t in between[1:] if not one_in("articles", t))
    return between[0] if len(between) == 1 else ""


def _both(one: Number, two: Number) -> bool:
    """ "a 9 a 10" goes up; "10 to 1" is odds, and no answer either."""
    return one.value != two.value
