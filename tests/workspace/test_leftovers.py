"""Words of a template go when what they speak of goes; what the owner wrote stays."""

from __future__ import annotations

from typing import Any

import pytest

from bots.schema.booking import BookingFile
from bots.schema.survey import SurveyFile
from workspace import leftovers, studio
from workspace.leftovers import Leftover
from workspace.roles import Desk

POTTERY = [
    {"id": "wheel", "name": "Evening at the wheel", "minutes": 120, "staff": ["bench"]},
    {"id": "glaze", "name": "Glazing table", "minutes": 60, "staff": ["bench"]},
]


def started(desk: Desk, template: str, **changes: Any) -> Any:
    draft = studio.create_bot(desk, template, name="Clay Corner")
    return studio.change_draft(desk, draft.bot, changes).config


def test_replaced_services_take_their_starters_first_words_and_confirmation_with_them(desk: Desk) -> None:
    config = started(desk, "booking-workshop", services=POTTERY)
    assert isinstance(config, BookingFile)
    assert config.starters == ("Evening at the wheel", "Glazing table")
    assert config.welcome == "Hello. What would you like to book, and when?"
    assert config.confirmation == ""


def test_what_still_fits_stays(desk: Desk) -> None:
    class_only = [{"id": "class", "name": "Repair class", "minutes": 120, "staff": ["classroom"]}]
    config = started(desk, "booking-workshop", services=class_only)
    assert config.starters == ("A place in the next repair class", "Repair class")
    assert config.welcome == "Hello. I can book a repair slot or a place in a class."


def test_what_the_owner_wrote_stays(desk: Desk) -> None:
    draft = studio.create_bot(desk, "booking-workshop", name="Clay Corner")
    mine = {
        "starters": ["Come by bicycle"],
        "welcome": "Bring a bicycle.",
        "confirmation": "Leave the bicycle outside.",
    }
    studio.change_draft(desk, draft.bot, mine)
    config: Any = studio.change_draft(desk, draft.bot, {"services": POTTERY}).config
    assert config.starters == ("Come by bicycle",)
    assert (config.welcome, config.confirmation) == ("Bring a bicycle.", "Leave the bicycle outside.")


def test_words_saved_together_with_the_services_are_the_owners(desk: Desk) -> None:
    config = started(desk, "booking-workshop", services=POTTERY, starters=["A bicycle service on Tuesday morning"])
    assert config.starters == ("A bicycle service on Tuesday morning",)
    assert [one.where for one in leftovers.leftovers(config, studio.starts())] == ["starters"], "but it is told"


def test_first_words_of_a_survey_count_its_questions(desk: Desk) -> None:
    three = [{"id": f"q{n}", "kind": "yesno", "text": f"Was day {n} good?"} for n in (1, 2, 3)]
    assert started(desk, "survey-event", questions=three).welcome == (
        "Thank you for coming. Three short questions, without your name."
    )
    assert "One short question," in started(desk, "survey-event", questions=three[:1]).welcome


def test_a_number_the_owner_chose_stays_and_is_told(desk: Desk) -> None:
    draft = studio.create_bot(desk, "survey-event", name="Clay Corner")
    studio.change_draft(desk, draft.bot, {"welcome": "2 questions, half a minute."})
    config = studio.change_draft(desk, draft.bot, {"questions": [{"id": "a", "kind": "yesno", "text": "Well?"}]}).config
    assert config.welcome == "2 questions, half a minute."
    found = leftovers.leftovers(config, ())
    assert found == [Leftover("welcome", "2 questions", "1 question, half a minute.")]


@pytest.mark.parametrize("config", studio.starts(), ids=lambda config: config.id)
def test_no_template_has_leftovers_of_its_own(config: BookingFile | SurveyFile) -> None:
    assert leftovers.leftovers(config, studio.starts()) == []
