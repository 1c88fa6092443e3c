"""The words of ``glossary.txt``: everyday words of customers and help pages in six languages, with their English."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.words import stem

GLOSSED = ("de", "es", "fr", "it", "pt", "nl")  # the columns after English
WORD = re.compile(r"[^\W_]+")
_FILE = Path(__file__).with_name("glossary.txt")

Key = tuple[str, ...]


@functools.cache
def entries(language: str) -> Mapping[Key, str]:
    """English words by the stems of what stands for them; the first entry that has them wins."""
    column = GLOSSED.index(language) + 1
    found: dict[Key, str] = {}
    for cells in _lines():
        for entry in cells[column].split(","):
            key = tuple(stem(word, language) for word in WORD.findall(entry.lower()))
            if key:
                found.setdefault(key, cells[0])
    return found


@functools.cache
def written(language: str) -> frozenset[str]:
    """The single words as they are listed: "para" is no form of "parar"."""
    column = GLOSSED.index(language) + 1
    return frozenset(entry.strip() for cells in _lines() for entry in cells[column].lower().split(","))


@functools.cache
def words(language: str) -> frozenset[str]:
    """The stems of all single words of a language, English too: a word of them tells which language is spoken."""
    if language != "en":
        return frozenset(key[0] for key in entries(language) if len(key) == 1)
    return frozenset(stem(word, "en") for cells in _lines() for word in WORD.findall(cells[0]))


@functools.cache
def _lines() -> tuple[tuple[str, ...], ...]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return tuple(tuple(c.strip() for c in line.split("|")) for line in lines if "|" in line and line[:1] != "#")
