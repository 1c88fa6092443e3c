"""Which language a short answer is most likely in: the one whose words of ours it holds most of.

A talk keeps its language, and a detector cannot judge three words. Read in the wrong one, the words around a number are
strange, and "zwischen 5 und 7" counted seven of something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bots.words import LANGUAGES, plain

_WORD = re.compile(r"[a-z]+")
CLEARLY = 2  # known words more than in any language given, for one that was not


def likeliest(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages in order of how many words of a text each knows; equals keep the order they came in."""
    words = [w for w in plain(text).split() if w.isalpha()]
    known = {one: sum(w in vocabulary(one) for w in words) for one in LANGUAGES}
    most = max((known[one] for one in languages), default=0)
    more = [one for one in LANGUAGES if one not in languages and known[one] >= most + CLEARLY]
    return tuple(sorted((*languages, *more), key=lambda one: -known[one]))


def plausible(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Without the languages that know no more of a text than the first, where the first knows all of it: "fine" is
    the end in Italian, and "was" a question in German, only to who writes so."""
    words = [w for w in plain(text).split() if w.isalpha()]
    known = {one: sum(w in vocabulary(one) for w in words) for one in languages}
    first = languages[0]
    every = known[first] == len(words)
    return tuple(one for one in languages if one == first or known[one] > known[first] or not every)


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Every word that stands in a language's lists; of concepts only their names in it."""
    loaded = yaml.load(Path(__file__).with_name(f"{language}.yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return frozenset(word for entry in loaded.values() for term in _values(entry) for word in _WORD.findall(term))


def _values(entry: object) -> list[str]:
    if isinstance(entry, Mapping):
        return [term for terms in entry.values() for term in _values(terms)]
    return [str(term) for term in entry] if isinstance(entry, list) else [str(entry)]
