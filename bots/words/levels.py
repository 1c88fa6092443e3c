"""Answers that say how much, on one measure of five levels in every language: "ganz gut" is 1, "facilissimo" 2.

A level belongs to a family (quality, satisfaction, ease …); the family is what the labels or options themselves say, so
that "easy" is never read as praise. A word that takes something back ("not good", "could be better") is no level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from bots.words import plain

_STEPS: Mapping[str, int] = {"top": 3, "up": 1, "mid": 0, "down": -1, "bottom": -3}
STRONG = 2  # how far a word goes with "very" before it
_FEW = 14  # words; a longer message is judged by nothing here
_FEWEST = 3  # options that make a graded list


def graded(labels: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    """The family of labels that are all levels of it, each another, and their levels; None when they are not graded."""
    return _graded(tuple(labels)) if len(labels) > 1 else None


def chosen(text: str, family: str, steps: Sequence[int]) -> int | None:
    """The place of the one step a text means: its own level, or the end of its side when it goes further."""
    said = level(text, family)
    if said is None:
        return None
    if said in steps:
        return steps.index(said)
    side = [step for step in steps if step * said > 0]
    if not side or said == 0:
        return None
    furthest = max(side, key=abs)
    if abs(said) > abs(furthest) or (abs(said) == STRONG and abs(furthest) > STRONG and _alone(steps, furthest)):
        return steps.index(furthest)
    return None


def alike(family: str) -> tuple[str, ...]:
    """The families an answer to one may come from: who is asked how satisfied they are says "excellent"."""
    return (family, "quality") if family == "satisfaction" else (family,)


def taken_back(before: str) -> bool:
    """Whether the words right before a word take it back ("not", "pas", "poco")."""
    return _like("not").search(before.strip()) is not None


def level(text: str, family: str) -> int | None:
    """How much a text says, from -3 to 3; None when it says nothing, or two things."""
    bare = plain(text)
    if len(bare.split()) > _FEW:
        return None
    furthest = _beyond(bare, family)
    if furthest is not None:
        return furthest
    spans = [(m.start(), m.end(), step) for step, pattern in _patterns(family).items() for m in pattern.finditer(bare)]
    spans = [s for s in spans if not any(_covers(o, s) for o in spans)]
    levels = {_weighed(bare, start, step) for start, _, step in spans}
    return levels.pop() if len(levels) == 1 else None


def _beyond(bare: str, family: str) -> int | None:
    """ "couldn't be less satisfied", "besser geht nicht": what cannot go further is at that end."""
    found = _BEYOND.search(bare)
    if found is None:
        return None
    alone = found["alone"] or found["alone2"]
    if alone:
        side = next((s for (of, s), p in _COMPARED.items() if of in ("", family) and p.fullmatch(alone)), 0)
        return 3 * side or None
    word, less = found["word"] or found["word2"], (found["more"] or found["more2"]) in _LESS
    side = next((step for step, p in _patterns(family).items() if step and p.fullmatch(word)), 0)
    return None if not side else (3 if (side > 0) != less else -3)


_LESS = frozenset("less weniger menos moins meno minder".split())
_COMPARED: Mapping[tuple[str, int], re.Pattern[str]] = {
    ("", 1): re.compile("better|happier|nicer|besser|zufriedener|glucklicher|mejor|mieux|meglio|melhor|beter|blijer"),
    ("", -1): re.compile("worse|unhappier|angrier|sadder|schlechter|schlimmer|peor|pire|peggio|pior|slechter|erger"),
    ("ease", 1): re.compile("easier|simpler|smoother|einfacher|leichter|facile|makkelijker|eenvoudiger"),
    ("ease", -1): re.compile("harder|tougher|trickier|schwieriger|komplizierter|moeilijker|lastiger"),
}
_MORE = r"more|less|any more|mehr|weniger|mas|menos|plus|moins|piu|meno|mais|meer|minder"
_BEYOND = re.compile(
    r"(?<!\w)(?:(?:could|can)n?t (?:possibly |really )?(?:be|have been|get|have felt|feel)|"
    r"no (?:podria|puedo|podia|puede) (?:ser|estar|haber estado)|"
    r"(?:pourrais?|pourrait|peux|pouvais?|pouvait|peut) pas (?:etre|faire)|"
    r"non (?:potrei|potrebbe|posso|puo) (?:essere|andare)|"
    r"nao (?:podia|poderia|posso|pode) (?:ser|estar|ficar)|kan niet|kon niet|konnte (?:kaum|nicht)|"
    r"geht (?:kaum|nicht)) "
    rf"(?:(?:any )?(?P<more>{_MORE}) (?P<word>\w+)|(?P<alone>\w+))(?!\w)"
    rf"|^(?:(?P<more2>{_MORE}) (?P<word2>\w+)|(?P<alone2>\w+)) (?:geht (?:es )?(?:kaum|nicht|nimmer)|"
    rf"kan (?:echt )?niet|"
    r"imposible|impossible|impossibile|impossivel|no se puede)(?!\w)"
)


@lru_cache(maxsize=512)
def _graded(labels: tuple[str, ...]) -> tuple[str, tuple[int, ...]] | None:
    for family in _raw()["families"]:
        steps = tuple(level(label, family) for label in labels)
        known = tuple(step for step in steps if step is not None)
        if len(known) == len(labels) and len(set(known)) == len(known) and min(known) < 0 < max(known):
            return str(family), known
        if len(known) == len(labels) >= _FEWEST and len(set(known)) == len(known) and known in _sorted(known):
            return str(family), known
    return None


def _sorted(known: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(sorted(known)), tuple(sorted(known, reverse=True))


def _alone(steps: Sequence[int], furthest: int) -> bool:
    """ "very good" is excellent only where nothing stands between good and excellent that it could be."""
    return not any(step * furthest > 0 and step != furthest for step in steps)


def _weighed(bare: str, start: int, step: int) -> int | None:
    """A step with the word before it: stronger, the same, or none when it is taken back."""
    before = bare[:start].strip()
    if taken_back(before) and step != 0:
        return None
    return (STRONG if step > 0 else -STRONG) if abs(step) == 1 and _like("strong").search(before) else step


@cache
def _like(name: str) -> re.Pattern[str]:
    """A word of a list close before: taking back within three words, strengthening right before."""
    within = r"(?: \w+){0,2}" if name == "not" else ""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_raw()[name])}){within}$")


@cache
def _patterns(family: str) -> Mapping[int, re.Pattern[str]]:
    return {
        _STEPS[name]: re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")
        for name, patterns in _raw()["families"][family].items()
    }


def _covers(big: tuple[int, int, int], small: tuple[int, int, int]) -> bool:
    return big[0] <= small[0] and small[1] <= big[1] and big[1] - big[0] > small[1] - small[0]


@cache
def _raw() -> Mapping[str, Any]:
    loaded = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    assert isinstance(loaded, dict)
    return loaded
