"""Words as keyword search sees them: folded, stemmed by language, joined words split and kept joined as well.

A text is stored with the stems of its own language. A question is often too short to tell its language, so it is
stemmed in every language the knowledge base holds; a term is then the set of its stems.
"""

from __future__ import annotations

import functools
import importlib
import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’\-./+][^\W_]+)*[+#]*", re.UNICODE)
_PARTS = re.compile(r"[^\W_]+", re.UNICODE)
_PLACEHOLDER = re.compile(r"\[\[[A-Z][A-Z_]{1,40}:[a-z2-9]{8}\]\]")
_STOP = Path(__file__).with_name("stop_words")
_ALGORITHMS = {
    "en": "english", "de": "german", "es": "spanish", "fr": "french", "it": "italian", "pt": "portuguese",
    "nl": "dutch", "ar": "arabic", "ru": "russian", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish",
    "hu": "hungarian", "ro": "romanian", "tr": "turkish",
}  # fmt: skip


def text_words(text: str, language: str | None) -> str:
    """The stems of a text, in order, as one string for the full-text index."""
    stem = _stemmer(language or "en")
    return " ".join(stem(word) for word in _split(text))


def question_terms(text: str, languages: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The terms of a question, each with its stems in these languages; stop words are left out unless all are."""
    spoken = tuple(dict.fromkeys(languages)) or ("en",)
    stops = frozenset().union(*(stop_words(language) for language in spoken))
    words = list(dict.fromkeys(_split(bare(text))))
    kept = [word for word in words if word not in stops] or words
    terms = (tuple(sorted({_stemmer(language)(word) for language in spoken})) for word in kept)
    return tuple(dict.fromkeys(terms))[:40]


def stem(word: str, language: str) -> str:
    """A lower-case word without its ending, in a language; English for one without a stemmer."""
    return _stemmer(language)(word)


def bare(text: str) -> str:
    """A question without placeholders: they say nothing about what is asked for."""
    return " ".join(_PLACEHOLDER.sub(" ", text).split())


@functools.cache
def stop_words(language: str) -> frozenset[str]:
    """What a question is made of and an answer is not. Negations are not among them: they carry meaning."""
    file = _STOP / f"{language}.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.exists() else frozenset()


def _split(text: str) -> list[str]:
    """Folded words; a joined one ("e-mail", "2FA/TOTP") in its parts and, when short, joined as well."""
    found: list[str] = []
    for word in _WORD.findall(_fold(text)):
        parts = _PARTS.findall(word)
        if len(parts) > 1 and parts[-1] in ("s", "t", "re", "ll", "ve", "d", "m"):  # it's, don't, we're
            parts.pop()
        found += parts
        if len(parts) == 2 and "-" in word and len(parts[0]) <= 5:
            found.append("".join(parts))
    return found


def _fold(text: str) -> str:
    """Lower case; accents stay, because stemmers know them and the index folds them after."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())


@functools.cache
def _stemmer(language: str) -> Callable[[str], str]:
    """A word's stem; remembered, because a text repeats its words (and the C stemmer is not shared by threads)."""
    stemming: Any = importlib.import_module("Stemmer")

    @functools.lru_cache(maxsize=50_000)
    def stem(word: str) -> str:
        if word.isdigit() or len(word) < 3:
            return word
        return str(stemming.Stemmer(_ALGORITHMS.get(language, "english"), 0).stemWord(word))

    return stem
