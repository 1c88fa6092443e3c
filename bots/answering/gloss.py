"""A question put into English word by word, for documents in English: enough to find and to judge, never to be said.

Without a model of many languages a German question shares no word with an English page; with one, its vectors find the
page but are too near one another to tell an answer from a near miss. The words of ``glossary.txt`` do both. What it
does not know stays as written: a name is a name, and an unknown word counts against an answer as it should.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bots.answering.glossary import GLOSSED, WORD, Key, entries, written
from bots.answering.language import SMALL_WORDS
from knowledge.words import stem, stop_words

_LONGEST = 5  # words of the longest entry
_SHORTEST_PART = 3  # letters of a part of a joined word: "Rad" in "Radtour"
_LINKS = ("", "s", "es", "n", "en", "e")  # what German and Dutch put between the parts of a word
_JOINING = ("de", "nl")
_MOST_LETTERS = 60  # of a word that is taken apart


def glossed(text: str, language: str) -> str:
    """The question in English words, in its own order; as it is in a language the glossary does not know."""
    if language not in GLOSSED:
        return text
    known = entries(language)
    words = WORD.findall(text)
    stems = [stem(word.lower(), language) for word in words]
    ends = "?" if text.rstrip().endswith("?") else ""
    return " ".join(filter(None, _said(words, stems, known, language))) + ends


def _said(words: Sequence[str], stems: Sequence[str], known: Mapping[Key, str], language: str) -> Iterator[str]:
    at = 0
    small = (stop_words(language) | frozenset(SMALL_WORDS[language].split())) - written(language)
    while at < len(words):
        means_nothing = words[at].lower() in small
        size = next((n for n in range(_LONGEST, means_nothing, -1) if tuple(stems[at : at + n]) in known), 0)
        if size:
            yield known[tuple(stems[at : at + size])]
        elif words[at].isdigit() or (len(words[at]) > 1 and not means_nothing):
            yield " ".join(_parts(words[at], known, language)) or words[at]
        at += size or 1


def _parts(word: str, known: Mapping[Key, str], language: str) -> list[str]:
    """The English words of a joined word ("Reparaturkosten"): two parts, each known; none otherwise."""
    low = word.lower()
    if language not in _JOINING or len(low) > _MOST_LETTERS:
        return []
    for cut in range(len(low) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        last = known.get((stem(low[cut:], language),))
        firsts = (known.get((stem(low[:cut].removesuffix(link), language),)) for link in _LINKS if last)
        first = next((found for found in firsts if found), None)
        if first and last:
            return [first, last]
    return []
