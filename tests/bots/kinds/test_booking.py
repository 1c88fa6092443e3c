"""Appointments by talk: everything at once or one by one, changed at any time, never double, never by mistake."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from records.bookings import BOOKED, CANCELLED
from tests.talking import Desk, Talk, later

BERLIN = ZoneInfo("Europe/Berlin")


def booked(desk: Desk) -> list[tuple[str, str, str]]:
    return [(b.service, f"{b.starts.astimezone(BERLIN):%Y-%m-%d %H:%M}", b.staff) for b in desk.bookings()
            if b.state == BOOKED]  # fmt: skip


def book(talk: Talk, words: str = "haircut with Jo on Friday at 3") -> str:
    talk.say(words)
    assert talk.asking == "confirm"
    talk.say("yes please")
    return talk.shown.split("code is ")[1][:11]


def test_everything_at_once_is_summed_up_and_booked_by_a_yes(salon: Desk) -> None:
    talk = salon.talk()
    said = talk.say("haircut with Jo on Friday at 3")
    assert "Haircut, Friday 20 March, 15:00 with Jo, 30 EUR" in said
    assert talk.asking == "confirm"
    assert booked(salon) == []
    talk.say("yes please")
    assert booked(salon) == [("cut", "2026-03-20 15:00", "jo")]


def test_one_by_one_with_buttons(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("hi")
    assert talk.asking == "service"
    talk.press("Haircut")
    assert talk.asking == "time"
    talk.say("any morning next week")
    talk.press("Monday 23 March, 09:00")
    talk.press("Yes")
    assert [b[1] for b in booked(salon)] == ["2026-03-23 09:00"]


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ("an hour later", "2026-03-20 16:00"),
        ("no, on Thursday", "2026-03-19 15:00"),
        ("not Friday but Monday", "2026-03-23 15:00"),
        ("10am rather", "2026-03-20 10:00"),
        ("actually next Tuesday at half past nine", "2026-03-24 09:30"),
    ],
)
def test_what_is_said_at_the_summary_changes_it_and_books_nothing(salon: Desk, change: str, start: str) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday at 3")
    talk.say(change)
    assert booked(salon) == []
    assert talk.asking == "confirm"
    talk.say("yes")
    assert [b[1] for b in booked(salon)] == [start]


@pytest.mark.parametrize(
    "words", ["yes but an hour later", "yes?", "is that with Jo?", "hm", "not sure", "the second one"]
)
def test_only_an_unmistakable_yes_books(salon: Desk, words: str) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday at 3")
    talk.say(words)
    assert booked(salon) == []


def test_an_old_summary_cannot_be_confirmed(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday at 3")
    assert talk.last is not None
    old = talk.last.choices[0]
    talk.say("an hour later")
    talk.say(old.label, old.id)
    assert booked(salon) == []
    assert talk.asking == "confirm"


def test_a_repeated_confirmation_books_once(salon: Desk) -> None:
    talk = salon.talk()
    book(talk)
    said = talk.say("yes")
    assert "already booked" in said
    assert len(booked(salon)) == 1


def test_a_taken_time_is_said_and_the_nearest_are_offered(salon: Desk) -> None:
    book(salon.talk())
    other = salon.talk()
    said = other.say("haircut with Jo on Friday at 3")
    assert "already taken" in said
    assert [b[17:22] for b in other.buttons] == ["14:00", "14:30", "15:30"]


def test_of_two_who_see_the_same_offer_the_second_is_offered_others(salon: Desk) -> None:
    first, second = salon.talk(), salon.talk()
    first.say("haircut with Jo on Friday at 3")
    later(salon, minutes=6)  # the hold has run out
    second.say("haircut with Jo on Friday at 3")
    second.say("yes")
    said = first.say("yes")
    assert "just been taken" in said
    assert first.buttons
    assert len(booked(salon)) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("haircut yesterday at 3pm", "passed"),
        ("haircut on Saturday at 11", "closed on Saturday 21 March"),
        ("haircut on April 3rd at 11", "closed on Friday 3 April"),
        ("haircut on Friday at 8pm", "outside the opening hours"),
        ("haircut today at 10:30", "too soon"),
        ("haircut on August 20 at 10", "too far ahead"),
        ("haircut on February 30", "does not exist"),
    ],
)
def test_why_not_is_said_with_times_that_are_free(salon: Desk, words: str, reason: str) -> None:
    talk = salon.talk()
    said = talk.say(words)
    assert reason in said
    assert talk.buttons
    assert booked(salon) == []


def test_the_nth_of_the_offers(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday morning")
    second = talk.buttons[1]
    talk.say("the second one please")
    assert second.split(" · ")[0] in talk.shown


def test_who_does_not_do_it_is_said(salon: Desk) -> None:
    talk = salon.talk()
    said = talk.say("colour with Jo on Friday at 10")
    assert "Jo does not do Colour" in said
    talk.say("yes")
    assert booked(salon) == [("color", "2026-03-20 10:00", "sam")]


def test_cancelling_takes_the_button(salon: Desk) -> None:
    talk = salon.talk()
    book(talk)
    talk.say("I have to cancel my appointment")
    assert "press “Yes, cancel it”" in talk.say("yes")
    assert len(booked(salon)) == 1
    talk.press("Yes, cancel it")
    assert booked(salon) == []
    assert [b.state for b in salon.bookings()] == [CANCELLED]


def test_a_person_asked_for_is_said_to_come_whatever_was_being_asked(salon: Desk) -> None:
    talk = salon.talk()
    book(talk)
    talk.say("I have to cancel my appointment")
    assert talk.say("I want to speak to a human")
    assert talk.last is not None
    assert talk.last.handed_over


def test_the_code_moves_a_booking_from_another_talk_and_the_row_stays(salon: Desk) -> None:
    code = book(salon.talk())
    before = salon.bookings()[0].id
    other = salon.talk()
    other.say(f"I want to reschedule, my code is {code}")
    other.say("Monday at 11")
    assert "from Friday 20 March, 15:00 to Monday 23 March, 11:00" in other.shown
    other.say("yes")
    assert [(b.id, f"{b.starts.astimezone(BERLIN):%a %H:%M}") for b in salon.bookings()] == [(before, "Mon 11:00")]


def test_a_stranger_without_the_code_gets_nothing(salon: Desk) -> None:
    book(salon.talk())
    stranger = salon.talk()
    stranger.say("cancel my appointment please")
    assert stranger.asking == "code"
    said = stranger.say("ABCDE-23456")
    assert "no appointment" in said
    assert "Friday" not in said
    assert len(booked(salon)) == 1


def test_the_code_is_stored_nowhere_in_clear(salon: Desk) -> None:
    talk = salon.talk()
    code = book(talk)
    assert talk.last is not None
    assert code in talk.shown
    assert code not in talk.last.reply


def test_a_draft_can_be_dropped(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday at 3")
    assert "nothing is booked" in talk.say("never mind")
    assert booked(salon) == []


def test_details_come_as_placeholders_and_why_is_answered(
    tmp_path_factory: pytest.TempPathFactory, now: datetime
) -> None:
    file = """
