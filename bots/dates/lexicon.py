"""Words of a language, and a text as tokens that keep their place.

A word file maps names to lists of phrases; the longest phrase at a place wins. Looking a place up is one dictionary
access per length, so a message of fifty words costs well under a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bots.words import plain

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_JOINED = re.compile(  # Freitagabend, maandagmorgen, morgenochtend
    r"^(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    r"|morgen|gisteren|overmorgen)(vormittag|nachmittag|mittag|morgen|abend|nacht|ochtend|middag|avond|namiddag)s?$",
    re.I,
)
_EARLY_OR_LATE = re.compile(r"^(früh|spät|frueh|spaet)(vormittag|nachmittag|abend)s?$", re.I)
_FIRST_WEEK = re.compile(  # erste Aprilwoche
    r"^(januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)(woche)$", re.I
)
_TWO_WORDS = {"domattina": ("domani", "mattina"), "domanisera": ("domani", "sera")}
_ELSEWHERE = re.compile(r"(?<!\S)\S*(?:://|www\.)\S*")
_ELISION = re.compile(r"^(?:l|d|qu|j|n|s|m|t|c|dell|all|nell|dall|sull|quest|un|jusqu)['’]", re.I)
_ABOUT = re.compile(r"^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|half)(ish)$", re.I)
_FORMS = (_JOINED, _ABOUT, _EARLY_OR_LATE, _FIRST_WEEK)
LONGEST = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a run of digits or a sign, made plain, with its place in the text."""

    text: str
    begin: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """The phrases of a language by name, and the tables of numbered lists."""

    language: str
    phrases: Mapping[str, Mapping[tuple[str, ...], str]]
    shy: frozenset[str]
    not_after: frozenset[str]


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text; French and Italian elisions are two."""
    found: list[Token] = []
    text = _ELSEWHERE.sub(lambda m: " " * len(m.group()), text)  # addresses hold no dates
    for match in _TOKEN.finditer(text):
        begin, word = match.start(), match.group()
        elision = _ELISION.match(word)
        if elision and word.lower() not in ("aujourd'hui", "aujourd’hui"):
            found.append(Token(plain(elision.group()), begin, begin + elision.end()))
            begin, word = begin + elision.end(), word[elision.end() :]
        if word.lower() in _TWO_WORDS:
            found += [Token(one, begin, match.end()) for one in _TWO_WORDS[word.lower()]]
            continue
        joined = next((m for form in _FORMS if (m := form.match(word))), None)
        if joined:
            found.append(Token(plain(joined[1]), begin, begin + len(joined[1])))
            begin, word = begin + len(joined[1]), joined[2]
        found.append(Token(plain(word) or word, begin, begin + len(word)))
    return tuple(found)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language."""
    path = Path(__file__).parent / "words" / f"{language}.yaml"
    raw: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - makes strings only
    phrases = {name: _table(entry) for name, entry in raw.items() if name not in ("shy", "not_a_date_after")}
    return Lexicon(
        language,
        phrases,
        frozenset(plain(w) for w in raw.get("shy", ())),
        frozenset(plain(w) for w in raw.get("not_a_date_after", ())),
    )


def _table(entry: Any) -> dict[tuple[str, ...], str]:
    """Phrases to the key they stand for: a list's place, a table's key, or the phrase itself."""
    pairs: list[tuple[str, str]] = []
    if isinstance(entry, Mapping):
        pairs = [(phrase, key) for key, phrases in entry.items() for phrase in phrases]
    else:
        lists = [one if isinstance(one, list) else [one] for one in entry]
        pairs = [(phrase, str(n)) for n, phrases in enumerate(lists) for phrase in phrases]
    table: dict[tuple[str, ...], str] = {}
    for phrase, key in pairs:
        words = tuple(t.text for t in tokens(phrase))
        table.setdefault(words, key)
    return table
