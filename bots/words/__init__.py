"""What visitors say beside their answers, in seven languages: yes, no, skip, back, stop, why …

One YAML file per language holds patterns over plain text (lower case, no accents, no apostrophes, punctuation as single
spaces). A pattern matches whole words. Reading the file of another language is how a language is added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from guardrails.language import detect

LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")
FEW_WORDS = 4
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")


def plain(text: str) -> str:
    """Lower case without accents and apostrophes, every other sign a space, letters drawn out shortened to two."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    bare = bare.translate(_APOSTROPHES).replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    bare = re.sub(r"([^\W\d_])\1{2,}", r"\1\1", bare)
    return re.sub(r"[^\w]+|_", " ", bare).strip()


def says(command: str, text: str, language: str) -> re.Match[str] | None:
    """Where a text says a command, or None. Drawn-out letters count as one ("nooo")."""
    pattern = _patterns(language).get(command)
    if pattern is None:
        return None
    bare = plain(text)
    return pattern.search(bare) or pattern.search(re.sub(r"([^\W\d_])\1+$", r"\1", bare))


def says_only(command: str, text: str, language: str) -> bool:
    """Whether a command is all a text says, but for courtesies."""
    pattern, filler = _patterns(language).get(command), _patterns(language).get("filler")
    if pattern is None:
        return False
    rest = pattern.sub(" ", plain(text))
    if rest.strip() == plain(text):
        rest = pattern.sub(" ", re.sub(r"([^\W\d_])\1+\b", r"\1", plain(text)))
        if rest.strip() == re.sub(r"([^\W\d_])\1+\b", r"\1", plain(text)):
            return False
    return not (filler.sub(" ", rest) if filler else rest).strip()


@cache
def words_like(pattern: str) -> re.Pattern[str]:
    """A pattern that matches whole words. Kept for ever: the files hold a few thousand, more than ``re`` remembers."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


@cache
def all_like(pattern: str) -> re.Pattern[str]:
    """A pattern as it stands, for ``fullmatch``."""
    return re.compile(pattern)


@cache
def one_of(name: str, language: str) -> re.Pattern[str]:
    """Any of an entry's patterns, for ``fullmatch`` of a single word."""
    return re.compile("|".join(f"(?:{term})" for term in terms(name, language)) or r"(?!)")


@cache
def terms(name: str, language: str) -> tuple[str, ...]:
    """The raw patterns of an entry, in the file's order (labels of scales and the like)."""
    found = _file(language).get(name, ())
    return tuple(str(term) for term in found) if isinstance(found, list) else ()


@cache
def table(name: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """An entry that is itself a table of lists."""
    entry = _file(language).get(name) or {}
    assert isinstance(entry, Mapping)
    return {str(key): tuple(str(v) for v in values) for key, values in entry.items()}


def spoken(text: str, first: str) -> tuple[str, ...]:
    """The languages to read a text in, likeliest first: the conversation's, what the words look like, English; of a few
    words, which a detector cannot judge, all."""
    guess = detect(text, among=LANGUAGES) if len(text) > 3 else first
    order = [first if first in LANGUAGES else "en", guess, "en"]
    if len(text.split()) <= FEW_WORDS:
        order += LANGUAGES
    return tuple(dict.fromkeys(order))


@cache
def _file(language: str) -> Mapping[str, object]:
    path = Path(__file__).with_name(f"{language}.yaml")
    loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - makes strings only
    assert isinstance(loaded, dict)
    return loaded


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    return {
        name: re.compile(r"(?<!\w)(?:" + "|".join(str(p) for p in entry) + r")(?!\w)")
        for name, entry in _file(language).items()
        if isinstance(entry, list)
    }
