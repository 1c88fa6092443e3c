"""A yes or a no told by something else: "why wouldn't I", "not at those prices", "it keeps crashing".

Read where neither was said in so many words, clause by clause and in all languages together; clauses that contradict
each other say nothing. A booking does not come here: "not at ten" is a wish there and no refusal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from bots.words import plain, words_like

_CLAUSE = re.compile(
    r"[.,;!?…]+|(?<!\w)[-–—]+(?!\w)|(?<!\w)(?:but|aber|pero|mais|ma|mas|maar|because|weil|porque)(?!\w)", re.I
)
_OPENING = re.compile(
    r"(?:(?:and|well|hm+|oh|ah|honestly|tbh|nope|ehrlich|also|na|tja|pues|bueno|bah|ben|beh|boh|bom|bem|nou|tja|"
    r"im|i am|"
    r"its|it is|it|this|that|das|es|ist|ca|cest) )*"
)


def implied(text: str, *, whole: bool = False) -> Literal["yes", "no"] | None:
    """What the clauses of a text tell together, or the ``whole`` as one; None when nothing does, or two things."""
    clauses = [_OPENING.sub("", bare, count=1) for part in _CLAUSE.split(text) if (bare := plain(part))]
    if whole and len(clauses) > 1:
        return None
    said = {name for name in ("yes", "no") for one in clauses if one and _patterns()[name].fullmatch(one)}
    if said == {"yes"}:
        return "yes"
    return "no" if said == {"no"} else None


def without_doubt(text: str) -> str:
    """A text in which a no that means yes is one: "no question, I'd come", "non vedo l'ora"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    bare = re.sub("['’‘`´]", "", bare)
    said = words_like(_patterns()["denied"].pattern).sub("yes", bare)
    return text if said == bare else said


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile("|".join(f"(?:{term})" for term in terms)) for name, terms in _raw().items()}


@cache
def _raw() -> Mapping[str, Any]:
    loaded = yaml.load(Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    assert isinstance(loaded, dict)
    return loaded
