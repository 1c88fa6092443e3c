"""A quantity in words or digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve in the end", 12),
        ("3 adults and 2 kids", 5),
        ("just myself", 1),
        ("a couple", 2),
        ("zu dritt", 3),
        ("una docena", 12),
        ("sixty", AGAIN),
        ("a few", AGAIN),
        ("two and a half", AGAIN),
        ("minus two", AGAIN),
    ],
)
def test_how_many(read: Read, words: str, value: Any) -> None:
    assert read("number", words, low=0, high=20) == value


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        # the unit asked for, or none
        ("about 45", "minutes", 45),
        ("45 minutes", "minutes", 45),
        # another unit that becomes it
        ("2 hours", "minutes", 120),
        ("1 hour 30 minutes", "minutes", 90),
        ("half an hour", "minutes", 30),
        ("anderthalb Stunden", "Minuten", 90),
        ("media hora", "minutos", 30),
        ("90 minutes", "hours", 1.5),
        ("3 weeks", "days", 21),
        # corrected
        ("two hours, no wait, three hours", "minutes", 180),
        # a unit that does not
        ("3 euros", "minutes", AGAIN),
        # thousands
        ("1,200", "EUR", 1200),
        ("1.200 Euro", "EUR", 1200),
    ],
)
def test_a_quantity_with_its_unit(read: Read, words: str, unit: str, value: Any) -> None:
    assert read("number", words, unit=unit, integer=False) == value


@pytest.mark.parametrize(
    ("question", "words", "value"),
    [
        ("How many minutes did you wait?", "half an hour or so", 30),
        ("How many minutes did you wait?", "1 hr 15", 75),
        ("How many minutes did you wait?", "two coffees", 2),
        ("Wie viele Minuten haben Sie gewartet?", "eine Viertelstunde", 15),
        ("Combien d'heures par semaine ?", "90 minutes", 1.5),
        ("¿Cuántos minutos esperó?", "una hora", 60),
        ("Delivery time (days)", "a week", 7),
        ("How many coffees do you drink a week?", "seven", 7),
        ("How many years have you been with us?", "18 months", 1.5),
    ],
)
def test_a_unit_that_only_the_question_names(read: Read, question: str, words: str, value: Any) -> None:
    assert read("number", words, text=question, integer=False) == value
