"""Rules of the owner in the talk: the waiting list, requests, the time for changes, the policy before the yes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.talking import Desk, Talk, later

NOW = datetime(2026, 3, 18, 9, 0, tzinfo=UTC)  # a Wednesday
SALON = """
id: salon
kind: booking
name: Salon
timezone: UTC
services: [{id: cut, name: Cut, minutes: 30}]
hours: {fri: [["09:00", "09:30"]]}
horizon_days: 5
"""


def opened(folder: Path, more: str = "", file: str = SALON) -> Desk:
    return Desk.open(folder, file + more, NOW)


def booked(desk: Desk) -> Talk:
    talk = desk.talk()
    talk.say("a cut on Friday at 9")
    talk.say("yes")
    return talk


def code_in(talk: Talk) -> str:
    return next(word.strip(".;,") for word in talk.shown.split() if "-" in word and word.strip(".;,").isupper())


def test_who_finds_nothing_waits_is_offered_what_is_freed_and_takes_it(tmp_path: Path) -> None:
    desk = opened(tmp_path, "waiting_list: true\n")
    first = booked(desk)
    second = desk.talk()
    second.say("a cut on Friday at 9")
    assert "waiting list" in second.press("Tell me when")
    code = code_in(second)
    assert "Nothing has become free" in second.say(code)
    first.say("cancel my appointment")
    first.press(first.buttons[0])
    assert "A time is free for you: Cut, Friday 20 March, 09:00" in second.say(f"my code is {code}")
    assert "booked" in second.press("Take this time").lower()
    assert [(b.state, b.conversation) for b in desk.bookings() if b.state == "booked"] == [("booked", second.id)]
    assert "Friday 20 March" in second.say(code)


def test_without_a_waiting_list_there_is_no_such_button(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    booked(desk)
    talk = desk.talk()
    talk.say("a cut on Friday at 9")
    assert not any("free" in label for label in talk.buttons)


def test_a_request_says_that_a_person_confirms_it(tmp_path: Path) -> None:
    desk = opened(tmp_path, file=SALON.replace("minutes: 30", "minutes: 30, approval: true"))
    assert "Your request is noted" in booked(desk).shown
    assert [b.state for b in desk.bookings()] == ["pending"]


def test_after_the_time_for_changes_it_says_so_and_changes_nothing(tmp_path: Path) -> None:
    desk = opened(tmp_path, "cancel_hours: 24\n")
    talk = booked(desk)
    later(desk, hours=30)
    talk.say("cancel my appointment")
    said = talk.press(talk.buttons[0])
    assert "less than 24 hours away" in said
    assert [b.state for b in desk.bookings()] == ["booked"]


def test_the_policy_is_shown_before_the_yes(tmp_path: Path) -> None:
    desk = opened(tmp_path, "cancellation: Please cancel a day before.\n")
    talk = desk.talk()
    assert "Please cancel a day before." in talk.say("a cut on Friday at 9")
