"""Scoring: what a response adds up to, by the points the owner gave to answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.schema.survey import Question, SurveyFile


def scored(survey: SurveyFile) -> bool:
    """Whether any answer gives points."""
    return any(q.points for q in survey.questions)


def points(survey: SurveyFile, answers: Mapping[str, Any]) -> float:
    """The sum over the answers given; what was skipped or said in own words gives none."""
    return sum(_of(q, answers[q.id]) for q in survey.questions if q.points and answers.get(q.id) is not None)


def _of(question: Question, given: Any) -> float:
    if isinstance(given, int | float):
        return given * question.points[0]
    places = ("yes", "no") if question.kind == "yesno" else question.options
    chosen = given if isinstance(given, list) else [given]
    return sum(question.points[places.index(one)] for one in chosen if one in places)
