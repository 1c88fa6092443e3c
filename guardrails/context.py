"""What the words around a number say about it. Read from ``lexicon.yaml``, typing errors forgiven.

A tag is a stretch of text that names a kind of data ("Handynummer", "social security number") or a reason why a
number is nobody's ("order", "serial number").
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from guardrails.canonical import fold

LEXICON = Path(__file__).parent / "lexicon.yaml"
VETOES = frozenset({"ORDER", "PRODUCT", "PLACE", "MONEY"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_LONGEST_PHRASE = 5
_SHORTEST_TYPO = 5
# A word that ends like these and is not in the lexicon numbers a thing ("Gerätenummer", "zaaknummer").
_NUMBER_OF_A_THING = re.compile(r"[a-z]{3,}(?:nummer|nr|number|code)\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the folded text and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A stretch of the text that names a kind of data, or a veto; ``first`` and ``last`` count words."""

    name: str
    start: int
    end: int
    first: int
    last: int

    @property
    def veto(self) -> bool:
        return self.name in VETOES


def words(folded: str) -> list[Word]:
    """The words of a folded text."""
    return [Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]


def tags(found: Sequence[Word]) -> list[Tag]:
    """The tags of a text, the longest phrase first, in order, not overlapping."""
    phrases, corrections, starts = _lexicon()
    right = [corrections.get(w.text, w.text) for w in found]
    right = [w if w in starts else w.removesuffix("'s") for w in right]  # "my car's a grey Golf"
    candidates: list[tuple[int, int, tuple[str, ...]]] = []
    for at in range(len(right)):
        if right[at] not in starts:
            if _NUMBER_OF_A_THING.match(right[at]) and not (at and right[at - 1] in _MINE):
                candidates.append((at, 1, ("PRODUCT",)))
            continue
        for length in range(min(_LONGEST_PHRASE, len(right) - at), 0, -1):
            names = phrases.get(" ".join(right[at : at + length]))
            if names:
                candidates.append((at, length, names))
                break
    taken = bytearray(len(right))
    out: list[Tag] = []
    # Of two of one length the later says it closer: "mon numéro | client", "my number | plate".
    for at, length, names in sorted(candidates, key=lambda c: (-c[1], -c[0])):
        if not any(taken[at : at + length]):
            taken[at : at + length] = b"\1" * length
            out += [Tag(n, found[at].start, found[at + length - 1].end, at, at + length - 1) for n in names]
    out += _own_numbers(found, right, taken)
    return sorted(out, key=lambda tag: tag.start)


def _own_numbers(found: Sequence[Word], right: Sequence[str], taken: bytearray) -> Iterator[Tag]:
    """ "My gym no", "mi número de taquilla", "meine Spindnummer": a number that somebody calls theirs."""
    for at, word in enumerate(right):
        if word not in _MINE:
            continue
        free = at + 1
        while free < len(right) and free - at < _LONGEST_PHRASE and not taken[free]:
            free += 1
        last = _own_number(right[at + 1 : free])
        named = right[at + 1 : at + 3]
        if len(named) == 2 and named[0] in _NUMBER and named[1] in _OF and at + 3 < len(right) and not taken[at + 3]:
            last = 3  # "mi número" alone is a phone number
        if last:
            yield Tag("CUSTOMER_ID", found[at + 1].start, found[at + last].end, at + 1, at + last)


def _own_number(following: Sequence[str]) -> int:
    """How many words behind "my" make the name of a number; 0 when none do."""
    if following and _NUMBER_OF_A_THING.match(following[0]):
        return 1
    return next((n for n in (2, 3) if len(following) >= n and following[n - 1] in _NUMBER), 0)


_OF = frozenset({"de", "di", "do", "da", "del", "d"})
_MINE = frozenset(
    "my our mein meine meiner meinem unsere mi nuestro mon ma notre mio mia nostro meu minha nosso mijn onze".split()
)
_NUMBER = frozenset("number no nr num id code nummer numero n codigo codice".split())


