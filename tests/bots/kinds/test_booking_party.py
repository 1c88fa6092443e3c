"""How many people come and what services are called, beside the times of a message; prices asked in between."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.kinds.booking.party import party
from tests.talking import Desk

POTTERY = """
id: pottery
kind: booking
name: Pottery
language: en
timezone: Europe/Berlin
services:
  - {id: wheel, name: Wheel taster, minutes: 90, price: "€45", staff: [ina]}
  - {id: kids, name: Children's afternoon, aliases: [Kindernachmittag], minutes: 120, price: "€25",
     capacity: 8, staff: [ole]}
staff:
  - {id: ina, name: Ina}
  - {id: ole, name: Ole, hours: {sat: [["10:00", "16:00"]]}}
hours: {tue: [["10:00", "20:00"]], fri: [["10:00", "20:00"]], sat: [["10:00", "16:00"]]}
slot_minutes: 30
horizon_days: 30
"""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def pottery(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, POTTERY, MONDAY)


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("for 3 kids", 3),
        ("für 4 Kinder am Samstag", 4),
        ("2 adults and 3 kids at 2", 5),
        ("me and 2 friends", 3),
        ("a table for two at 7", 2),
        ("wir kommen zu dritt um 3", 3),
        ("para 2 adultos y 1 niño a las 2", 3),
        ("on sera quatre", 4),
        ("siamo in due", 2),
        ("para mim e 2 amigos", 3),
        ("we zijn met z'n vieren", 4),
        ("afinal somos só 2", 2),
        ("we are now only 2", 2),
        ("wir sind leider nur noch fünf", 5),
        ("ahora somos solamente cuatro", 4),
        ("nous sommes plus que deux", 2),
        ("siamo ormai soltanto in 3", 3),
        ("we zijn toch maar met 2", 2),
    ],
)
def test_people_are_counted_in_seven_languages(said: str, people: int) -> None:
    assert party(said).people == people


@pytest.mark.parametrize(
    "said",
    [
        "at 3",
        "2 o'clock",
        "a table for 2:30",
        "book a table for 8pm",
        "table for 3 o'clock",
        "in 2 years",
        "à 3h",
        "we are free at 2",
        "nur um 3",
        "só às 2",
    ],
)
def test_a_clock_time_is_no_head_count(said: str) -> None:
    found = party(said)
    assert found.people is None
    assert found.rest == said


def test_an_age_is_neither_counted_nor_left_to_be_read_as_a_time() -> None:
    found = party("for my 6 year old on saturday at 1pm")
    assert found.people is None
    assert found.rest.split() == "for my on saturday at 1pm".split()


@pytest.mark.parametrize(
    "said", ["Kindernachmittag für 4 Kinder am Samstag", "children's afternoon sat for 4 children and 2 adults"]
)
def test_how_many_come_is_not_asked_for_as_a_time(pottery: Desk, said: str) -> None:
    talk = pottery.talk()
    reply = talk.say(said)
    assert "10:00–16:00" not in reply
    assert "28" in talk.buttons[0]


def test_the_name_of_a_service_is_no_part_of_the_day_and_its_price_is_told(pottery: Desk) -> None:
    assert "Children's afternoon: €25." in pottery.talk().say("how much does the children's afternoon cost?")


def test_the_price_of_another_service_is_told_and_the_booking_goes_on(pottery: Desk) -> None:
    talk = pottery.talk()
    talk.say("I'd like to book the wheel taster")
    assert "Children's afternoon: €25." in talk.say("how much does the children's afternoon cost?")
    assert "Wheel taster, Friday 27 November, 11:00" in talk.say("friday at 11")


def test_a_price_asked_with_a_day_is_told_before_the_times_of_the_day(pottery: Desk) -> None:
    reply = pottery.talk().say("what does the wheel taster cost on tuesday?")
    assert reply.startswith("Wheel taster: €45.")


def test_any_time_sat_is_saturday(pottery: Desk) -> None:
    talk = pottery.talk()
    talk.say("children's afternoon")
    assert talk.say("any time sat?")
    assert talk.buttons[0].startswith("Saturday 28 November")


@pytest.mark.parametrize(
    "said", ["we are only two now", "wir sind zu zweit jetzt", "somos só 2 agora", "on est deux maintenant"]
)
def test_now_behind_the_people_is_no_time_of_the_day(said: str) -> None:
    assert (party(said).people, party(said).rest.strip()) == (2, "")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("children's afternoon on friday", "Children's afternoon is not offered on Friday 27 November."),
        ("children's afternoon with ole on friday", "Ole does not work on Friday 27 November."),
        ("children's afternoon on sunday", "We are closed on Sunday 29 November."),
    ],
)
def test_a_day_is_called_closed_only_when_the_business_is(pottery: Desk, said: str, told: str) -> None:
    assert told in pottery.talk().say(said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("how much is the wheel taster?", "Wheel taster: €45."),
        ("quanto custa o wheel taster?", "Wheel taster: €45."),
        ("how long does it take?", "Wheel taster: 90 min."),
    ],
)
def test_a_question_put_before_cancelling_is_answered_and_nothing_is_cancelled(
    pottery: Desk, said: str, told: str
) -> None:
    talk = pottery.talk()
    for words in ("wheel taster tomorrow at 10", "yes", "cancel it"):
        talk.say(words)
    reply = talk.say(said)
    assert told in reply
    assert talk.state["asking"] == "confirm_cancel"
    assert [one.state for one in pottery.bookings()] == ["booked"]


def test_another_time_given_before_cancelling_moves_the_booking(pottery: Desk) -> None:
    talk = pottery.talk()
    for words in ("wheel taster tomorrow at 10", "yes", "cancel it"):
        talk.say(words)
    assert "Shall I move your appointment?" in talk.say("can we make it friday at 11 instead?")
    assert [one.state for one in pottery.bookings()] == ["booked"]
