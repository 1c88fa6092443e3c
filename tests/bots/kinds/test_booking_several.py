"""Several services in one message, or one more on top: booked one after the other, none dropped in silence."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.kinds.booking.several import several
from tests.talking import Desk

SALON = """
id: salon
kind: booking
name: Salon
language: en
timezone: Europe/Berlin
services:
  - {id: cut, name: Haircut, aliases: [cut, Haarschnitt, taglio, knippen, corte, coupe], minutes: 30}
  - {id: color, name: Colour, aliases: [Färben, colore, verven, tinte, couleur, coloração], minutes: 90}
  - {id: beard, name: Beard trim, aliases: [Bart, barba, baard, barbe], minutes: 15}
hours: {fri: [["09:00", "18:00"]], sat: [["09:00", "18:00"]]}
slot_minutes: 30
horizon_days: 30
details: [{id: name, kind: text, purpose: To greet you, label: "Your name?"}]
"""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NAMES = [("Haircut", "cut", "Haarschnitt", "corte"), ("Colour", "Färben", "tinte"), ("Beard trim", "Bart", "barba")]


@pytest.fixture
def salon(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, SALON, MONDAY)


def booked(desk: Desk) -> list[str]:
    return [f"{one.service} {one.starts:%d %H:%M}" for one in desk.bookings() if one.state == "booked"]


@pytest.mark.parametrize(
    ("said", "language", "services"),
    [
        ("a cut and a colour on friday", "en", [0, 1]),
        ("Färben und danach Haarschnitt am Freitag", "de", [1, 0]),
        ("corte y barba el viernes a las 10", "es", [0, 2]),
        ("two haircuts on friday", "en", [0, 0]),
        ("a cut, a colour and a beard trim", "en", [0, 1, 2]),
        ("cut & colour", "en", [0, 1]),
        ("a cut or a colour", "en", []),
        ("not a cut but a colour", "en", []),
        ("a colour rather than a cut", "en", []),
        ("friday at 2 haircut", "en", []),
    ],
)
def test_services_joined_are_several(said: str, language: str, services: list[int]) -> None:
    assert [part.service for part in several(said, NAMES, (language,))] == services


def test_two_are_booked_right_after_one_another_and_what_was_asked_once_is_not_asked_again(salon: Desk) -> None:
    talk = salon.talk()
    assert "first Haircut, then Colour" in talk.say("a cut and a colour on friday at 10")
    talk.say("Robin")
    reply = talk.say("yes please")
    assert "Booked: Haircut" in reply
    assert "Shall I book this? Colour, Friday 27 November, 10:30" in reply
    talk.say("yes please")
    assert booked(salon) == ["cut 27 09:00", "color 27 09:30"]


def test_each_keeps_the_time_said_with_it(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("a haircut on friday at 10 and a colour on saturday at 2pm")
    talk.say("Robin")
    talk.say("yes please")
    talk.say("yes please")
    assert booked(salon) == ["cut 27 09:00", "color 28 13:00"]


@pytest.mark.parametrize("more", ["and a beard trim too", "also a beard trim please", "I'd like a beard trim as well"])
def test_one_more_before_the_yes_comes_after_it(salon: Desk, more: str) -> None:
    talk = salon.talk()
    talk.say("haircut friday at 10")
    talk.say("Robin")
    assert "first Haircut, then Beard trim" in talk.say(more)
    talk.say("yes please")
    talk.say("yes please")
    assert booked(salon) == ["cut 27 09:00", "beard 27 09:30"]


def test_another_service_without_such_a_word_takes_its_place(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut friday at 10")
    talk.say("Robin")
    talk.say("no, a beard trim")
    talk.say("yes please")
    assert booked(salon) == ["beard 27 09:00"]


def test_who_drops_the_first_drops_what_was_to_follow(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("a cut and a colour on friday at 10")
    talk.say("cancel")
    assert not talk.state.get("queue")
    assert booked(salon) == []


@pytest.mark.parametrize(
    ("more", "then"),
    [
        ("and a beard trim straight after", "beard 27 09:30"),
        ("also a beard trim at 4 please", "beard 27 15:00"),
        ("and another one for my son, same day at 11", "cut 27 10:00"),
    ],
)
def test_one_more_after_a_booking_is_on_its_day(salon: Desk, more: str, then: str) -> None:
    talk = salon.talk()
    for said in ("haircut friday at 10", "Robin", "yes please", more, "Robin", "yes please"):
        talk.say(said)
    assert booked(salon) == ["cut 27 09:00", then]


def test_later_in_the_day_stays_on_the_day_shown(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut on saturday")
    talk.say("a bit later in the day")
    assert all(label.startswith("Saturday 28 November, 1") for label in talk.buttons)


def test_after_a_day_that_does_not_exist_the_clock_time_still_holds(salon: Desk) -> None:
    talk = salon.talk()
    assert "does not exist" in talk.say("haircut on 31 november at 11")
    talk.say("saturday then")
    talk.say("Robin")
    assert talk.state["slot"]["start"] == "2026-11-28T10:00:00+00:00"
