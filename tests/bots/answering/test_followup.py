"""What a follow-up asks: the kind of answer wanted before, of the thing it names now."""

from __future__ import annotations

import pytest

from bots.answering.followup import leans, points
from bots.answering.question import understand


@pytest.mark.parametrize("text", ["In which colours?", "several at once?", "and a large one?"])
def test_too_little_to_stand_alone(text: str) -> None:
    assert leans(text)


def test_a_whole_question_stands_alone() -> None:
    assert not leans("In which colours do you sell the summer jacket?")
    assert not points("Which plan is the cheapest?")


def test_a_named_thing_asks_the_same_again() -> None:
    assert understand("and a large one?", "how much is a small box?").wants == "money"
    assert understand("and where do I get a large one?", "how much is a small box?").wants == "place"


def test_one_is_a_number_only_before_a_thing() -> None:
    assert "1" not in understand("how much is the large one?").terms
    assert "1" in understand("is one month enough?").terms


def test_what_leads_to_a_question_does_not_hide_that_it_asks_whether() -> None:
    assert understand("I ordered the wrong size, can I return it?").yes_no


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("what's the shortcut for that?", "keys"),
        ("which key ticks a box?", "keys"),
        ("which version do I need?", "number"),
    ],
)
def test_keys_and_versions_are_kinds_of_answer(text: str, wants: str) -> None:
    assert understand(text).wants == wants


def test_a_model_with_its_number_is_a_name() -> None:
    assert understand("what does the Tern 5 cost?").names == ("Tern 5",)


@pytest.mark.parametrize("text", ["I was wondering if you ship to Spain", "can you tell me whether you sell ink?"])
def test_a_question_wrapped_in_another_asks_whether(text: str) -> None:
    assert understand(text).yes_no


def test_how_wrapped_in_another_question_asks_how() -> None:
    assert not understand("can you tell me how long it takes?").yes_no
