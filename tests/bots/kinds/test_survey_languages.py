"""A survey speaks one language at a time: the visitor's where a question is said in it, else its own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.talking import Desk, Talk

SURVEY = """
id: tongues
kind: survey
name: Tongues
anonymity: confidential
thanks: Thank you.
questions:
  - {id: again, kind: yesno, text: Will you come again?, required: false}
  - {id: stars, kind: csat, text: How satisfied are you?, required: false}
  - {id: people, kind: number, text: How many people came?}
"""
TRANSLATED = SURVEY.replace(
    "text: How satisfied are you?,",
    "text: How satisfied are you?, translations: {de: {text: Wie zufrieden sind Sie?}},",
)


@pytest.fixture
def now() -> datetime:
    return datetime.fromisoformat("2026-03-18T10:00+01:00")


def labels(talk: Talk) -> list[str]:
    assert talk.last is not None
    return [choice.label for choice in talk.last.choices]


def test_a_survey_that_is_not_translated_is_asked_in_its_own_language_all_through(
    tmp_path: Path, now: datetime
) -> None:
    talk = Desk.open(tmp_path, SURVEY, now).talk(language="de")
    said = talk.say("Guten Tag, ich möchte mitmachen")
    assert "Question 1 of 3" in said
    assert "Will you come again?" in said
    assert labels(talk) == ["Yes", "No", "Skip"]
    assert "Is that a yes or a no?" in talk.say("vielleicht, mal sehen")
    talk.say("ja, auf jeden Fall")
    assert talk.asking == "stars"
    talk.say("sehr zufrieden")
    assert talk.asking == "people"
    assert talk.say("zu dritt") == "Thank you."


def test_each_question_is_surrounded_by_its_own_language(tmp_path: Path, now: datetime) -> None:
    talk = Desk.open(tmp_path, TRANSLATED, now).talk(language="de")
    assert "Question 1 of 3" in talk.say("Guten Tag, ich möchte mitmachen")
    said = talk.say("ja")
    assert "Wie zufrieden sind Sie?" in said
    assert "Frage 2 von 3" in said
    assert labels(talk)[-1] == "Überspringen"
    assert "How many people came?" in talk.say("5")


def test_an_answer_may_be_in_the_language_of_the_survey(tmp_path: Path, now: datetime) -> None:
    talk = Desk.open(tmp_path, SURVEY, now).talk(language="de")
    talk.say("Guten Tag, ich möchte mitmachen")
    talk.say("yes")
    talk.say("neither satisfied nor dissatisfied, to be honest with you")
    assert talk.asking == "people"