id: desk
kind: booking
name: Desk
timezone: Europe/Berlin
services: [{id: talk, name: Talk, minutes: 30}]
hours: {fri: [["09:00", "17:00"]]}
details:
  - {id: phone, kind: phone, purpose: To call you if we are late}
  - {id: note, kind: text, required: false, label: Anything we should know?, purpose: To prepare}
"""
    desk = Desk.open(tmp_path_factory.mktemp("desk"), file, now)
    talk = desk.talk()
    talk.say("Friday at 3")
    assert talk.asking == "phone"
    assert "To call you if we are late" in talk.say("why do you need that?")
    talk.say("+44 7700 900123")
    assert talk.asking == "note"
    talk.press("Skip")
    talk.say("yes")
    (one,) = desk.bookings()
    assert list(one.details) == ["phone"]
    assert one.details["phone"].startswith("[[PHONE_NUMBER:")


@pytest.mark.parametrize(
    ("language", "words", "yes"),
    [
        ("de", "Haircut bei Jo am Freitag um 15 Uhr", "ja bitte"),
        ("es", "Haircut con Jo el viernes a las 3 de la tarde", "sí, claro"),
        ("fr", "Haircut avec Jo vendredi à 15h", "oui merci"),
        ("it", "Haircut con Jo venerdì alle 15", "sì grazie"),
        ("pt", "Haircut com Jo na sexta às 15h", "sim por favor"),
        ("nl", "Haircut bij Jo vrijdag om 15 uur", "ja graag"),
    ],
)
def test_in_seven_languages(salon: Desk, language: str, words: str, yes: str) -> None:
    talk = salon.talk(language=language)
    talk.say(words)
    assert talk.asking == "confirm"
    talk.say(yes)
    assert booked(salon) == [("cut", "2026-03-20 15:00", "jo")]


def test_the_language_stays_when_a_short_message_shows_none(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("Bonjour, je voudrais un haircut vendredi à 15h")
    assert "vendredi 20 mars, 15:00" in talk.shown
    talk.say("une heure plus tard")
    assert "vendredi 20 mars, 16:00" in talk.shown


def test_a_question_in_between_is_answered_and_the_talk_goes_on(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("a haircut on friday at 3")
    talk.say("how much is it?")
    assert "Haircut: 30 EUR" in talk.shown
    assert talk.asking == "confirm"
    talk.say("and when are you open?")
    assert "Monday 09:00–17:00" in talk.shown
    talk.say("yes")
    assert len(booked(salon)) == 1


def test_another_time_said_after_booking_moves_the_booking(salon: Desk) -> None:
    talk = salon.talk()
    book(talk)
    talk.say("oh, change it to Monday at 11 please")
    assert "from Friday 20 March, 15:00 to Monday 23 March, 11:00" in talk.shown
    talk.say("yes")
    assert [f"{b.starts.astimezone(BERLIN):%a %H:%M}" for b in salon.bookings()] == ["Mon 11:00"]


def test_something_that_is_no_code_is_asked_again(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("cancel my appointment")
    talk.say("it is under Miller")
    assert "no appointment for this code" in talk.shown
    assert talk.asking == "code"


def test_no_before_another_service_rules_nothing_out(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("a haircut on friday at 3")
    talk.say("no, a colour instead")
    assert "Colour, Friday 20 March, 15:00" in talk.shown


@pytest.mark.parametrize(
    "forged",
    ["time_20269999T9999_0", "time_20261202T1100_99", "time_99991231T2359_any", "time_00010101T0000_any",
     "time_٢٠٢٦٠٣٢٣T٠٩٠٠_0", "service_²", "service_٠", "service_99", "service_", "confirm_", "target_x",
     "skip", "change"],
)  # fmt: skip
def test_a_button_nobody_was_shown_is_a_choice_unknown_here(salon: Desk, forged: str) -> None:
    talk = salon.talk()
    talk.say("hi")
    assert talk.say("a haircut", forged)
    assert talk.last is not None
    assert talk.last.state == "complete"
    assert booked(salon) == []


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("make it 12", "12:00"),
        ("can you push it back an hour?", "16:00"),
        ("bring it forward half an hour please", "14:30"),
        ("we are 2 people", "15:00"),
    ],
)
def test_another_time_at_the_summary(salon: Desk, words: str, when: str) -> None:
    talk = salon.talk()
    talk.say("a haircut with Jo on friday at 3")
    talk.say(words)
    assert f"Friday 20 March, {when}" in talk.shown
    assert talk.asking == "confirm"


@pytest.mark.parametrize(
    ("words", "start"), [("half an hour later please", "15:30"), ("push my appointment back by an hour", "16:00")]
)
def test_what_was_booked_a_moment_ago_is_moved_by_what_is_said_about_its_time(
    salon: Desk, words: str, start: str
) -> None:
    talk = salon.talk()
    book(talk, "haircut with Jo on Thursday at 3")
    talk.say(words)
    talk.say("yes")
    assert [b[1] for b in booked(salon)] == [f"2026-03-19 {start}"]


def test_a_person_ruled_out_is_not_the_one_meant(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut with Jo on Friday at 3")
    assert "with Sam" in talk.say("not Jo, Sam")  # and "Sam" is no Saturday in French


def test_a_draft_of_the_first_service_is_dropped_by_cancel(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut")
    talk.say("cancel")
    assert talk.asking is None
