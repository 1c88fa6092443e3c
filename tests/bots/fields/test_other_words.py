"""Options and steps named in other words or another language than the survey's, by place, or corrected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bots.fields import Asked, Moment, field_for
from bots.kinds._survey_heard import command
from tests.bots.fields.conftest import NOW

Read = Callable[..., Any]
AGAIN = "AGAIN"
WAYS = ("By car", "By bike", "On foot", "Bus or train", "Taxi")
WISHES = ("Opening hours", "Staff", "Prices", "Parking")
GRADES = ("Poor", "Fair", "Good", "Excellent")
ENDS = ("very difficult", "very easy")


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("we cycled", "By bike"), ("mit dem Fahrrad", "By bike"), ("en vélo", "By bike"), ("in bicicletta", "By bike"),
        ("drove over", "By car"), ("en coche", "By car"), ("zu Fuß", "On foot"), ("caminando", "On foot"),
        ("con la metro", "Bus or train"), ("mit der Bahn", "Bus or train"), ("took a cab", "Taxi"),
        ("car. the train was late again", "By car"), ("bike, no, taxi", "Taxi"),
        ("bike or car", AGAIN), ("the first three", AGAIN), ("by boat", AGAIN),
    ],
)  # fmt: skip
def test_one_option_by_what_it_is_about(read: Read, words: str, option: str) -> None:
    assert read("single", words, options=WAYS) == option


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("the last two", (2, 3)), ("die letzten beiden", (2, 3)), ("los dos últimos", (2, 3)),
        ("gli ultimi tre", (1, 2, 3)),
        ("the first three", (0, 1, 2)), ("les deux premières", (0, 1)), ("de eerste twee", (0, 1)),
        ("2 to 4", (1, 2, 3)),
        ("B and D", (1, 3)), ("everything besides parking", (0, 1, 2)), ("tout sauf le personnel", (0, 2, 3)),
        ("die Öffnungszeiten und das Personal", (0, 1)), ("prezzi e parcheggio", (2, 3)),
    ],
)  # fmt: skip
def test_several_options(read: Read, words: str, places: tuple[int, ...]) -> None:
    assert read("multiple", words, options=WISHES) == [WISHES[n] for n in places]


@pytest.mark.parametrize("words", ["geen van alle", "none of them all", "everything, above all the prices"])
def test_none_and_an_open_everything_ask_again(read: Read, words: str) -> None:
    assert read("multiple", words, options=WISHES) == AGAIN


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("it was okay", "Fair"), ("gut", "Good"), ("hervorragend", "Excellent"), ("mala", "Poor"), ("moyen", "Fair"),
        ("ottimo", "Excellent"), ("ruim", "Poor"), ("matig", "Fair"), ("the worst", "Poor"), ("pretty good", "Good"),
        ("not good", AGAIN), ("very good", AGAIN), ("good, but could be better", "Good"),
    ],
)  # fmt: skip
def test_a_row_of_grades(read: Read, words: str, grade: str) -> None:
    assert read("matrix", words, options=GRADES) == grade


@pytest.mark.parametrize(
    ("words", "value"),
    [("very easy", 7), ("sehr einfach", 7), ("facilissimo", 7), ("super dur", 1), ("muy difícil", 1), ("easy", AGAIN)],
)
def test_a_scale_whose_ends_have_words(read: Read, words: str, value: Any) -> None:
    assert read("scale", words, low=1, high=7, labels=ENDS) == value


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("fine", "csat", None), ("fair enough", "csat", None), ("it was okay", "csat", None),
        ("el personal", "single", None),
        ("4, no perdón, 5", "nps", None), ("that's enough", "nps", "stop"), ("personal", "nps", "skip"),
    ],
)  # fmt: skip
def test_an_answer_is_no_command(words: str, kind: str, said: str | None) -> None:
    asked = Asked("q", kind, options=WISHES if kind == "single" else ())
    languages = ("en", "de", "es", "fr", "it", "pt", "nl")
    read = field_for(kind).parse(words, asked, Moment(NOW, languages))
    assert command(words, languages, asked, read, words=False) == said


@pytest.mark.parametrize("words", ["prices and the flurb", "price last and quality last"])
def test_what_is_only_half_understood_is_asked_again(read: Read, words: str) -> None:
    options = ("Prices", "Quality", "Speed")
    assert read("multiple" if "flurb" in words else "ranking", words, options=options) == AGAIN


@pytest.mark.parametrize(("words", "value"), [("pas terrible", AGAIN), ("nicht furchtbar", AGAIN), ("terrible", 1)])
def test_a_word_taken_back_is_not_the_worst(read: Read, words: str, value: Any) -> None:
    assert read("csat", words) == value
