"""A business with several locations in the talk: said, taken from the person wanted, or asked for with buttons."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.talking import Desk, Talk

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # a Wednesday, 10:00 in Berlin
TWO = """
id: salon
kind: booking
name: Salon
timezone: Europe/Berlin
services:
  - {id: cut, name: Haircut, minutes: 30}
  - {id: color, name: Colour, minutes: 60, locations: [nord]}
staff: [{id: jo, name: Jo, location: mitte}, {id: sam, name: Sam, location: nord}]
locations:
  - {id: mitte, name: Salon Mitte, address: 8 Lindenstrasse}
  - {id: nord, name: Salon Nord, hours: {fri: [["14:00", "18:00"]]}}
hours: {thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]]}
horizon_days: 14
"""
ROOMS = """
id: studio
kind: booking
name: Studio
timezone: Europe/Berlin
services: [{id: hall, name: Hall hour, minutes: 60}]
locations:
  - {id: west, name: Westend, timezone: Europe/London}
  - {id: east, name: Ostkreuz}
hours: {thu: [["09:00", "12:00"]], fri: [["09:00", "12:00"]]}
horizon_days: 14
"""


ONE = """
id: salon
kind: booking
name: Salon
timezone: Europe/Berlin
services: [{id: cut, name: Haircut, minutes: 30}]
locations: [{id: mitte, name: Salon Mitte}]
hours: {fri: [["09:00", "17:00"]]}
horizon_days: 14
"""


def opened(folder: Path, file: str = TWO) -> Desk:
    return Desk.open(folder, file, NOW)


def booked(desk: Desk) -> list[tuple[str, str]]:
    return [(b.staff, b.starts.strftime("%d %H:%M")) for b in desk.bookings() if b.state == "booked"]


def confirmed(talk: Talk) -> str:
    return talk.press(talk.buttons[0])


def test_where_is_asked_once_with_a_button_for_each_place_and_one_for_any(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    assert "Where would suit you?" in talk.say("a haircut on Friday at 2pm")
    assert talk.buttons == ["Salon Mitte (8 Lindenstrasse)", "Salon Nord", "Any of them"]
    assert "14:00 with Sam, Salon Nord" in talk.press("Salon Nord")


def test_the_same_is_said_in_free_words(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    talk.say("a haircut on Friday at 2pm")
    assert "with Jo, Salon Mitte (8 Lindenstrasse)" in talk.say("the one in Mitte please")


@pytest.mark.parametrize("said", ["the first one", "in Lindenstrasse", "mite", "not Nord, Mitte"])
def test_by_its_number_its_street_a_typo_or_by_ruling_the_other_out(tmp_path: Path, said: str) -> None:
    talk = opened(tmp_path).talk()
    talk.say("a haircut on Friday at 2pm")
    assert "Salon Mitte" in talk.say(said)


def test_everything_at_once_asks_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    talk = desk.talk()
    assert "Salon Nord" in talk.say("a haircut in Nord on Friday at 3pm")
    confirmed(talk)
    assert booked(desk) == [("sam", "20 14:00")]


def test_whoever_asks_for_a_person_comes_to_where_that_person_works(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    assert "with Sam, Salon Nord" in talk.say("a haircut with Sam on Friday at 3pm")


def test_a_place_said_later_wins_over_the_person(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    talk.say("a haircut with Sam on Friday at 3pm")
    assert "Sam works at Salon Nord" in talk.say("no, in Mitte")
    assert "with Jo, Salon Mitte" in talk.shown


def test_a_service_of_one_place_needs_no_question(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    assert "Salon Nord" in talk.say("a colour on Friday at 3pm")


def test_a_place_that_does_not_offer_it_is_said_so(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    assert "Salon Nord" in talk.say("a colour in Mitte on Friday at 3pm")


def test_each_place_keeps_its_hours(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    assert "14:00" in talk.say("a haircut in Nord on Friday at 10am")
    assert not any("10:00" in label for label in talk.buttons)


def test_any_place_names_the_place_on_each_button(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    talk.say("a haircut on Friday afternoon")
    talk.say("I don't mind")
    assert talk.buttons
    assert all("Mitte" in label or "Nord" in label for label in talk.buttons)


def test_a_place_of_another_zone_is_told_on_its_own_clock(tmp_path: Path) -> None:
    desk = opened(tmp_path, ROOMS)
    talk = desk.talk()
    talk.say("the hall on Friday at 10")
    assert "Friday 20 March, 10:00, Westend" in talk.say("Westend")
    confirmed(talk)
    assert booked(desk) == [("@west", "20 10:00")]


def test_the_other_place_is_still_free_at_that_hour(tmp_path: Path) -> None:
    desk = opened(tmp_path, ROOMS)
    for place in ("Westend", "Ostkreuz"):
        talk = desk.talk()
        talk.say(f"the hall in {place} on Friday at 10")
        confirmed(talk)
    assert booked(desk) == [("@east", "20 09:00"), ("@west", "20 10:00")]


def test_moving_stays_at_the_place_and_may_change_it(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    talk = desk.talk()
    talk.say("a haircut in Mitte on Friday at 3pm")
    confirmed(talk)
    assert "Salon Mitte" in talk.say("can I move it to 4pm?")
    assert "Salon Nord" in talk.say("in Nord rather")
    confirmed(talk)
    assert booked(desk) == [("sam", "20 15:00")]


def test_a_business_with_one_place_is_never_asked(tmp_path: Path) -> None:
    talk = opened(tmp_path, ONE).talk()
    assert "Shall I book" in talk.say("a haircut on Friday at 3pm")
    assert "Mitte" not in talk.shown


def test_where_they_are_is_answered_from_the_file(tmp_path: Path) -> None:
    talk = opened(tmp_path).talk()
    talk.say("a haircut on Friday at 2pm")
    assert "Salon Mitte: 8 Lindenstrasse" in talk.say("where are you?")
    assert "Where would suit you?" in talk.shown
