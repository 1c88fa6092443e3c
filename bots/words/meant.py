"""Which number somebody means, among the numbers they say.

"3 weeks of waiting, so 2" means 2, "five. no wait, six" six, "9 of 10" nine only where ten is the top, "7 or 8" and
"10 minus 3" nothing. Undecided is better than wrong: the question is then asked again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bots.words import LANGUAGES, all_like, one_of, plain, terms, words_like
from bots.words.around import counts_people, dated, ranged
from bots.words.company import asks_for_people
from bots.words.numbers import Counted, Number, count
from bots.words.opening import opening
from bots.words.supposed import elsewhere, supposed

_RANGE_SIGNS = {"-", "–", "—", "~"}


@dataclass(frozen=True, slots=True)
class Meant:
    """A number, or none; ``said_any`` tells silence from something undecided."""

    value: float | None
    said_any: bool


def meant(text: str, language: str, *, high: float | None = None, score: bool = True, asked: str = "") -> Meant:
    """The number meant. ``score``: on a scale, where a counted thing is never the answer; else a quantity.

    ``asked`` is the question: of several things counted, the one it names is the answer.
    """
    counted = count(text, language)
    numbers = _without_tops(counted, language, high)
    if numbers is None:
        return Meant(None, True)
    if not counted.numbers:
        return Meant(None, False)
    alone = opening(text, language) if len(numbers) > 1 else None
    if alone is not None or elsewhere(text):
        return Meant(alone, True)
    if any(dated(counted, n) for n in numbers):
        numbers = [n for n in numbers if not dated(counted, n)]
        if not numbers:
            return Meant(None, True)
    numbers = [_signed(counted, n, language) for n in numbers]
    if not score:
        total = _sum_of_people(counted, numbers)
        if total is not None:
            return Meant(total, True)
    numbers = _strong(counted, numbers, language)
    kept = [n for n in numbers if not _is_counted(counted, n, language, score)]
    if not score:
        kept = _asked_for(counted, kept or numbers, asked)
    return Meant(_choose(counted, kept, language), True)


def _asked_for(counted: Counted, numbers: list[Number], asked: str) -> list[Number]:
    """Of numbers of different things the one the question names: "4 of us in 2 cars" where people are asked for."""
    words = set(plain(asked).split())
    people = asks_for_people(asked)
    named = [n for n in numbers if counted.after(n) in words or (people and counts_people(counted, n))]
    others = [n for n in numbers if n not in named]
    return named if named and all(counted.after(n).isalpha() for n in others) else numbers


def _without_tops(counted: Counted, language: str, high: float | None) -> list[Number] | None:
    """Numbers without the tops of fractions ("4/5", "4 out of 5"); None when the top is not this scale's."""
    numbers, tops = list(counted.numbers), set[int]()
    links = {"/"} | {w for p in terms("points", language) for w in (p.rstrip("?"), p)}
    for one, two in itertools.pairwise(numbers):
        between = counted.tokens[one.end : two.begin]
        if between and len(between) <= 3 and all(t in links for t in between):
            if high is not None and two.value != high:
                return None
            tops.add(two.begin)
    return [n for n in numbers if n.begin not in tops]


def _signed(counted: Counted, number: Number, language: str) -> Number:
    before = counted.before(number)
    alone = number.begin == 1 or not counted.tokens[max(0, number.begin - 2)][0].isdigit()
    minus = before in {"-", "−"} and alone and number.begin <= 1
    negative = one_of("negative", language).fullmatch(before) is not None and number.begin <= 1
    return replace(number, value=-number.value) if minus or negative else number


def _strong(counted: Counted, numbers: list[Number], language: str) -> list[Number]:
    """Without articles and pronouns that only look like "one", when a real number stands beside or words go on."""
    weak = [n for n in numbers if _is_article(counted, n, language)]
    return [n for n in numbers if n not in weak]


_ARTICLE = {
    "en": {"one", "single"}, "de": {"ein", "eine", "einen", "einer", "keine", "keiner"}, "es": {"un", "una", "uno"},
    "fr": {"un", "une", "personne"}, "it": {"un", "una", "uno"}, "pt": {"um", "uma"}, "nl": {"een"},
}  # fmt: skip
_PRONOUN_BEFORE = frozenset(
    "this that which the another every any no each some last next first second third good bad best worst only".split()
)


_FROM_ME = frozenset(
    {("from", "me"), ("von", "mir"), ("de", "mi"), ("de", "moi"), ("da", "me"), ("de", "mim"), ("van", "mij")}
)
_PAIRS = frozenset({"twice", "both", "couple", "pair"})
_A = frozenset({"a", "an", "ein", "eine", "ne", "einen", "un", "una", "une", "um", "uma", "een"})
_NEAR = 4  # words
_NEARLY = frozenset(
    "quite exactly really actually even worth ganz gerade wirklich unbedingt del todo exactamente precisamente "
    "tout fait "
    "vraiment exactement proprio esattamente bem exatamente helemaal echt precies the".split()
)
_NOBODY = frozenset(
    "nobody keiner keine niemand nadie ninguno ninguna personne aucun aucune nessuno ninguem nenhum none".split()
)


def _is_article(counted: Counted, number: Number, language: str) -> bool:
    if number.end - number.begin != 1 or counted.tokens[number.begin] not in _ARTICLE.get(language, set()):
        return False
    after = counted.after(number)
    if any(all_like(p).fullmatch(after) for p in terms("points", language)) and after not in {"de", "di", "of", "von"}:
        return False  # "una estrella"
    if language == "en":
        return counted.before(number) in _PRONOUN_BEFORE or after in {"of", "day", "thing", "question"}
    return after.isalpha() or after.isdigit() or after == "/"


