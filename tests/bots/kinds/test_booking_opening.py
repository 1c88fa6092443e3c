"""Asking about a day's opening or about cancelling chooses no day and cancels nothing; an edge of a day is a time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from records.bookings import BOOKED
from tests.bots.kinds.conftest import SALON
from tests.talking import Desk


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("are you open on sundays?", "closed on Sunday"),
        ("do you open on the 3rd of april?", "closed on Friday"),
        ("are you open on Thursday?", "09:00–17:00"),
        ("habt ihr am Freitag offen?", "09:00–17:00"),
        ("êtes-vous ouverts le dimanche ?", "fermés"),
    ],
)
def test_whether_a_day_is_open(salon: Desk, asked: str, told: str) -> None:
    talk = salon.talk()
    assert told in talk.say(asked)
    talk.say("a haircut please")
    assert talk.asking == "time"  # no day was chosen by asking about one


def test_what_cancelling_costs_is_told_before_the_summary_and_cancels_nothing(tmp_path: Path, now: datetime) -> None:
    desk = Desk.open(tmp_path, f"{SALON}cancellation: Free until the evening before.\n", now)
    talk = desk.talk()
    talk.say("haircut on Friday at 10")
    assert talk.say("wait, what's your cancellation policy?").startswith("Free until the evening before.")
    assert talk.asking == "confirm"
    talk.say("yes take that")
    assert [one.state for one in desk.bookings()] == [BOOKED]


def test_the_last_time_of_a_day_is_proposed(salon: Desk) -> None:
    talk = salon.talk()
    assert "16:30" in talk.say("the last slot on Friday for a haircut")
    assert talk.asking == "confirm"


def test_the_one_of_a_day_shown_is_taken_in_whichever_week(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("a haircut next week please")
    assert "Thursday 26 March" in talk.say("the thursday one")
    assert talk.asking == "confirm"


def test_one_service_at_two_times_is_two_appointments_and_by_two_names_one(salon: Desk) -> None:
    talk = salon.talk()
    assert "first Haircut, then Haircut" in talk.say("two appointments: haircut thursday 10am and haircut friday 10am")
    talk.say("yes")
    assert "Friday 20 March, 10:00" in talk.shown
    other = salon.talk()
    other.say("a haircut and a trim on friday")
    assert other.asking == "time"
    assert "One after the other" not in other.shown


def test_an_appointment_is_moved_to_a_bare_hour(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut on Friday at 9:30")
    talk.say("yes")
    assert "to Friday 20 March, 11:00" in talk.say("actually can you move that to 11 instead")
