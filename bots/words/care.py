"""What somebody says who is in danger, threatens, or insults: heard in every kind of bot, before anything else.

Rules of plain words in seven languages (``care.yaml``; danger also in Arabic). No model of these languages is packaged,
so the method is said: lists, whose figures by language are printed by ``python -m benchmarks.attacks --care``. They
hear what is commonly said in these languages and little that is put in a way of its own; in others they hear nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

from bots.words import plain

Need = Literal["unsafe", "threat", "abuse"]
_LONGEST = 2000  # characters; who needs help says so in the beginning
_REST = 3  # words beside an insult that leave it nearly all of a message
_ARABIC = re.compile("[\u0600-\u06ff]")


def heard(text: str, *, insults: bool = True) -> Need | None:
    """The need a message shows, the gravest first. ``insults`` False: words in anger are an answer here."""
    text = text[:_LONGEST]
    bare = plain(text)
    for need in ("unsafe", "threat"):
        patterns = _patterns()[need]
        if patterns.search(bare) or (_ARABIC.search(text) and patterns.search(text)):
            return "unsafe" if need == "unsafe" else "threat"
    return "abuse" if insults and _insults(bare) else None


def _insults(bare: str) -> bool:
    rest, found = _patterns()["insult"].subn(" ", bare)
    return bool(found) and len(rest.split()) <= _REST


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    raw: dict[str, dict[str, list[str] | str]] = yaml.load(
        Path(__file__).with_suffix(".yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    return {need: re.compile(rf"(?<!\w)(?:{'|'.join(_every(of))})(?!\w)") for need, of in raw.items()}


def _every(languages: Mapping[str, list[str] | str]) -> list[str]:
    return [
        f"(?:{p})" for patterns in languages.values() for p in ([patterns] if isinstance(patterns, str) else patterns)
    ]
