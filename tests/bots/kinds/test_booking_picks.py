"""Which time offered is picked by its place, and what a time alone means after booking."""

from __future__ import annotations

import pytest

from bots.kinds.booking.nth import nth, soonest
from bots.kinds.booking.turn import asks_for_more
from bots.words import LANGUAGES
from records.bookings import BOOKED
from tests.talking import Desk


@pytest.mark.parametrize(
    ("said", "language", "place"),
    [
        ("the last slot is good", "en", 4),
        ("I'd go with the second", "en", 1),
        ("first one works for me", "en", 0),
        ("der letzte passt", "de", 4),
        ("den zweiten Vorschlag nehme ich", "de", 1),
        ("la deuxième proposition", "fr", 1),
        ("le dernier me convient", "fr", 4),
        ("me quedo con la última", "es", 4),
        ("la segunda propuesta", "es", 1),
        ("la prima va bene", "it", 0),
        ("o primeiro serve", "pt", 0),
        ("de laatste is prima", "nl", 4),
        ("2", "en", 1),
    ],
)
def test_a_time_is_picked_by_its_place_with_words_that_take_it(said: str, language: str, place: int) -> None:
    assert nth(said, 5, (language,)) == place


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("last week was terrible", "en"),
        ("not the last one", "en"),
        ("der letzte passt nicht", "de"),
        ("la dernière fois c'était long", "fr"),
        ("the sixth one", "en"),
        ("es mi segunda visita", "es"),
    ],
)
def test_what_says_more_or_something_else_picks_none(said: str, language: str) -> None:
    assert nth(said, 5, (language, *LANGUAGES)) is None


@pytest.mark.parametrize(
    ("said", "language", "taken"),
    [
        ("earliest pls", "en", True),
        ("whatever is first", "en", True),
        ("asap please", "en", True),
        ("something sooner?", "en", False),
        ("asap on Friday", "en", False),
        ("so früh wie möglich bitte", "de", True),
        ("geht es früher?", "de", False),
        ("le plus tôt possible", "fr", True),
        ("plus tôt", "fr", False),
        ("lo antes posible", "es", True),
        ("il prima possibile", "it", True),
        ("o quanto antes", "pt", True),
        ("zo snel mogelijk graag", "nl", True),
        ("eerder", "nl", False),
    ],
)
def test_the_soonest_of_what_is_free_is_taken_and_sooner_than_that_is_not(
    said: str, language: str, taken: bool
) -> None:
    assert soonest(said, (language,)) is taken


def test_the_soonest_of_the_times_shown_is_held(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Sam on Friday afternoon")
    talk.say("the earliest please")
    talk.say("yes that's all good")
    (kept,) = [b for b in salon.bookings() if b.state == BOOKED]
    assert f"{kept.starts:%m-%d}" == "03-20"


def test_a_time_alone_after_booking_is_shown_as_a_move_of_what_was_booked(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Sam on Friday at 10")
    talk.say("yes")
    assert "move" in talk.say("Monday at 3?")
    talk.say("yes")
    (kept,) = [b for b in salon.bookings() if b.state == BOOKED]
    assert (f"{kept.starts:%m-%d %H:%M}", kept.staff) == ("03-23 14:00", "sam")


def test_moving_to_a_weekday_means_that_of_the_week_of_the_appointment(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut on 27 March at 10")
    talk.say("yes")
    assert "Wednesday 25 March, 14:00" in talk.say("can I move it to Wednesday 2pm")


def test_moving_at_the_same_time_keeps_the_clock_time(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut on Monday at half past nine")
    talk.say("yes")
    assert "to Tuesday 24 March, 09:30" in talk.say("oh sorry, could it be Tuesday at the same time?")


@pytest.mark.parametrize("said", ["also Monday at 3", "auch am Montag um 3", "otra el lunes", "for my son on Monday"])
def test_one_more_is_no_move(said: str) -> None:
    assert asks_for_more(said)


def test_a_hurry_is_no_time(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("need a haircut asap")
    assert "passed" not in talk.shown
    assert talk.buttons[0].startswith("Wednesday 18 March, 11:00")