class Surroundings:
    """The words and tags of a text, asked about one span at a time."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.words = words(folded)
        self.tags = tags(self.words)
        self._starts = [w.start for w in self.words]
        self._tag_starts = [t.start for t in self.tags]

    def before(self, start: int, reach: int = 6) -> Iterator[tuple[int, Tag]]:
        """The tags before a place in its sentence, nearest first, with the number of words between."""
        word = bisect.bisect_left(self._starts, start)
        for at in range(bisect.bisect_left(self._tag_starts, start) - 1, -1, -1):
            tag = self.tags[at]
            gap = word - tag.last - 1
            if gap > reach or ends_sentence(self.folded[tag.end : start]):
                return
            if tag.end <= start:
                yield gap, tag

    def after(self, end: int, reach: int = 4) -> Iterator[tuple[int, Tag]]:
        """The tags after a place in its sentence, nearest first, with the number of words between."""
        word = bisect.bisect_left(self._starts, end)
        for at in range(bisect.bisect_left(self._tag_starts, end), len(self.tags)):
            tag = self.tags[at]
            gap = tag.first - word
            if gap > reach or ends_sentence(self.folded[end : tag.start]):
                return
            yield gap, tag

    def around(self, start: int, end: int) -> Tag | None:
        """The tag that a stretch of the text lies in."""
        at = bisect.bisect_right(self._tag_starts, start) - 1
        return self.tags[at] if at >= 0 and end <= self.tags[at].end else None

    def words_before(self, start: int, count: int) -> list[str]:
        """The last words before a place, in reading order."""
        word = bisect.bisect_left(self._starts, start)
        return [w.text for w in self.words[max(0, word - count) : word]]


_END = re.compile(r"(?<![.!?])[.!?]+(?=\s+[^\W\d]{2})|\n\s*\n|;\s")
# "do you need my member no? it's H25204": what begins so goes on with what was named.
_GOES_ON = re.compile(
    r"[\s.!?…-]*(?:[^\W\d_]{1,12}:\s)?(?:(?:ok|okay|sure|yes|yep|well|so|fine|ja|si|oui|sim|gut|vale|bien|bene)[\s,.!:]*)?(?:(?:it'?s|"
    r"its?|this|that'?s|here|there|"
    r"is|mine|the one|you go|we go|it|es|sie|er|ist|lautet|hier|c'est|le|la|voici|voila|aqui|esta|e|eccol[oa]|"
    r"ecco|sono|"
    r"het|dit|dat|to)[\s,:]+){0,4}\Z"
)


def ends_sentence(between: str) -> bool:
    """Whether a sentence ends within a stretch of text. A full stop before digits ("no. 12") is none."""
    if len(between) > 160:
        return True
    ends = list(_END.finditer(between))
    return bool(ends) and not (len(ends) == 1 and _GOES_ON.match(between, ends[0].start()))


@functools.cache
def _lexicon() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str], frozenset[str]]:
    raw = yaml.load(LEXICON.read_bytes(), Loader=yaml.CSafeLoader)
    phrases: dict[str, tuple[str, ...]] = {}
    for section in ("personal", "vetoes"):
        for name, text in raw[section].items():
            for phrase in text.replace("\n", " ").split(","):
                for key in _said_otherwise(" ".join(_WORD.findall(fold(phrase)))):
                    if name not in phrases.get(key, ()):
                        phrases[key] = (*phrases.get(key, ()), name)
    vocabulary = {word for phrase in phrases for word in phrase.split()}
    corrections: dict[str, str] = {}
    for word in sorted(vocabulary):
        if len(word) >= _SHORTEST_TYPO:
            for typo in _typos(word):
                if typo not in vocabulary:
                    corrections.setdefault(typo, word)
    return phrases, corrections, frozenset(phrase.split()[0] for phrase in phrases if phrase)


def _said_otherwise(phrase: str) -> Iterator[str]:
    """A phrase, and it with the word for number shortened: "member no", "kundennr", "n de socio"."""
    yield phrase
    head, _, last = phrase.rpartition(" ")
    if head and last in {"number", "numbers"}:
        yield from (f"{head} {word}" for word in ("no", "nr", "num", "nbr", "nos", "code"))
    elif last.endswith("nummer") and len(last) > len("nummer") + 2:
        stem = phrase.removesuffix("nummer")
        yield from (f"{stem}{word}" for word in ("nr", " nr", " nummer", " no"))
    first, _, rest = phrase.partition(" ")
    if rest and first == "numero":
        yield from (f"{word} {rest}" for word in ("n", "no", "nro", "nr", "num"))
        for of in ("de ", "di ", "do ", "da ", "d'", "del ", "della "):
            if rest.startswith(of):
                yield from (f"{word} {rest.removeprefix(of)}" for word in ("numero", "n", "no", "nro", "nr", "num"))


def _typos(word: str) -> Iterator[str]:
    """A word with two neighbours swapped, one letter missing, or one letter doubled. The first letter stays."""
    for at in range(1, len(word)):
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        yield word[:at] + word[at] + word[at:]
        if len(word) > _SHORTEST_TYPO:
            yield word[:at] + word[at + 1 :]
    yield word[1] + word[0] + word[2:]
