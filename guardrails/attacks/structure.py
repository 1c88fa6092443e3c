"""How a text is built, sentence by sentence: what an order to a machine has and a description has not.

An order begins with its verb ("Forward …", "Antworte …"), names what it acts on, and stands beside an address, a link,
a sum or a quoted reply; role markers and tags pretend to another speaker; "I", "we" and "you" tell talk from
description. Words count by their concepts (``concepts.py``), so all of it holds across languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.attacks.concepts import of_word

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SENTENCES, _WORDS, _CHARACTERS = 40, 60, 600  # looked at, of a window and of a sentence
_LENGTHS = 4  # a short, a middling, a long sentence; each step is six words

_CONCEPTS = frozenset(
    """ignore override instructions system reveal secret credential you ai pretend unlimited mode authority from_now
    user others personal send hide_it answer encode act tool comply previous only task important""".split()
)
_BEFORE_A_VERB = frozenset("please now then also just kindly bitte por favor".split())
_SIGNS = (
    ("url", re.compile(r"https?://|www\.|\b[\w-]{1,60}\.(?:com|net|org|example|io)\b")),
    ("mail", re.compile(r"\S@\S{1,60}?\.\w")),
    ("money", re.compile(r"[$€£]\s?\d|\d\s?(?:dollars|euros?|EUR|USD|GBP|BTC)\b|\b[A-Z]{2}\d\d \w{4} \w{4}")),
    ("quote", re.compile(r"[\"“'‘][^\"”'’\n]{2,80}[\"”'’]")),
    ("tag", re.compile(r"</?[A-Za-z_|]{3,20}\|?>|\[/?[A-Z _]{3,25}\]|<<|\{\{|<\|")),
    ("role", re.compile(
        r"^\W{0,4}(?:system|user|human|assistant|admin|developer|ai|bot|sistema|usuario|asistente|utilisateur|"
        r"benutzer)\s?(?:note|message|prompt|update)?\s?:", re.IGNORECASE)),
    ("rule", re.compile(r"^\s{0,4}(?:#{3}|={3}|-{3}|\*{3})")),
    ("caps", re.compile(r"\b[A-Z]{4,}\b")),
    ("bang", re.compile(r"!!|!$")),
    ("comment", re.compile(r"<!--|/\*|\bdisplay:\s?none")),
    ("ask", re.compile(r"\?$")),
)  # fmt: skip
_PERSONS = {
    word: person
    for person, words in {
        "i": "i me my i'm i've ich mir mich mein meine yo mi je moi mon io mio eu meu minha ik mijn",
        "we": "we our us",
    }.items()
    for word in words.split()
}


def structure(text: str) -> set[str]:
    """The marks of a window's build."""
    found: set[str] = set()
    for sentence in _SENTENCE.split(text)[:_SENTENCES]:
        found |= set(_marks(sentence.strip()[:_CHARACTERS]))
    return found


def _marks(sentence: str) -> Iterator[str]:
    words = [word.lower() for word in _WORD.findall(sentence)[:_WORDS]]
    if not words:
        return
    spoken = sorted({concept for word in words for concept in of_word(word)} & _CONCEPTS)
    signs = [name for name, pattern in _SIGNS if pattern.search(sentence)]
    persons = sorted({_PERSONS[word] for word in words if word in _PERSONS})
    beside = [*(f"e:{sign}" for sign in signs), *(f"p:{person}" for person in persons)]
    yield from beside
    yield f"length:{min(_LENGTHS, len(words) // 6)}{'?' if sentence.endswith('?') else ''}"
    for n, one in enumerate(spoken):
        yield from (f"s:{one} {other}" for other in (*spoken[n + 1 :], *beside))
    for first in _first(words):
        yield f"1:{first}"
        yield from (
            f"1:{first} {other}" for other in (*(c for c in spoken if c != first), *beside) if other[:2] != "p:"
        )


def _first(words: list[str]) -> tuple[str, ...]:
    """The concepts of the verb an order begins with."""
    begun = of_word(words[0])
    return begun if begun or len(words) < 2 or words[0] not in _BEFORE_A_VERB else of_word(words[1])
