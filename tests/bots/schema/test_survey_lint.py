"""Questions that collect more than they need are flagged with a better wording; plain ones are left alone."""

from __future__ import annotations

import pytest

from bots.config import load
from bots.schema.survey import SurveyFile
from bots.schema.survey_lint import advice, rules

FILE = """
id: visit
kind: survey
name: Visit
anonymity: {mode}
questions:
  - {{id: one, kind: {kind}, text: {text!r}{more}}}
"""


def flagged(kind: str, text: str, more: str = "", mode: str = "anonymous") -> list[str]:
    config = load(FILE.format(kind=kind, text=text, more=more, mode=mode))
    assert isinstance(config, SurveyFile)
    return [one.rule for one in advice(config)]


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        ("date", "What is your date of birth?", "birth_date"),
        ("date", "Wann sind Sie geboren?", "birth_date"),
        ("number", "How old are you?", "exact_age"),
        ("long_text", "Do you have any illness we should know of?", "health"),
        ("yesno", "Are you pregnant?", "health"),
        ("short_text", "What is your religion?", "religion"),
        ("short_text", "Which party do you vote for?", "politics"),
        ("short_text", "What is your ethnicity?", "origin"),
        ("short_text", "What is your gender?", "gender"),
        ("yesno", "Sind Sie in einer Gewerkschaft?", "union"),
        ("short_text", "Your passport number, please", "papers"),
        ("short_text", "What is your IBAN?", "account"),
        ("number", "What is your yearly income?", "income"),
        ("short_text", "Where do you live?", "address"),
        ("short_text", "Votre nom ?", "name"),
        ("date", "When did you get married?", "why_so_exact"),
        ("email", "How can we reach you?", "contact"),
    ],
)
def test_more_than_the_purpose_needs(kind: str, text: str, rule: str) -> None:
    assert flagged(kind, text) == [rule]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("nps", "How likely are you to recommend us?"),
        ("date", "When was your visit?"),
        ("long_text", "What should we do better?"),
        ("short_text", "How did you hear of the birthday party?"),
        ("short_text", "How well did we address your concern?"),
        ("short_text", "Name one thing you liked"),
        ("number", "How many people came with you?"),
        ("statement", "We never ask for your date of birth."),
    ],
)
def test_plain_questions_are_left_alone(kind: str, text: str) -> None:
    file = FILE.format(kind=kind, text=text, more="", mode="anonymous")
    config = load(file + "  - {id: two, kind: nps, text: Score?}\n")
    assert isinstance(config, SurveyFile)
    assert advice(config) == ()


def test_an_age_group_is_fine() -> None:
    assert flagged("single", "Which age group are you in?", ", options: [under 25, 25 to 44, 45 and older]") == []


def test_asking_how_to_reach_somebody_is_fine_where_nobody_was_promised_to_stay_unknown() -> None:
    assert flagged("email", "How can we reach you?", mode="confidential") == []


def test_each_rule_says_what_is_wrong_and_what_is_better() -> None:
    config = load(FILE.format(kind="date", text="Your date of birth?", more="", mode="anonymous"))
    assert isinstance(config, SurveyFile)
    [one] = advice(config)
    assert (one.place, one.question) == (0, "one")
    assert "age group" in one.better
    assert len(set(rules())) == len(rules())
