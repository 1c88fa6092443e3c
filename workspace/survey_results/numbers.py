"""What a question came to: shares, means, the Net Promoter Score with its interval."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bots.schema.branching import MORE, SCALES
from bots.schema.survey import Question
from records.responses import Response
from workspace.survey_results.groups import nps_group

OWN_WORDS = "Something else"
_Z = 1.96  # of 95 %
Sums = dict[str, Any]  # fields of an Outcome


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of a question, and how many gave it."""

    label: str
    count: int
    share: float  # of those who answered


@dataclass(frozen=True, slots=True)
class Score:
    """A Net Promoter Score, -100 to 100, with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question, or one row of a table of questions, came to."""

    key: str
    kind: str
    text: str
    answered: int
    skipped: int
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    median: float | None = None
    score: Score | None = None
    said: tuple[str, ...] = field(default=(), repr=False)  # in own words, cleared
    who: tuple[int, ...] = field(default=(), repr=False)  # who said each: the place of their response


def outcomes(question: Question, responses: Sequence[Response]) -> list[Outcome]:
    """The outcome of a question; a matrix has one per row, a statement none."""
    if question.kind == "statement":
        return []
    if question.kind == "matrix":
        return [
            _outcome(question, f"{question.id}.{n + 1}", f"{question.text} {row}", responses)
            for n, row in enumerate(question.rows)
        ]
    return [_outcome(question, question.id, question.text, responses)]


def net_promoter(values: Sequence[float]) -> Score | None:
    """Promoters less detractors in per cent, with the adjusted Wald interval: three people are added, three quarters of
    one at each end (Rocks, The American Statistician 70(4), 2016, which found it the best for few answers)."""
    if not values:
        return None
    counted = Counter(map(nps_group, values))
    n = len(values)
    value = 100 * (counted["promoter"] - counted["detractor"]) / n
    more = n + 3
    up, down = (counted["promoter"] + 0.75) / more, (counted["detractor"] + 0.75) / more
    half = 100 * _Z * math.sqrt((up + down - (up - down) ** 2) / more)
    middle = 100 * (up - down)
    return Score(value, max(-100.0, middle - half), min(100.0, middle + half))


def _outcome(question: Question, key: str, text: str, responses: Sequence[Response]) -> Outcome:
    places = [place for place, one in enumerate(responses) if one.answers.get(key) is not None]
    given = [_with_more(responses[place], key) for place in places]
    skipped = sum(key in one.answers and one.answers[key] is None for one in responses)
    on_a_scale = question.kind in SCALES or (question.kind == "matrix" and not question.options)
    add_up = _on_scale if on_a_scale else _ADDED.get(question.kind, _chosen)
    found = replace(Outcome(key, question.kind, text, len(given), skipped), **add_up(question, given))
    return replace(found, who=tuple(places[at] for at in found.who))


def _with_more(response: Response, key: str) -> Any:
    """An answer, with what was added to it when it was asked after."""
    value, more = response.answers[key], response.answers.get(key + MORE)
    return f"{value} {more}" if isinstance(value, str) and more else value


def _on_scale(question: Question, given: Sequence[Any]) -> Sums:
    numbers = _numbers(given)
    low, high = question.scale or SCALES.get(question.kind, (1, 5))
    counted = Counter(int(n) for n in numbers)
    bars = _bars({str(n): counted[n] for n in range(low, high + 1)}, len(numbers))
    return {"bars": bars, "mean": _mean(numbers), "score": net_promoter(numbers) if question.kind == "nps" else None}


def _number(_question: Question, given: Sequence[Any]) -> Sums:
    numbers = _numbers(given)
    median = statistics.median(numbers) if numbers else None
    return {"bars": _ranges(numbers), "mean": _mean(numbers), "median": median}


def _ranked(question: Question, given: Sequence[Any]) -> Sums:
    return {"bars": _places(question, given)}


def _said(_question: Question, given: Sequence[Any]) -> Sums:
    return {"said": tuple(map(str, given)), "who": tuple(range(len(given)))}


def _sealed(_question: Question, _given: Sequence[Any]) -> Sums:
    return {}


def _months(_question: Question, given: Sequence[Any]) -> Sums:
    months = Counter(str(value)[:7] for value in given)
    return {"bars": _bars(dict(sorted(months.items())), len(given))}


def _chosen(question: Question, given: Sequence[Any]) -> Sums:
    known = question.options or (("yes", "no") if question.kind in ("yesno", "consent") else ())
    chosen = [
        (at, str(one)) for at, value in enumerate(given) for one in (value if isinstance(value, list) else [value])
    ]
    counted = Counter(one for _, one in chosen)
    counts: dict[str, int] = {option: counted[option] for option in known}
    own = [(at, one) for at, one in chosen if one not in counts]
    bars = {**counts, OWN_WORDS: len(own)} if own else counts
    return {"bars": _bars(bars, len(given)), "said": tuple(s for _, s in own), "who": tuple(at for at, _ in own)}


_ADDED: Mapping[str, Callable[[Question, Sequence[Any]], Sums]] = {
    "number": _number, "ranking": _ranked, "short_text": _said, "long_text": _said, "email": _sealed, "phone": _sealed,
    "date": _months,
}  # fmt: skip


def _numbers(given: Sequence[Any]) -> list[float]:
    return [float(value) for value in given if isinstance(value, int | float)]


def _bars(counts: Mapping[str, int], of: int) -> tuple[Bar, ...]:
    return tuple(Bar(label, count, count / of if of else 0.0) for label, count in counts.items())


def _mean(numbers: Sequence[float]) -> float | None:
    return statistics.fmean(numbers) if numbers else None


def _ranges(numbers: Sequence[float]) -> tuple[Bar, ...]:
    """Up to eight equal ranges of a round width."""
    low, high = min(numbers, default=0.0), max(numbers, default=0.0)
    if len(set(numbers)) <= 8:
        counted = Counter(numbers)
        return _bars({f"{n:g}": counted[n] for n in sorted(counted)}, len(numbers))
    width = _round_width((high - low) / 8)
    first = math.floor(low / width)
    places = [math.floor(n / width) - first for n in numbers]
    labels = [f"{(first + i) * width:g} to {(first + i + 1) * width:g}" for i in range(max(places) + 1)]
    return _bars({label: places.count(i) for i, label in enumerate(labels)}, len(numbers))


def _round_width(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= least)


def _places(question: Question, given: Sequence[Any]) -> tuple[Bar, ...]:
    """How many put each first, in the order of the mean place; an option left out counts as last."""
    lists = [value for value in given if isinstance(value, list)]
    last = len(question.options) - 1
    places = {option: sum(one.index(option) if option in one else last for one in lists) for option in question.options}
    firsts = Counter(one[0] for one in lists if one)
    return _bars({option: firsts[option] for option in sorted(places, key=places.__getitem__)}, len(lists))
