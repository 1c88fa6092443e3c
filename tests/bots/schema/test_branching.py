"""When a question is asked, and faults that are known before anybody answers."""

from __future__ import annotations

from typing import Any

import pytest

from bots.config import load
from bots.errors import ConfigError
from bots.schema.branching import due
from bots.schema.points import points, scored
from bots.schema.survey import Question, SurveyFile

HEAD = "id: s\nkind: survey\nname: S\nquestions:\n"
FIRST = (
    "  - {id: score, kind: nps, text: Score?}\n  - {id: where, kind: single, text: Where?, options: [Here, There]}\n"
)


@pytest.mark.parametrize(
    ("rule", "answers", "asked"),
    [
        ({"op": "le", "value": 6}, {"score": 6}, True),
        ({"op": "le", "value": 6}, {"score": 7}, False),
        ({"op": "le", "value": 6}, {"score": None}, False),
        ({"op": "le", "value": 6}, {}, False),
        ({"op": "in", "value": [1, 2]}, {"score": 2}, True),
        ({"op": "eq", "value": True}, {"score": "yes"}, True),
        ({"op": "ne", "value": "no"}, {"score": "yes"}, True),
        ({"op": "contains", "value": "b"}, {"score": ["a", "b"]}, True),
        ({"op": "answered"}, {"score": "x"}, True),
        ({"op": "answered"}, {"score": None}, False),
    ],
)
def test_when_a_question_is_asked(rule: dict[str, Any], answers: dict[str, Any], asked: bool) -> None:
    question = Question.model_validate(
        {"id": "q", "kind": "long_text", "text": "Why?", "show_if": {"question": "score", **rule}}
    )
    assert due(question, answers) == asked


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        # a branch to nowhere
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: ghost, op: answered}}\n", "no question 'ghost'"),
        # a circle
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: b, op: answered}}\n"
         "  - {id: b, kind: yesno, text: B?, show_if: {question: a, op: answered}}\n", "'b' is asked later"),
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: a, op: answered}}\n", "'a' is asked later"),
        # dead ends
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: score, op: gt, value: 10}}\n", "never asked"),
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: where, op: eq, value: Nowhere}}\n", "Here, There"),
        ("  - {id: a, kind: yesno, text: A?, show_if: {question: score, op: lt, value: 0}}\n"
         "  - {id: b, kind: yesno, text: B?, show_if: {question: a, op: eq, value: yes}}\n", "'a' is never asked"),
        ("  - {id: t, kind: statement, text: Hello}\n"
         "  - {id: a, kind: yesno, text: A?, show_if: {question: t, op: answered}}\n", "never asked"),
        # of one question
        ("  - {id: a, kind: single, text: A?, options: [Only]}\n", "at least two answers"),
        ("  - {id: a, kind: single, text: A?, options: [One, one]}\n", "Two of them are the same"),
        ("  - {id: a, kind: matrix, text: A?}\n", "Give the rows"),
        ("  - {id: a, kind: scale, text: A?, scale: [5, 1]}\n", "lowest number comes first"),
        ("  - {id: a, kind: single, text: A?, options: [One, Two], points: [1]}\n", "Give 2 here"),
        ("  - {id: a, kind: long_text, text: A?, points: [1]}\n", "cannot be given for long_text"),
        ("  - {id: a, kind: single, text: A?, options: [One, Two],"
         " translations: {de: {text: A?, options: [Eins]}}}\n", "2 options in the first language and 1 here"),
        ("  - {id: a, kind: single, text: A?, options: [One, Two], translations: {de: {text: A?}}}\n", "are missing"),
        ("  - {id: a, kind: yesno, text: A?, other: true}\n", "something else"),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_cure(questions: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        load(HEAD + FIRST + questions)


@pytest.mark.parametrize("questions", ["  []\n", "  - {id: t, kind: statement, text: Hello}\n"])
def test_a_survey_with_no_question_is_refused(questions: str) -> None:
    with pytest.raises(ConfigError, match=r"one entry at least|Nothing is asked"):
        load(HEAD + questions)


def test_five_hundred_questions_are_taken_and_more_are_not() -> None:
    one = "  - {{id: q{n}, kind: yesno, text: Well?}}\n"
    assert load(HEAD + "".join(one.format(n=n) for n in range(500)))
    with pytest.raises(ConfigError, match="500 entries at most"):
        load(HEAD + "".join(one.format(n=n) for n in range(501)))


def test_ten_thousand_options_are_refused_at_once() -> None:
    options = ", ".join(f"o{n}" for n in range(10_000))
    with pytest.raises(ConfigError, match="500 entries at most"):
        load(HEAD + f"  - {{id: a, kind: single, text: A?, options: [{options}]}}\n")


def test_points_add_up() -> None:
    survey = load(
        HEAD
        + "  - {id: a, kind: single, text: A?, options: [Low, High], points: [1, 5], other: true}\n"
        + "  - {id: b, kind: multiple, text: B?, options: [X, Y, Z], points: [1, 2, 4]}\n"
        + "  - {id: c, kind: yesno, text: C?, points: [3, 0]}\n"
        + "  - {id: d, kind: nps, text: D?, points: [0.5]}\n"
    )
    assert isinstance(survey, SurveyFile)
    assert scored(survey)
    assert points(survey, {"a": "High", "b": ["X", "Z"], "c": "yes", "d": 10}) == 18
    assert points(survey, {"a": "my own words", "b": None, "c": "no"}) == 0
