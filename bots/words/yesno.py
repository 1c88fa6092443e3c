"""Whole messages that are a yes, a no, or neither: "ofc", "nö", "ni loca", "tuurlijk", "👍🏽".

Only whole messages are looked up, in all languages at once: what goes on after them is read by ``affirm``. A consent
and a booking do not come here; they take nothing that is not said in so many words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bots.words import plain

Said = Literal["yes", "no", "unsure"]
_LONGEST = 60
_ELIDED = re.compile(r"\b([cdjlmnst]|qu|senz|nient|tutt) (?=[aeiouhy])")
_REPEATED = re.compile(r"(\w)\1+")


def whole(text: str) -> Said | None:
    """What a message says when it is all it says; None when it is not on the list, or on two."""
    if len(text) > _LONGEST:
        return None
    bare = plain(text)
    signs = {said for said, drawn in _signs().items() if any(sign in text for sign in drawn)}
    if not bare:
        return signs.pop() if len(signs) == 1 else None
    words = next((said for form in _forms(bare) if (said := _lists().get(form)) is not None), None)
    contradicted = words is not None and bool(signs - {words}) and "unsure" not in signs
    return None if contradicted else words


def _forms(bare: str) -> Iterator[str]:
    """A message as it is, without courtesies, and both with drawn-out letters once."""
    yield bare
    yield _REPEATED.sub(r"\1", bare)
    less = " ".join(_courtesy().sub(" ", bare).split())
    yield less
    yield _REPEATED.sub(r"\1", less)


@cache
def _lists() -> Mapping[str, Said]:
    found: dict[str, Said] = {}
    names: tuple[Said, ...] = ("unsure", "no", "yes")
    for name in names:
        for written in _raw()[name]:
            joined = _ELIDED.sub(r"\1", plain(written))  # plain text has no apostrophes: "cest", "daccord"
            for form in (plain(written), joined, _REPEATED.sub(r"\1", joined)):
                found.setdefault(form, name)
    return found


@cache
def _courtesy() -> re.Pattern[str]:
    words = sorted((plain(word) for word in _raw()["courtesy"]), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


@cache
def _signs() -> Mapping[Said, frozenset[str]]:
    return {said: frozenset(drawn) for said, drawn in _raw()["signs"].items()}


@cache
def _raw() -> Mapping[str, Any]:
    loaded = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    assert isinstance(loaded, dict)
    return loaded
