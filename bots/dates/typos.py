"""Names of days and months with a slip of the finger: thurday, wendsday, mecredi, donerstag, saturaday.

A word that means nothing here becomes the one long name it is nearest to, if it begins and ends like it, so that
"sundae", "montage" and "Morgan" stay what they are; a name's letters in another order count as one slip. Shorter words,
and words for tomorrow, next and the parts of a day, only where a letter was left out or two changed places.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bots.dates.lexicon import Lexicon, Token, lexicon

_SHORTEST, _LONG = 6, 8
_SHORT = 5  # letters of a word, and of a name whose letters changed places
_SHORT_NAMES = {"weekdays": 6, "months": 6, "days": 6, "next": 7, "parts": 7}  # letters of a name that lost one
_OTHER_WORDS = frozenset(  # a slip away from a name, but words
    """
    seguida sundry friary mardis diners hunday mogen maris frida marte mates agoto agota quita quina
    marche jules mains maines deman marti marta martin marty mandar marine sabia junio amena evene
    dienst nachte martens domain notes trade trades quart quint komen volgen avons mercedes aprire aprite dominio
    sacado gennaro maroc nachst
    """.split()
)


def corrected(found: Iterable[Token], words: Lexicon) -> tuple[Token, ...]:
    """The tokens with mistyped names of days and months put right."""
    return tuple(Token(_name(t.text, words.language), t.begin, t.end) if _may_be(t.text) else t for t in found)


def _may_be(word: str) -> bool:
    return len(word) >= _SHORT and word.isalpha()


@cache
def _vocabulary(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Every word of the language's lists, and the names worth recognizing in a mistyped word."""
    phrases = lexicon(language).phrases
    known = {word for table in phrases.values() for phrase in table for word in phrase}
    names = {
        phrase[0]
        for name in ("weekdays", "months", "days")
        for phrase in phrases[name]
        if len(phrase) == 1 and len(phrase[0]) >= (_LONG if name == "days" else _SHORTEST)
    }
    return frozenset(known), tuple(sorted(names))


@cache
def _name(word: str, language: str) -> str:
    known, names = _vocabulary(language)
    if word in known or word in _OTHER_WORDS:
        return word
    near = [name for name in names if len(word) >= _SHORTEST and _alike(word, name)]
    near = [name for name in near if _slips(word, name) <= (2 if len(name) > _LONG else 1)]
    near = near or [name for name in _short_names(language) if _letter_lost(word, name)]
    keys = {_meaning(name, language) for name in near}
    return near[0] if len(keys) == 1 else word


@cache
def _short_names(language: str) -> tuple[str, ...]:
    """The words a letter can be missing from."""
    phrases = lexicon(language).phrases
    return tuple(sorted(
        phrase[0]
        for table in _SHORT_NAMES
        for phrase in phrases[table]
        if len(phrase) == 1 and phrase[0].isalpha() and len(phrase[0]) >= _SHORT
    ))  # fmt: skip


def _letter_lost(word: str, name: str) -> bool:
    """Whether a word is a name without one of its letters behind the first, or with two neighbours changed."""
    if word[0] != name[0]:
        return False
    if len(word) == len(name) - 1:
        table_least = min(_SHORT_NAMES.values())
        return len(name) >= table_least and any(name[:i] + name[i + 1 :] == word for i in range(1, len(name)))
    places = range(1, len(name) - 1)
    return len(word) == len(name) and any(
        name[:i] + name[i + 1] + name[i] + name[i + 2 :] == word != name for i in places
    )


def _meaning(name: str, language: str) -> tuple[str, str]:
    phrases = lexicon(language).phrases
    table = next(table for table in _SHORT_NAMES if (name,) in phrases[table])
    return table, "" if table == "next" else phrases[table][(name,)]


def _alike(word: str, name: str) -> bool:
    if word[0] != name[0] or abs(len(word) - len(name)) > 1:
        return False
    return word[-1] == name[-1] or sorted(word) == sorted(name)


def _slips(one: str, other: str) -> int:
    """Letters left out, doubled, wrong or changed in order (the optimal string alignment distance)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row, earlier = row, [i], before
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]
