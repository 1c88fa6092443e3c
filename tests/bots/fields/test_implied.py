"""Answers that say the value by something else: a rhetorical question, a place, what came before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bots.fields.conftest import AGAIN, Read

FOUR = ("Price", "Delivery", "Support", "Quality")
THREE = ("Price", "Quality", "Speed")
SATISFIED = ("very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        # a question that answers itself
        ("why wouldn't I", "yes"),
        ("why would I", "no"),
        ("warum sollte ich nicht", "yes"),
        ("warum sollte ich", "no"),
        # a condition that is not met
        ("not at those prices", "no"),
        ("pas avec ce service", "no"),
        ("niet met die wachttijd", "no"),
        # what follows from it
        ("it's working like a charm", "yes"),
        ("the problem is still there", "no"),
        ("volveremos", "yes"),
        # a no that means yes
        ("no question, yes", "yes"),
        ("da sag ich nicht nein", "yes"),
        ("no digo que no", "yes"),
        ("non vedo l'ora", "yes"),
        ("I won't say no", "yes"),
        ("won't be back", "no"),
        # a no to one part only
        ("not with the kids, but alone yes", "yes"),
        # two things
        ("I will be back. it keeps crashing", AGAIN),
    ],
)
def test_a_yes_or_a_no_told_by_something_else(read: Read, words: str, value: str) -> None:
    assert read("yesno", words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("couldn't be less satisfied", 1),
        ("couldn't be happier", 5),
        ("zufriedener geht nicht", 5),
        ("could be better", AGAIN),
        ("not quite a 5, a 4", 4),
        ("2. My order of 14 items came with 9 missing", AGAIN),
    ],
)
def test_what_cannot_go_further_is_at_the_end_of_a_scale(read: Read, words: str, value: Any) -> None:
    labels = () if "14" in words else SATISFIED
    found = read("csat", words, labels=labels)
    assert found == (2 if "14" in words else value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("7. There were 3 people before me", 7),
        ("7. Or 8", AGAIN),
        ("7. 8", AGAIN),
        ("my wife says 10, I'd say less", AGAIN),
        ("10, my wife says a bit less", 10),
        ("7, no more", 7),
    ],
)
def test_a_first_sentence_that_is_a_number_is_the_answer_unless_another_is_offered(
    read: Read, words: str, value: Any
) -> None:
    assert read("nps", words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the one before last", "Support"),
        ("die vorletzte", "Support"),
        ("delivery, price comes second", "Delivery"),
        ("quality over price", "Quality"),
        ("I used to say price but now it's delivery", "Delivery"),
        ("mostly price, a bit of quality", "Price"),
        ("no, price", "Price"),
        ("price and quality", AGAIN),
        ("price or quality", AGAIN),
    ],
)
def test_one_of_several_that_is_put_before_the_others(read: Read, words: str, value: str) -> None:
    assert read("single", words, options=FOUR) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the middle two", ["Delivery", "Support"]),
        ("price... no, delivery and quality", ["Delivery", "Quality"]),
        ("no price, but quality", ["Quality"]),
    ],
)
def test_several_by_their_place_and_after_a_correction(read: Read, words: str, value: list[str]) -> None:
    assert read("multiple", words, options=FOUR) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("price is last, quality first", ["Quality", "Speed", "Price"]),
        ("least price, most speed", ["Speed", "Quality", "Price"]),
        ("le prix en dernier, la qualité en premier", ["Quality", "Speed", "Price"]),
        ("price second, quality first", ["Quality", "Price", "Speed"]),
        ("price first and last", AGAIN),
    ],
)
def test_an_order_told_by_places(read: Read, words: str, value: Any) -> None:
    assert read("ranking", words, options=THREE) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("no waiting at all", 0), ("musste nicht warten", 0), ("two hours, no wait, three hours", 180)],
)
def test_no_time_at_all_is_nought(read: Read, words: str, value: int) -> None:
    assert read("number", words, unit="minutes") == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("tuesday, no sorry, tue the 10th", "2026-03-10"), ("the last day of february", "2026-02-28")],
)
def test_a_day_after_a_correction_and_by_the_end_of_a_month_that_was(read: Read, words: str, value: str) -> None:
    assert read("date", words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("my husband gives you a 10, I give you 9", 9),
        ("my mum was very satisfied", AGAIN),
        ("my mum was very satisfied, I was dissatisfied", 2),
        ("second lowest", 2),
        ("one below the top", 4),
        ("my son was happy so a 4 from me", 4),
        ("4 because it took 3 days instead of 2", 4),
    ],
)
def test_a_score_is_the_speakers_own(read: Read, words: str, value: Any) -> None:
    assert read("nps" if "10" in words else "csat", words, labels=() if "10" in words else SATISFIED) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("me, my wife and our son", 3),
        ("mum, dad and three kids", 5),
        ("two dozen", 24),
        ("more than 10", AGAIN),
    ],
)
def test_people_are_counted_as_they_are_listed(read: Read, words: str, value: Any) -> None:
    assert read("number", words, text="How many people came?") == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("everything but the first", ["Delivery", "Support", "Quality"]),
        ("all of them apart from the last", ["Price", "Delivery", "Support"]),
        ("not support, not quality, the other two", ["Price", "Delivery"]),
        ("a and b", ["Price", "Delivery"]),
    ],
)
def test_options_are_left_out_by_their_place(read: Read, words: str, value: list[str]) -> None:
    assert read("multiple", words, options=FOUR) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("the saturday before last", "2026-03-07"), ("thursday two weeks ago", "2026-03-05")],
)
def test_a_weekday_some_weeks_behind(read: Read, words: str, value: str) -> None:
    assert read("date", words) == value
