"""Whether somebody will not give what was asked for: "no phone", "rather not", "prefiero no"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

from bots.words import plain
from bots.words.affirm import affirms

_NO = "(?:no|nein|non|nao|nee|sorry|well)"
_COURTESIES = "please|thanks|thank you|sorry|danke|bitte|gracias|por favor|merci|svp|grazie|obrigad[oa]|bedankt|ok"
_FILE = Path(__file__).with_name("refusals.yaml")


def refuses(text: str, languages: Sequence[str]) -> bool:
    """Whether a message is a refusal and nothing more; one that holds digits or a placeholder gives something."""
    bare = plain(text)
    if not bare or "[[" in text or any(sign.isdigit() for sign in bare):
        return False
    return affirms(text, tuple(languages)) is False or any(_pattern(one).fullmatch(bare) for one in languages)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    found = yaml.safe_load(_FILE.read_text("utf-8")).get(language, ())
    return re.compile(rf"(?:{_NO} )?(?:{'|'.join(found)})(?: (?:{_COURTESIES}))*" if found else "(?!)")
