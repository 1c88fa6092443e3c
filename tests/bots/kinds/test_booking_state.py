"""Where a booking talk stands: frozen, kept as JSON and read back, and what a message adds to the wish."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bots.dates.wishes import Wishes
from bots.kinds.booking.refusals import refuses
from bots.kinds.booking.state import Appointment, Picked, State
from bots.kinds.booking.wish import Wish, merged

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 20, 14, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
FULL = State(
    language="de", service=0, staff=1, wish=Wish(FRIDAY, FRIDAY, (time(15, 0),), without=(date(2026, 3, 21),)),
    slot=Picked(START, "jo"), offers=(Picked(START, None),), details={"name": "x", "phone": None}, asking="confirm",
    token="t", mode="move", target=Appointment("b1", START, "cut", "jo"), opened=("b1",),
    last=Appointment("b2", START, "cut", "jo"), last_token="u", round=2, buttons={"yes": "confirm_t"},
)  # fmt: skip


@pytest.mark.parametrize("state", [State(), FULL], ids=["empty", "full"])
def test_a_state_comes_back_from_json_as_it_was(state: State) -> None:
    assert State.of(json.loads(json.dumps(state.kept()))) == state


def test_keys_of_other_versions_are_passed_over() -> None:
    assert State.of({"service": 1, "unknown": 5}) == State(service=1)


def test_a_dropped_draft_keeps_what_was_booked_and_opened() -> None:
    left = FULL.without_draft()
    assert (left.last, left.opened, left.round) == (FULL.last, FULL.opened, 3)
    assert (left.service, left.slot, left.target, left.token) == (None, None, None, None)


def test_a_summary_is_named_by_what_it_says() -> None:
    other = State(service=0, slot=Picked(START + timedelta(hours=1), "jo"))
    same = State(service=0, slot=Picked(START, "jo"), asking="confirm")
    assert State(service=0, slot=Picked(START, "jo")).summary() == same.summary() != other.summary()


def test_an_hour_later_is_counted_from_the_time_on_the_table() -> None:
    wish = merged(Wish(), Wishes(shift=timedelta(hours=1)), FRIDAY, START, BERLIN)
    assert wish == Wish(FRIDAY, FRIDAY, (time(16, 0),))


def test_a_clock_time_alone_is_meant_for_the_day_being_talked_about() -> None:
    assert merged(Wish(), Wishes(at=(time(9, 0),)), FRIDAY, None, BERLIN) == Wish(FRIDAY, FRIDAY, (time(9, 0),))


def test_another_day_keeps_the_clock_time() -> None:
    said = Wishes(first=date(2026, 3, 23), last=date(2026, 3, 23))
    assert merged(Wish(FRIDAY, FRIDAY, (time(9, 0),)), said, FRIDAY, None, BERLIN).at == (time(9, 0),)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "no phone"), ("en", "I'd rather not say"), ("en", "none"), ("de", "lieber nicht"), ("es", "prefiero no"),
     ("fr", "pas besoin"), ("nl", "heb ik niet")],
)  # fmt: skip
def test_a_refusal_is_heard(language: str, text: str) -> None:
    assert refuses(text, (language,))


@pytest.mark.parametrize("text", ["0171 5550142", "on Friday instead", "Anna Berger", "[[PHONE_NUMBER:7f3k2qxz]]", ""])
def test_anything_else_is_no_refusal(text: str) -> None:
    assert not refuses(text, ("en",))
