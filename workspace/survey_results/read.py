"""A survey's results for a page: how far people came, what each question came to, over time, and for one group."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from weakref import WeakKeyDictionary

from bots.schema.survey import Question, SurveyFile
from knowledge.words import stop_words
from records.responses import COMPLETE, PARTIAL, Response
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.groups import can_group, closed, shares
from workspace.survey_results.kept import Kept, load
from workspace.survey_results.numbers import Outcome, Score, net_promoter, outcomes
from workspace.survey_results.released import FEWEST, Wait, wait
from workspace.survey_results.themes import Theme, themes

__all__ = ["Column", "Month", "Results", "Step", "cross", "read"]


@dataclass(frozen=True, slots=True)
class Step:
    """One question on the way: how many were asked it or came later, and how many went away at it."""

    key: str
    text: str
    reached: int
    left: int


@dataclass(frozen=True, slots=True)
class Month:
    """The Net Promoter Score of a month with enough answers."""

    month: date
    answered: int
    score: Score


@dataclass(frozen=True, slots=True)
class Column:
    """One group in a cross table; ``outcome`` is None when the group is too small to be looked at."""

    answer: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Results:
    """What there is to see. ``started`` and the like count everything; the rest is of ``shown`` released responses."""

    name: str
    anonymous: bool
    started: int
    complete: int
    stopped: int
    left_open: int
    shown: int
    waiting: int  # responses that are not shown yet, so that nobody can be recognized
    wait: Wait  # and what they wait for
    steps: tuple[Step, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    trend: tuple[Month, ...] = ()
    themes: Mapping[str, tuple[Theme, ...]] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # question: the answers one may filter by
    filtered: tuple[str, str] | None = None

    @property
    def completion(self) -> float:
        """The part of those who began that answered to the end."""
        return self.complete / self.started if self.started else 0.0

    @property
    def sentence(self) -> str:
        """The results in one line."""
        people = f"{self.complete} of {self.started} people answered to the end ({100 * self.completion:.0f} %)."
        score = next((one.score for one in self.outcomes if one.score), None)
        return f"{people} Net Promoter Score {score.value:.0f}." if score else people


def read(desk: Desk, bot: str, *, only: tuple[str, str] | None = None) -> Results:
    """The results, of all or of ``only`` those who gave one answer to one question: (question, answer).

    Raises BadRequest when that group is too small to be looked at.
    """
    desk.allow("records.view")
    kept = load(desk, bot)
    looked_at = kept.shown if only is None else _group(kept, only)
    states = Counter(one.state for one in kept.every)
    results = Results(
        name=kept.survey.name,
        anonymous=kept.promise == "anonymous",
        started=len(kept.every),
        complete=states[COMPLETE],
        stopped=len(kept.every) - states[COMPLETE] - states[PARTIAL],
        left_open=states[PARTIAL],
        shown=len(looked_at),
        waiting=len(kept.every) - len(kept.shown),
        wait=_wait(desk, kept),
        filters=_filters(kept),
        filtered=only,
    )
    if not looked_at:
        return results
    found = tuple(one for question in kept.survey.questions for one in outcomes(question, looked_at))
    return replace(
        results,
        steps=_steps(kept.survey, looked_at),
        outcomes=found,
        trend=() if only else _trend(kept),
        themes=_themes(desk, kept, only),
    )


def cross(desk: Desk, bot: str, question: str, by: str) -> list[Column]:
    """What a question came to in each group of another one. Raises BadRequest for one that has no single outcome."""
    desk.allow("records.view")
    kept = load(desk, bot)
    asked = _question(kept.survey, question)
    if asked.kind in ("matrix", "statement"):
        raise BadRequest("This question cannot be compared as one.")
    found = kept.groups(_question(kept.survey, by))
    return [Column(one.answer, outcomes(asked, one.members)[0] if one.open else None) for one in found]


def _wait(desk: Desk, kept: Kept) -> Wait:
    if kept.promise != "anonymous":
        return Wait(max(0, FEWEST - len(kept.every)))
    shown = {one.id for one in kept.shown}
    return wait([one for one in kept.every if one.id not in shown], now=desk.app.clock())


def _question(survey: SurveyFile, name: str) -> Question:
    for question in survey.questions:
        if question.id == name:
            return question
    raise BadRequest("There is no such question.")


def _filters(kept: Kept) -> dict[str, tuple[str, ...]]:
    found = {
        question.id: tuple(one.answer for one in kept.groups(question) if one.open)
        for question in kept.survey.questions
        if can_group(question)
    }
    return {name: answers for name, answers in found.items() if answers}


def _group(kept: Kept, only: tuple[str, str]) -> list[Response]:
    name, answer = only
    for one in kept.groups(_question(kept.survey, name)):
        if one.answer == answer and one.open:
            return list(one.members)
    raise BadRequest("Too few people gave this answer to look at them alone.")


def _steps(survey: SurveyFile, responses: Sequence[Response]) -> tuple[Step, ...]:
    keys = [
        (key, text) for question in survey.questions if question.kind != "statement" for key, text in _keys(question)
    ]
    last = [max((place for place, (key, _) in enumerate(keys) if key in one.answers), default=-1) for one in responses]
    went = Counter(place + 1 for one, place in zip(responses, last, strict=True) if one.state != COMPLETE)
    reached, found = len(responses), []
    for place, (key, text) in enumerate(keys):
        found.append(Step(key, text, reached, went[place]))
        reached -= went[place]
    return tuple(found)


def _keys(question: Question) -> list[tuple[str, str]]:
    if question.kind == "matrix":
        return [(f"{question.id}.{n}", f"{question.text} {row}") for n, row in enumerate(question.rows, start=1)]
    return [(question.id, question.text)]


def _trend(kept: Kept) -> tuple[Month, ...]:
    """By month; months of few answers are closed as small groups are."""
    asked = next((q for q in kept.survey.questions if q.kind == "nps"), None)
    if asked is None:
        return ()
    months: dict[date, list[float]] = {}
    for one in kept.shown:
        value = one.answers.get(asked.id)
        if isinstance(value, int | float):
            months.setdefault(one.started.date().replace(day=1), []).append(float(value))
    few = closed({month: len(values) for month, values in months.items()})
    found = [(month, len(values), net_promoter(values)) for month, values in sorted(months.items()) if month not in few]
    return tuple(Month(month, answered, score) for month, answered, score in found if score)


def _themes(desk: Desk, kept: Kept, only: tuple[str, str] | None) -> dict[str, tuple[Theme, ...]]:
    """What everybody said, in themes of at least five people, whatever they were promised.

    Of one group the same themes with the part of their people who are in it. The example stays the whole's: one that
    changed with the group would say which groups its author is in.
    """
    found = (one for question in kept.survey.questions for one in outcomes(question, kept.shown))
    whole = {one.key: _grouped(desk, one, kept.survey.language) for one in found if one.said}
    if only is not None:
        name, answer = only
        whole = {key: _of_group(kept, those, name, answer) for key, those in whole.items()}
    return {key: those for key, those in whole.items() if those}


def _of_group(kept: Kept, whole: Sequence[Theme], question: str, answer: str) -> tuple[Theme, ...]:
    sized = [
        (shares(kept.all_groups, [kept.shown[place] for place in sorted(theme.who)])[question].get(answer, 0), theme)
        for theme in whole
    ]
    told = [replace(theme, count=count) for count, theme in sized if count]
    return tuple(sorted(told, key=lambda theme: -theme.count))


def _grouped(desk: Desk, one: Outcome, language: str) -> tuple[Theme, ...]:
    """Remembered between clicks by a digest, so that the words themselves do not outlive their deletion."""
    key = sha256(repr((one.said, one.who)).encode()).digest()
    with _GUARD:
        known = _KNOWN.setdefault(desk.app, {}).get(key)
    if known is None:
        known = tuple(themes(one.said, one.who, desk.app.embedder().embed, stop_words(language), fewest=FEWEST))
        with _GUARD:
            remembered = _KNOWN[desk.app]
            if len(remembered) >= _REMEMBERED:
                remembered.clear()
            remembered[key] = known
    return known


_GUARD = threading.Lock()
_REMEMBERED = 40  # questions; embedding a hundred answers takes a second, and a page is drawn anew at each click
_KNOWN: WeakKeyDictionary[Application, dict[bytes, tuple[Theme, ...]]] = WeakKeyDictionary()
