"""Which of several options somebody names: by its words, a synonym, a typo, its place, or by leaving out others."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from bots.words import all_like, plain, says, table, terms, words_like
from bots.words.numbers import count
from bots.words.things import MOST_OPTIONS, matches, names_of

_LETTER = re.compile(r"(?:option |answer |letter |antwort |opcion |reponse )?([a-j])")
_LAST_BUT_ONE = re.compile(  # all languages together
    r"(?<!\w)(?:(?:one|option)? ?(?:before|next to) (?:the )?last|last but one|(?:second|2nd|next) (?:to |"
    r"from )?(?:the )?(?:last|bottom|end)|"
    r"one from the (?:end|bottom)|penultimate|"
    r"vorletzten?|vorletztes|zweitletzten?|penultim[oaei]|avant dernier|avant derniere|avantdernier|avantderniere|"
    r"voorlaatste|een na laatste)(?!\w)"
)
CLOSE = 0.84  # how like two words must be to pass as a typo


@dataclass(frozen=True, slots=True)
class Mention:
    """An option named in a text, where, and whether it is named to be left out."""

    option: int
    begin: int
    end: int
    negated: bool = False
    strength: float = 1.0


def mentions(text: str, options: Sequence[str], language: str, *, wide: bool = False) -> list[Mention]:
    """Every option named, in the order of the text; of two that overlap the longer, then the surer one.

    ``wide``: also by what it is about, in any language; a word that could be two of them is none.
    """
    words = plain(text).split()
    found = [m for i, option in enumerate(options) for m in _named(words, i, option, language)]
    if wide and len(options) <= MOST_OPTIONS:
        found += _about(words, options)
    found.sort(key=lambda m: (-(m.end - m.begin) * (1 if m.strength >= 1 else 0.5), -m.strength))
    kept: list[Mention] = []
    for one in found:
        if not any(one.begin < k.end and k.begin < one.end for k in kept):
            kept.append(one)
    kept.sort(key=lambda m: m.begin)
    return [_with_negation(m, words, kept, language) for m in kept]


def _about(words: list[str], options: Sequence[str]) -> Iterator[Mention]:
    """Options named by another name of what they are about, where only one of them can be meant."""
    found: dict[tuple[int, int], set[int]] = {}
    for index, option in enumerate(options):
        for name in names_of(option):
            for begin in range(len(words)):
                if matches(words, begin, name):
                    found.setdefault((begin, begin + len(name[0])), set()).add(index)
    for (begin, end), indexes in found.items():
        if len(indexes) == 1:
            yield Mention(next(iter(indexes)), begin, end, strength=0.8)


def by_place(text: str, size: int, language: str) -> list[int] | None:
    """Options named by their place ("the second one", "1 and 4", "the last"); empty when there is no such place."""
    bare = plain(text)
    if _LAST_BUT_ONE.search(bare):
        return [size - 2] if size > 1 else []
    places: list[int] = []
    for number, patterns in table("ordinals", language).items():
        if any(words_like(p).search(bare) for p in patterns):
            places.append(int(number) - 1)
    ends = says("last", text, language)
    if ends and (not places or (size - 1 not in places and " to " not in bare)):
        places.append(size - 1)
    letter = _LETTER.fullmatch(bare)
    if letter and not places:
        places.append(ord(letter[1]) - ord("a"))
    if places:
        return [p for p in places if p < size]
    counted = count(text, language)
    rest = [t for n, t in enumerate(counted.tokens) if not any(x.begin <= n < x.end for x in counted.numbers)]
    plainly = all(not t.isalpha() or _small_word(t, language) for t in rest)
    if counted.numbers and plainly:
        return [int(n.value) - 1 for n in counted.numbers if n.value == int(n.value) and 1 <= n.value <= size]
    return None


def _small_word(token: str, language: str) -> bool:
    names = (*terms("filler", language), *terms("follows", language), "number", "option", "nummer", "numero")
    return any(all_like(p).fullmatch(token) for p in names)


def _named(words: list[str], index: int, option: str, language: str) -> Iterator[Mention]:
    label = plain(option).split()
    for begin in range(len(words) - len(label) + 1):
        part = words[begin : begin + len(label)]
        alike = [_alike(a, b) for a, b in zip(part, label, strict=True)]
        if label and all(score >= CLOSE for score in alike):
            yield Mention(index, begin, begin + len(label), strength=sum(alike) / len(alike))
    for name in _synonyms(option, language):
        parts = name.split()
        for begin in range(len(words) - len(parts) + 1):
            if words[begin : begin + len(parts)] == parts:
                yield Mention(index, begin, begin + len(parts), strength=0.9)
    if len(label) > 1:
        yield from _by_one_word(words, index, label, language)


def _by_one_word(words: list[str], index: int, label: list[str], language: str) -> Iterator[Mention]:
    """A long option is also named by one of its telling words."""
    telling = [w for w in label if len(w) > 3 and not _small_word(w, language)]
    for place, word in enumerate(words):
        if any(_alike(word, one) >= 0.9 for one in telling):
            yield Mention(index, place, place + 1, strength=0.7)


@lru_cache(maxsize=4096)
def _synonyms(option: str, language: str) -> tuple[str, ...]:
    """Other names of an option. Kept: looking through all concepts took half of a booking turn."""
    bare = plain(option)
    found: list[str] = []
    for speech in dict.fromkeys((language, "en")):
        for names in _concepts(speech):
            if bare in names:
                found += names
    return tuple(found)


@cache
def _concepts(language: str) -> tuple[tuple[str, ...], ...]:
    """The names of each concept of a language, made plain."""
    return tuple((plain(one), *(plain(n) for n in names)) for one, names in table("concepts", language).items())


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 2 or (a[0] != b[0] and max(len(a), len(b)) < 7):
        return 0.0  # a typo seldom changes the first letter; "have" is no "shave"
    return difflib.SequenceMatcher(None, a, b).ratio()


def _with_negation(mention: Mention, words: list[str], all_: list[Mention], language: str) -> Mention:
    earlier = max((m.end for m in all_ if m.end <= mention.begin), default=0)
    before = words[max(earlier, mention.begin - 4) : mention.begin]
    negative = any(all_like(p).fullmatch(w) for w in before for p in terms("not", language))
    after = " ".join(words[mention.end : mention.end + 2])
    if language == "de" and after.startswith("nicht"):
        negative = True
    return Mention(mention.option, mention.begin, mention.end, negative, mention.strength)
