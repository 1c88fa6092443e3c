"""How many come: places of a class or a room, never more than it has; an appointment for one stays one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.calendar.waiting import offer_freed
from bots.schema.booking import BookingFile
from tests.talking import Desk, Talk

STUDIO = """
id: studio
kind: booking
name: Studio
language: en
timezone: Europe/Berlin
services:
  - {id: wheel, name: Wheel class, aliases: [class, Kurs], minutes: 120, capacity: 6, staff: [ina]}
  - {id: cut, name: Haircut, minutes: 60, staff: [ina]}
staff: [{id: ina, name: Ina}]
hours: {fri: [["10:00", "12:00"], ["14:00", "16:00"]], sat: [["10:00", "12:00"]]}
slot_minutes: 60
horizon_days: 30
waiting_list: true
"""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def studio(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, STUDIO, MONDAY)


def booked(desk: Desk, first: str, *more: str) -> Talk:
    talk = desk.talk()
    for said in (first, *more):
        talk.say(said)
    talk.say("yes, book it")
    return talk


def seats(desk: Desk) -> list[int]:
    return [one.seats for one in desk.bookings() if one.state == "booked"]


def test_a_party_takes_as_many_places_as_come(studio: Desk) -> None:
    talk = studio.talk()
    assert "Wheel class for 4 people, Friday 27 November, 10:00" in talk.say("a class for 4 people on friday at 10")
    assert "for 4 people" in talk.say("yes, book it")
    assert seats(studio) == [4]


def test_too_few_places_are_said_and_the_nearest_with_room_offered(studio: Desk) -> None:
    booked(studio, "wheel class for 3 people friday at 10")
    talk = studio.talk()
    reply = talk.say("a class for 4 people on friday at 10")
    assert "places left: 3, too few for 4" in reply
    assert talk.buttons[0].startswith("Friday 27 November, 14:00")
    talk.say("3 people then, friday at 10")
    talk.say("yes, book it")
    assert seats(studio) == [3, 3]


def test_a_day_without_room_for_all_is_told_so(studio: Desk) -> None:
    booked(studio, "wheel class for 3 people saturday at 10")
    reply = studio.talk().say("class on saturday for 4 people")
    assert reply.startswith("Saturday 28 November: places left: 3, too few for 4.")


@pytest.mark.parametrize("said", ["a class for 3 on friday at 10", "me and 2 mates, wheel class friday at 10"])
def test_who_comes_is_counted_as_people_say_it(studio: Desk, said: str) -> None:
    assert "Wheel class for 3 people, Friday 27 November, 10:00" in studio.talk().say(said)


def test_more_than_there_are_places_are_asked_how_many(studio: Desk) -> None:
    talk = studio.talk()
    assert "has 6 places at a time" in talk.say("class for 8 people on friday at 10")
    assert "for 5 people" in talk.say("ok, 5")
    talk.say("yes, book it")
    assert seats(studio) == [5]


def test_how_many_come_can_be_corrected_before_and_after(studio: Desk) -> None:
    talk = studio.talk()
    talk.say("a class for 2 people on friday at 10")
    assert "for 3 people, Friday 27 November, 10:00" in talk.say("sorry, there are 3 of us")
    talk.say("yes, book it")
    assert "for 5 people, Friday 27 November, 10:00" in talk.say("actually we are 5")
    talk.press("Yes, move it")
    assert seats(studio) == [5]


def test_moving_keeps_how_many_come(studio: Desk) -> None:
    talk = booked(studio, "class for 4 people on friday at 10")
    assert "for 4 people" in talk.say("can we move it to saturday at 10?")
    talk.press("Yes, move it")
    assert seats(studio) == [4]
    assert studio.bookings()[0].starts == datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def test_an_appointment_for_one_is_booked_once_and_said_so(studio: Desk) -> None:
    talk = studio.talk()
    reply = talk.say("a haircut for 2 people on friday at 10")
    assert "This books Haircut once." in reply
    assert "Haircut, Friday 27 November, 10:00" in reply
    talk.say("yes, book it")
    assert seats(studio) == [1]


def test_who_waits_is_offered_a_time_with_room_for_all(studio: Desk) -> None:
    first = booked(studio, "wheel class for 3 people saturday at 10")
    waits = studio.talk()
    waits.say("class on saturday at 10 for 5 people")
    waits.press("Tell me")
    assert offer_freed(studio.store, studio.bot.id, config(studio), studio.now) == 0
    first.say("cancel my booking")
    first.press("Yes, cancel it")
    assert offer_freed(studio.store, studio.bot.id, config(studio), studio.now) == 1
    assert [one.seats for one in studio.bookings() if one.state == "held"] == [5]


def config(desk: Desk) -> BookingFile:
    assert isinstance(desk.bot.config, BookingFile)
    return desk.bot.config
