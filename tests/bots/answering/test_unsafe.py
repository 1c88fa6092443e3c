"""Words of somebody in danger are heard in every language of the interface, and everyday ones are not mistaken."""

from __future__ import annotations

import pytest

from bots.answering.intent import intent


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "sometimes I don't want to live anymore",
        "ich will nicht mehr leben",
        "Ich denke daran, mir das Leben zu nehmen, ich will mich umbringen",
        "quiero morirme",
        "no quiero seguir viviendo",
        "je veux mourir",
        "j'ai envie de mettre fin à mes jours",
        "voglio morire",
        "quero morrer",
        "ik wil dood",
        "أريد أن أموت",
    ],
)
def test_somebody_in_danger_is_heard(text: str) -> None:
    assert intent(text).name == "unsafe"


@pytest.mark.parametrize(
    "text",
    ["I am dying to try this pen", "the battery died", "ich bin mit meinem Latein am Ende", "me mata la curiosidad"],
)
def test_a_manner_of_speaking_is_no_alarm(text: str) -> None:
    assert intent(text).name != "unsafe"
