"""A survey's results for a page: how far people came, what each question came to, over time, and for one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from weakref import WeakKeyDictionary

from bots import config as bot_file
from bots.schema.survey import Question, SurveyFile
from knowledge.words import stop_words
from records.responses import COMPLETE, PARTIAL, Response, Responses
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.groups import can_group, groups
from workspace.survey_results.numbers import Outcome, Score, net_promoter, outcomes
from workspace.survey_results.released import FEWEST, released
from workspace.survey_results.themes import Theme, themes

__all__ = ["Column", "Month", "Results", "Step", "cross", "read", "survey_of"]


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


def survey_of(desk: Desk, bot: str) -> SurveyFile:
    """The survey's draft. Raises BadRequest for a bot of another kind."""
    config = bot_file.load(desk.app.bot_row(desk.actor.workspace, bot).draft)
    if not isinstance(config, SurveyFile):
        raise BadRequest("This bot is no survey.")
    return config


def read(desk: Desk, bot: str, *, only: tuple[str, str] | None = None) -> Results:
    """The results, of all or of ``only`` those who gave one answer to one question: (question, answer).

    Raises BadRequest when that group is too small to be looked at.
    """
    desk.allow("records.view")
    survey = survey_of(desk, bot)
    every = Responses(desk.app.store(desk.actor.workspace)).listing(bot)
    open_to = released(every, anonymous=survey.anonymity == "anonymous", now=desk.app.clock())
    states = Counter(one.state for one in every)
    results = Results(
        name=survey.name,
        anonymous=survey.anonymity == "anonymous",
        started=len(every),
        complete=states[COMPLETE],
        stopped=len(every) - states[COMPLETE] - states[PARTIAL],
        left_open=states[PARTIAL],
        shown=len(open_to),
        waiting=len(every) - len(open_to),
        filters=_filters(survey, open_to),
        filtered=only,
    )
    if only is not None:
        open_to = _group(survey, open_to, only)
    if len(open_to) < FEWEST and survey.anonymity != "identified":
        return results
    found = tuple(one for question in survey.questions for one in outcomes(question, open_to))
    return replace(
        results,
        shown=len(open_to),
        steps=_steps(survey, open_to),
        outcomes=found,
        trend=() if only else _trend(survey, open_to),
        themes=_themes(desk, survey, found),
    )


def cross(desk: Desk, bot: str, question: str, by: str) -> list[Column]:
    """What a question came to in each group of another one."""
    desk.allow("records.view")
    survey = survey_of(desk, bot)
    asked, split = _question(survey, question), _question(survey, by)
    every = Responses(desk.app.store(desk.actor.workspace)).listing(bot)
    open_to = released(every, anonymous=survey.anonymity == "anonymous", now=desk.app.clock())
    found = groups(split, open_to, small_closed=survey.anonymity != "identified")
    return [Column(one.answer, outcomes(asked, one.members)[0] if one.open else None) for one in found]


def _question(survey: SurveyFile, name: str) -> Question:
    for question in survey.questions:
        if question.id == name:
            return question
    raise BadRequest("There is no such question.")


def _filters(survey: SurveyFile, responses: Sequence[Response]) -> dict[str, tuple[str, ...]]:
    closed = survey.anonymity != "identified"
    found = {
        question.id: tuple(one.answer for one in groups(question, responses, small_closed=closed) if one.open)
        for question in survey.questions
        if can_group(question)
    }
    return {name: answers for name, answers in found.items() if answers}


def _group(survey: SurveyFile, responses: Sequence[Response], only: tuple[str, str]) -> list[Response]:
    name, answer = only
    for one in groups(_question(survey, name), responses, small_closed=survey.anonymity != "identified"):
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


def _trend(survey: SurveyFile, responses: Sequence[Response]) -> tuple[Month, ...]:
    """By month, as far as a month has enough answers; a month is over before it is shown apart from the one before."""
    asked = next((q for q in survey.questions if q.kind == "nps"), None)
    if asked is None:
        return ()
    months: dict[date, list[float]] = {}
    for one in responses:
        value = one.answers.get(asked.id)
        if isinstance(value, int | float):
            months.setdefault(one.started.date().replace(day=1), []).append(float(value))
    found = [(month, values, net_promoter(values)) for month, values in sorted(months.items())]
    return tuple(Month(month, len(values), score) for month, values, score in found if score and len(values) >= FEWEST)


def _themes(desk: Desk, survey: SurveyFile, found: Sequence[Outcome]) -> dict[str, tuple[Theme, ...]]:
    fewest = 2 if survey.anonymity == "identified" else 3
    stops = stop_words(survey.language)
    embed = desk.app.embedder().embed
    known = _KNOWN.setdefault(desk.app, {})
    grouped: dict[str, tuple[Theme, ...]] = {}
    for one in found:
        said = (one.said, fewest)
        if one.said and said not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[said] = tuple(themes(one.said, embed, stops, fewest=fewest))
        if one.said and known[said]:
            grouped[one.key] = known[said]
    return grouped


_REMEMBERED = 40  # questions; embedding a hundred answers takes a second, and a page is drawn anew at each click
_KNOWN: WeakKeyDictionary[Application, dict[tuple[tuple[str, ...], int], tuple[Theme, ...]]] = WeakKeyDictionary()
