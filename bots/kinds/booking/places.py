"""The location: the only one, the one said, that of the person wanted, or asked for with buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.flow import our
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.nth import nth
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.whereabouts import ANYWHERE, anywhere, named_place
from bots.types import Ask, Choice, ReplyPart

ASKED = "location"
_PLACE = re.compile(r"place_(\d{1,2}|any)", re.ASCII)


def take_place(talk: Talk, heard: Heard) -> str:
    """Take over the location that was said, or that of the person who was; gives what must be said about it."""
    place, sentence = heard.place, ""
    if place is None and heard.staff is not None and heard.staff >= 0:
        place = talk.place_of(talk.bot.staff[heard.staff].id)
    elif place is not None and talk.state.staff is not None:
        person = talk.bot.staff[talk.state.staff]
        at = talk.place_of(person.id)
        if at is not None and at != place:
            sentence = talk.say("not_at", name=person.name, place=talk.bot.locations[at].name)
            talk.put(staff=None)
    if place is not None and place != talk.state.place:
        talk.state = talk.state.reopened(talk.zone)
        talk.put(place=place, offers=())
    return sentence


def settled(talk: Talk) -> bool:
    """Whether it is known where: one place does the service, or one was chosen that does."""
    options = talk.places
    if len(options) == 1:
        talk.put(place=options[0])
    return not options or talk.state.place in (ANYWHERE, *options)


def ask_place(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Ask where, with a button for each place that does the service and one for any."""
    options, chosen = talk.places, talk.state.place
    elsewhere = ""
    if chosen is not None and chosen >= 0:
        elsewhere = talk.say("not_here", service=talk.service.name, place=talk.bot.locations[chosen].name)
    talk.put(asking=ASKED, entity=None, place=None)
    yield from our(*before, elsewhere, talk.say("book_place"))
    shown = [Choice(f"place_{i}", talk.sayer.place(i)) for i in options]
    yield from talk.buttons(*shown, Choice("place_any", talk.say("any_place")))
    yield Ask(ASKED)


def pressed_place(talk: Talk, choice: str) -> int | None:
    """The location a button names; None: it is no such button, or names none that exists."""
    found = _PLACE.fullmatch(choice)
    if found is None:
        return None
    place = ANYWHERE if found[1] == "any" else int(found[1])
    return place if place < len(talk.bot.locations) else None


def answered_place(talk: Talk, text: str) -> int | None:
    """The location an answer to the question names: by its words, by its place in the list, or any."""
    if talk.state.asking != ASKED:
        return None
    named = named_place(text, talk.bot, talk.speech.read)
    if named is not None:
        return named
    options = talk.places
    which = nth(text, len(options), talk.speech.read)
    if which is not None:
        return options[which]
    return ANYWHERE if anywhere(text, talk.speech.read) else None
