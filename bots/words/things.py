"""Names of what options are about, in all languages together: "by bike", "mit dem Rad" and "en bici" are one thing.

Of an option's label the whole is looked up, then, without its small words, each part beside an "or" ("Bus or train").
Read only where options are an owner's own list in a survey; services of a booking keep to their own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import yaml

from bots.words import plain

MOST_OPTIONS = 60  # of longer lists only the labels count
_LINKS = re.compile(r"\s*(?:[/,&;()]|(?<!\w)(?:or|and|oder|und|o|u|y|e|ou|et|en|of|bzw)(?!\w))\s*", re.I)
_SMALL = frozenset(
    "by on with the a an to at in of your our my we i mit dem der die das den im zu am per auf von unsere ihre con el "
    "la los las un una de del al en le les l du des au aux avec par il lo gli nel alla da di col o os as no na com por "
    "op het met te".split()
)  # fmt: skip
Name = tuple[tuple[str, ...], bool]  # words, and whether the last is the beginning of one


@lru_cache(maxsize=4096)
def names_of(option: str) -> tuple[Name, ...]:
    """What else an option may be called."""
    found: dict[Name, None] = {}
    for part in _parts(option):
        for names in _things():
            if any(_is(part, name) for name in names):
                found |= dict.fromkeys(names)
    return tuple(found)


def matches(words: list[str], begin: int, name: Name) -> bool:
    """Whether a name stands in a text at a place."""
    wanted, stem = name
    part = words[begin : begin + len(wanted)]
    if len(part) < len(wanted) or part[:-1] != list(wanted[:-1]):
        return False
    return part[-1].startswith(wanted[-1]) if stem else part[-1] == wanted[-1]


def _parts(option: str) -> Iterator[list[str]]:
    whole = plain(option).split()
    yield whole
    yield [w for w in whole if w not in _SMALL]
    for part in _LINKS.split(option):
        yield [w for w in plain(part).split() if w not in _SMALL]


def _is(part: list[str], name: Name) -> bool:
    return bool(part) and len(part) == len(name[0]) and matches(part, 0, name)


@cache
def _things() -> tuple[tuple[Name, ...], ...]:
    loaded = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    return tuple(tuple(_name(n) for n in dict.fromkeys((thing, *names))) for thing, names in loaded.items())


def _name(written: str) -> Name:
    return tuple(plain(written.rstrip("*")).split()), written.endswith("*")
