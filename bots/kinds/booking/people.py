"""How many come: places of a class or a room, as many as it has; of an appointment for one, that it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.flow import our
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.party import MOST
from bots.kinds.booking.talk import Talk
from bots.types import Ask, Choice, ReplyPart
from bots.words.numbers import count

ASKED = "people"
_PEOPLE = re.compile(r"people_(\d{1,4})", re.ASCII)


def take_people(talk: Talk, heard: Heard) -> None:
    """Take over how many come; the time picked has to have room for all of them."""
    if heard.people is not None and heard.people != talk.people:
        talk.state = talk.state.reopened(talk.zone)
        talk.put(people=heard.people)


def once_only(talk: Talk) -> str:
    """Says, once, that a service which one appointment is for is booked once, however many come."""
    if talk.state.service is None or talk.service.capacity > 1 or talk.people == 1:
        return ""
    talk.put(people=None)
    return talk.say("once_only", service=talk.service.name)


def too_many(talk: Talk) -> bool:
    """Whether more come than the service ever has places."""
    return talk.people > talk.service.capacity > 1


def ask_people(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Say how many places there are, and ask how many of them are wanted."""
    places = talk.service.capacity
    talk.put(asking=ASKED, entity=None)
    yield from our(*before, talk.say("too_many", service=talk.service.name, places=str(places)))
    yield from talk.buttons(Choice(f"people_{places}", str(places)))
    yield Ask(ASKED)


def pressed_people(choice: str) -> int | None:
    """How many a button names; None: it is no such button."""
    found = _PEOPLE.fullmatch(choice)
    return int(found[1]) if found and 1 <= int(found[1]) <= MOST else None


def answered_people(talk: Talk, text: str) -> int | None:
    """How many an answer to that question names ("4", "only four then")."""
    if talk.state.asking != ASKED:
        return None
    numbers = [int(one.value) for one in count(text, talk.speech.read[0]).numbers if one.value == int(one.value)]
    return numbers[0] if len(numbers) == 1 and 1 <= numbers[0] <= MOST else None
