"""Questions about a service in mid-booking: answered from the bot file or the documents, then it goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.talking import Desk

SALON = """
id: salon
kind: booking
name: Salon
language: en
timezone: Europe/Berlin
services:
  - {id: cut, name: Haircut, minutes: 30, price: 30 EUR, includes: "Washing, cutting and a head massage"}
  - {id: color, name: Colour, aliases: [Färben, tinte, couleur, colore, coloração, verven], minutes: 90}
hours: {fri: [["09:00", "18:00"]], sat: [["09:00", "18:00"]]}
slot_minutes: 30
horizon_days: 30
"""
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def salon(tmp_path: Path) -> Desk:
    return Desk.open(tmp_path, SALON, MONDAY)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("what is included?", "Haircut: Washing, cutting and a head massage."),
        ("what does it include", "Haircut: Washing, cutting and a head massage."),
        ("how long does it take?", "Haircut: 30 min."),
        ("what does it cost?", "Haircut: 30 EUR."),
        ("what does a colour cost?", "That I do not know"),
        ("do you have parking?", "That I do not know"),
    ],
)
def test_what_is_asked_of_a_service_is_answered_and_the_summary_comes_again(salon: Desk, asked: str, told: str) -> None:
    talk = salon.talk()
    talk.say("haircut friday at 10")
    reply = talk.say(asked)
    assert reply.startswith(told)
    assert "Shall I book this? Haircut, Friday 27 November, 10:00" in reply
    talk.say("yes please")
    assert len(salon.bookings()) == 1


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", "was ist da alles dabei?"),
        ("es", "¿qué incluye?"),
        ("fr", "qu'est-ce qui est compris ?"),
        ("it", "cosa è incluso?"),
        ("pt", "o que está incluído?"),
        ("nl", "wat zit er allemaal bij inbegrepen?"),
    ],
)
def test_what_is_included_is_told_in_six_more_languages(salon: Desk, language: str, asked: str) -> None:
    talk = salon.talk(language=language)
    talk.say("Haircut")
    assert "Haircut: Washing, cutting and a head massage." in talk.say(asked)
    assert talk.asking == "time"


def test_a_question_back_at_the_summary_is_no_yes_and_no_complaint(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut friday at 10")
    assert "That I do not know" not in talk.say("is that right?")
    assert salon.bookings()[0].state == "held"


def test_no_worries_rules_nothing_out(salon: Desk) -> None:
    assert "Haircut, Friday 27 November, 10:00" in salon.talk().say("no worries. haircut friday at 10")


def test_not_quite_asks_what_to_change_and_drops_nothing(salon: Desk) -> None:
    talk = salon.talk()
    talk.say("haircut friday at 10")
    talk.say("not quite")
    assert talk.asking == "change"
