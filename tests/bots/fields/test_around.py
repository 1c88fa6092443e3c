"""What stands around a number, in any language: ranges, days, clocks, other things counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    "words",
    [
        "zwischen 4 und 6", "entre 3 y 5", "entre 3 et 5", "fra il 4 e il 6", "entre 3 e 5", "tussen de 4 en de 6",
        "between a 4 and a 6", "5 bis 6", "da 5 a 6", "de 5 à 6", "5 tot 6", "from 5 to 6",
    ],
)  # fmt: skip
def test_the_ends_of_a_range_are_no_answer(read: Read, words: str) -> None:
    assert read("nps", words) == AGAIN
    assert read("number", words) == AGAIN


@pytest.mark.parametrize(
    ("words", "value"),
    [("zwischen 4 und 6, also 5", 5), ("entre 3 y 5, pero digamos 4", 4), ("between 7 and 9, so 8", 8)],
)
def test_what_comes_out_of_a_range_is(read: Read, words: str, value: int) -> None:
    assert read("nps", words) == value


@pytest.mark.parametrize("words", ["it came on the 4th of June", "am 4. Juni", "le 4 juin", "at 4:30"])
def test_a_day_or_a_time_is_no_grade(read: Read, words: str) -> None:
    assert read("nps", words) == AGAIN


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("five of us, two dogs", 5),
        ("5 people in 2 cars", 5),
        ("wir waren 5 Personen in 2 Autos", 5),
        ("4 adults and 3 kids", 7),
        ("11 guests on 12 March", 11),
        ("half a dozen", 6),
        ("ein halbes Dutzend", 6),
        ("media docena", 6),
        ("mezza dozzina", 6),
    ],
)
def test_of_several_things_counted_the_one_asked_for(read: Read, words: str, value: int) -> None:
    assert read("number", words, text="How many people came?", low=0, high=200) == value


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("1h20", 80), ("2 h 05", 125), ("3/4 of an hour", 45), ("een kwartiertje", 15), ("un'oretta", 60)],
)
def test_times_in_one_word(read: Read, words: str, minutes: int) -> None:
    assert read("number", words, unit="minutes") == minutes


@pytest.mark.parametrize(
    ("words", "value"), [("4, ach ne, 5", 5), ("sieben, ähm acht", 8), ("9 euh non 8", 8), ("9, nee toch 8", 8)]
)
def test_corrected_in_any_language(read: Read, words: str, value: int) -> None:
    assert read("nps", words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("me plus 4 mates", 5), ("ich und 3 Freunde", 4), ("mi marido y yo", 2), ("moi et ma femme", 2), ("4 mates", 4)],
)
def test_who_speaks_counts_too(read: Read, words: str, value: int) -> None:
    assert read("number", words, text="How many people came?") == value


@pytest.mark.parametrize(
    ("words", "value"), [("una estrella", 1), ("*****", 5), ("een dikke vier", 4), ("niemand hat geholfen", AGAIN)]
)
def test_stars_and_grades(read: Read, words: str, value: Any) -> None:
    assert read("rating", words) == value