def _is_counted(counted: Counted, number: Number, language: str, score: bool) -> bool:
    """Whether the number counts something else than the answer."""
    before, after = counted.before(number), counted.after(number)
    if score and _speaks_of_no_grade(counted, number):
        return True
    if after in {"%", "€", "$", "£", ":"} or before in {"€", "$", "£", "#"}:
        return True
    rest = " ".join(counted.tokens[number.end : number.end + 2])
    if any(all_like(p + r"\b").match(rest) for p in terms("units", language)):
        return score
    if one_of("counted_before", language).fullmatch(before) is not None:
        return True
    if not score or not after.isalpha() or (before in _A and number.value != 1):
        return False  # "un seis pelado", "een dikke acht"
    known = any(all_like(p).fullmatch(after) for p in (*terms("points", language), *terms("follows", language)))
    return not known and number.begin > 0 and not _cue_before(counted, number, language)


def _speaks_of_no_grade(counted: Counted, number: Number) -> bool:
    """ "both", and "niemand hat geholfen", which is no nought."""
    word = counted.tokens[number.begin]
    return word in _PAIRS or (word in _NOBODY and len(counted.tokens) > 1)


def _cue_before(counted: Counted, number: Number, language: str) -> bool:
    before = " ".join(counted.tokens[max(0, number.begin - 3) : number.begin])
    return any(all_like(p + r"$").search(before) for p in (*terms("contrast", language), *terms("follows", language)))


def _choose(counted: Counted, numbers: Sequence[Number], language: str) -> float | None:
    if _is_sum(counted, language):
        return None
    ends = ranged(counted)
    numbers = _after_last(counted, numbers, terms("correction", language))
    if len({n.value for n in numbers}) > 1:
        numbers = _after_last(counted, numbers, terms("contrast", language))
    if len({n.value for n in numbers}) > 1 and not _alternatives(counted, numbers, language):
        confirmed = [n for n in numbers if _says_so(counted, n)]
        numbers = confirmed or numbers
        given = [n for n in numbers if not supposed(counted, n, _end_before(numbers, n))]
        numbers = given or numbers
    if len({n.value for n in numbers}) > 1:
        numbers = [n for n in numbers if not _denied(counted, n, language)]
    values = {n.value for n in numbers}
    return values.pop() if len(values) == 1 and not any(n.begin in ends for n in numbers) else None


def _denied(counted: Counted, number: Number, language: str) -> bool:
    """ "not a 9, an 8", "not quite a 9": a number with a not before it, small words between."""
    end = number.begin
    while end and number.begin - end < _NEAR and (counted.tokens[end - 1] in _A or counted.tokens[end - 1] in _NEARLY):
        end -= 1
    before = counted.tokens[max(0, end - 1) : end] + counted.tokens[max(0, number.begin - 2) : number.begin]
    return any(one_of("not", language).fullmatch(token) is not None for token in before)


def _says_so(counted: Counted, number: Number) -> bool:
    after = counted.tokens[number.end : number.end + 2]
    return after in {("it", "is"), ("it", "was")} or after in _FROM_ME


def _end_before(numbers: Sequence[Number], number: Number) -> int:
    """Where the number before this one ends; 0 for the first."""
    return max((n.end for n in numbers if n.end <= number.begin), default=0)


def _alternatives(counted: Counted, numbers: Sequence[Number], language: str) -> bool:
    for one, two in itertools.pairwise(numbers):
        between = " ".join(counted.tokens[one.end : two.begin])
        if between in _RANGE_SIGNS or one_of("or", language).fullmatch(between) is not None:
            return True
    return False


def _is_sum(counted: Counted, language: str) -> bool:
    numbers = counted.numbers
    for one, two in itertools.pairwise(numbers):
        between = " ".join(counted.tokens[one.end : two.begin])
        if between in {"+", "*", "x"} or one_of("arithmetic", language).fullmatch(between) is not None:
            return True
        if between in _RANGE_SIGNS:
            return True
    if len(numbers) == 1:
        before = " ".join(counted.tokens[max(0, numbers[0].begin - 2) : numbers[0].begin])
        languages = dict.fromkeys((language, *LANGUAGES))
        return any(all_like(p).fullmatch(before) for one in languages for p in terms("arithmetic", one) if " " in p)
    return False


def _after_last(counted: Counted, numbers: Sequence[Number], marks: Sequence[str]) -> Sequence[Number]:
    """The numbers after the last mark that has numbers on both sides."""
    if len(numbers) < 2:
        return numbers
    for place in range(len(numbers) - 1, 0, -1):
        between = " ".join(counted.tokens[numbers[place - 1].end : numbers[place].begin])
        if any(words_like(p).search(between) for p in marks):
            return numbers[place:]
    return numbers


_AND = frozenset({"and", "und", "y", "et", "e", "en", "plus", "+", "&", ","})


def _sum_of_people(counted: Counted, numbers: Sequence[Number]) -> float | None:
    """ "3 adults and 2 kids": two counted things joined by and."""
    if len(numbers) != 2:
        return None
    one, two = numbers
    between = counted.tokens[one.end : two.begin]
    joined = len(between) >= 2 and between[-1] in _AND
    return one.value + two.value if joined and all(counts_people(counted, n) for n in numbers) else None
