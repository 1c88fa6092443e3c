"""The words of the widget in every language it speaks, one JSON file each; a new language is one more file.

They travel with the bot's card rather than inside the script: the script stays small and the words stay editable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from guardrails.catalogue import ENTITIES

FALLBACK = "en"
_FOLDER = Path(__file__).parent
_RIGHT_TO_LEFT = frozenset({"ar"})
_KINDS: Mapping[str, str] = {
    "PERSON": "k_person", "USERNAME": "k_person", "EMAIL_ADDRESS": "k_email", "PHONE_NUMBER": "k_phone",
    "ADDRESS": "k_address", "CREDIT_CARD": "k_card", "CVV": "k_card", "CARD_EXPIRY": "k_card",
    "DATE_OF_BIRTH": "k_birth", "PASSWORD": "k_password",
}  # fmt: skip
_GROUPS: Mapping[str, str] = {
    "financial": "k_account", "credential": "k_password", "identifier": "k_id", "health": "k_health",
    "location": "k_place",
}  # fmt: skip


@cache
def languages() -> tuple[str, ...]:
    """The languages the widget speaks."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@cache
def texts(language: str) -> Mapping[str, str]:
    """The words in one of ``languages()``."""
    found: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return found


def nearest(*wanted: str | None) -> str:
    """The first of the wanted language tags that the widget speaks, such as "pt-BR" → "pt"; English at last."""
    for tag in wanted:
        language = (tag or "").split("-")[0].lower()
        if language in languages():
            return language
    return FALLBACK


def direction(language: str) -> str:
    """Which way a language is written."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def kind(entity: str, language: str) -> str:
    """The short word beside a bar, such as "e-mail"."""
    group = ENTITIES[entity].group if entity in ENTITIES else ""
    return texts(language)[_KINDS.get(entity) or _GROUPS.get(group) or "k_other"]
