"""Which of several locations a message names, that any will do, or that it asks where they are.

A location is named by a word of its name or address that no other location has and that means nothing else here: of
"Salon Mitte" and "Salon Nord", "Nord" tells and "salon" does not.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from bots.schema.booking import BookingFile, Location
from bots.words import all_like, plain, says, terms
from bots.words.options import CLOSE

ANYWHERE = -1
_FILE = Path(__file__).with_name("whereabouts.yaml")
_SHORTEST = 3  # letters of a word that tells


def named_place(text: str, bot: BookingFile, languages: Sequence[str]) -> int | None:
    """The location a message names; of several the last when it is a correction, else none."""
    if len(bot.locations) < 2:
        return None
    words = plain(text).split()
    ends = {i: at for i in range(len(bot.locations)) if (at := _last_named(words, bot, i, languages)) is not None}
    if len(ends) == 1 or (ends and any(says("correction", text, one) for one in languages)):
        return max(ends, key=lambda i: ends[i])
    return None


def anywhere(text: str, languages: Sequence[str]) -> bool:
    """Whether an answer says that any location will do, and nothing else."""
    return any(_pattern("anywhere", one).fullmatch(_without_courtesy(text, one)) for one in languages)


def asks_where(text: str, languages: Sequence[str]) -> bool:
    """Whether a message asks where the business is."""
    return any(_pattern("where", one).fullmatch(_without_courtesy(text, one)) for one in languages)


def _last_named(words: list[str], bot: BookingFile, place: int, languages: Sequence[str]) -> int | None:
    """Where in a message a location is named last, unless it is ruled out there ("not Nord, Mitte")."""
    telling = _telling(bot)
    named = [(i, at) for i, word in enumerate(words) for at, own in enumerate(telling) if _any_like(word, own)]
    kept = []
    for n, (i, at) in enumerate(named):
        begin = max(i - 3, named[n - 1][0] + 1 if n else 0)
        if at == place and not _ruled_out(words[begin:i], languages):
            kept.append(i)
    return max(kept) if kept else None


def _telling(bot: BookingFile) -> list[frozenset[str]]:
    names = [_words(place) for place in bot.locations]
    services = (word for s in bot.services for name in (s.name, *s.aliases) for word in plain(name).split())
    people = (word for p in bot.staff for word in plain(p.name).split())
    other = {*services, *people}
    found = []
    for i, own in enumerate(names):
        theirs = set().union(*(n for j, n in enumerate(names) if j != i))
        found.append(frozenset(w for w in own - theirs - other if len(w) >= _SHORTEST and not w.isdigit()))
    return found


def _words(place: Location) -> set[str]:
    return {*plain(place.name).split(), *plain(place.address).split(), plain(place.id)}


def _any_like(word: str, names: frozenset[str]) -> bool:
    return any(_alike(word, one) for one in names)


def _alike(word: str, name: str) -> bool:
    if word == name:
        return True
    near = len(name) >= 5 and word[:1] == name[:1]
    return near and difflib.SequenceMatcher(None, word, name).ratio() >= CLOSE


def _ruled_out(before: list[str], languages: Sequence[str]) -> bool:
    negative = [p for one in languages for p in terms("not", one)]
    return any(all_like(p).fullmatch(word) for word in before for p in negative) and "no" not in before[:1]


def _without_courtesy(text: str, language: str) -> str:
    small = [all_like(p) for p in terms("filler", language)]
    return " ".join(w for w in plain(text).split() if not any(p.fullmatch(w) for p in small))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    found = yaml.safe_load(_FILE.read_text("utf-8"))[name].get(language, ())
    return re.compile("|".join(f"(?:{one})" for one in found) if found else "(?!)")
