"""The product's fixed sentences, in the eight languages of the interface. The words stand in ``phrases.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl", "ar")


def phrase(key: str, language: str, **values: str) -> str:
    """A sentence in a language of the interface (English for any other), with its blanks filled."""
    words = _all()[key]
    return words.get(language, words["en"]).format(**values) if values else words.get(language, words["en"])


def keys() -> tuple[str, ...]:
    """The names of the sentences."""
    return tuple(_all())


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted(Path(__file__).parent.glob("phrases*.yaml")):
        found |= yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return {key: {language: text.strip() for language, text in words.items()} for key, words in found.items()}
