"""What was pressed or said, and which step it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bots.calendar.hours import PLACE
from bots.dates.wishes import Wishes
from bots.flow import words_alone
from bots.kinds.booking.answer import answer, skip
from bots.kinds.booking.commands import (
    aside,
    asks_of_cancelling,
    asks_of_hours,
    asks_of_service,
    command_in,
    obey,
    polite,
    told_aside,
)
from bots.kinds.booking.commit import already, commit
from bots.kinds.booking.details import asked, take_placeholders
from bots.kinds.booking.forward import pick, proceed, take
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.offers import picked_of_offers
from bots.kinds.booking.own import (
    GIVEN_CODE,
    about_own,
    ask_code,
    cancel_or_not,
    keep_it,
    manage,
    manage_named,
    open_code,
)
from bots.kinds.booking.people import answered_people, pressed_people
from bots.kinds.booking.places import answered_place, pressed_place
from bots.kinds.booking.questions import Told
from bots.kinds.booking.several import adds
from bots.kinds.booking.state import Picked
from bots.kinds.booking.summary import ask_change
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.times import WAIT, ask_when
from bots.kinds.booking.waiting import join, take_offer, takes
from bots.kinds.booking.wish import Wish
from bots.types import ReplyPart, SetState
from bots.words import plain, says
from bots.words.affirm import affirms, unmistakable_yes

_TIME = re.compile(r"time_(\d{8}T\d{4})_(\d{1,3}|at\d{1,2}|any)", re.ASCII)
_SERVICE = re.compile(r"service_(\d{1,3})", re.ASCII)
_NEAR = timedelta(days=1830)  # no calendar reaches further; dates at the ends of time cannot be shifted by a zone


def respond(talk: Talk) -> Iterator[ReplyPart]:
    """Answer one message, and keep where the talk stands."""
    text = str(talk.message.text).strip()
    choice = talk.message.choice or talk.shown.get(text.casefold())
    take_placeholders(talk, text)
    yield from _press(talk, choice) if choice else _hear(talk, text)
    yield SetState(talk.state.kept())


def _press(talk: Talk, choice: str) -> Iterator[ReplyPart]:
    kind, _, rest = choice.partition("_")
    time, named, state = _time_named(talk, choice), _named_by(talk, choice), talk.state
    if time:
        yield from pick(talk, time)
    elif named is not None:
        yield from take(talk, named)
    elif kind == "confirm" and rest == state.token:
        yield from commit(talk)
    elif kind == "confirm":
        yield from already(talk) if rest == state.last_token else proceed(talk)
    elif kind == "target":
        yield from manage_named(talk, state.mode or "cancel", rest)
    elif choice in ("move", "cancel") and state.target:
        yield from manage(talk, choice, state.target)
    elif choice == "keep":
        yield from keep_it(talk)
    elif choice == WAIT and talk.bot.waiting_list:
        yield from join(talk)
    elif takes(choice) is not None:
        yield from take_offer(talk, takes(choice) or "")
    elif choice == "skip":
        yield from skip(talk)
    elif choice == "change":
        yield from ask_change(talk)
    else:
        yield from _hear(talk, str(talk.message.text))


def _named_by(talk: Talk, choice: str) -> Heard | None:
    """The service or the location a button names."""
    service = _SERVICE.fullmatch(choice)
    if service and int(service[1]) < len(talk.bot.services):
        return Heard(service=int(service[1]))
    place, people = pressed_place(talk, choice), pressed_people(choice)
    return None if place is None and people is None else Heard(place=place, people=people)


def _time_named(talk: Talk, choice: str) -> Picked | None:
    """The time a button names. Ids come from outside, so one that no calendar or staff list holds names none."""
    named = _TIME.fullmatch(choice)
    if named is None:
        return None
    try:
        start = datetime.strptime(named[1], "%Y%m%dT%H%M").replace(tzinfo=UTC)
        staff = _whose(talk, named[2])
    except (ValueError, IndexError):
        return None
    return Picked(start, staff) if abs(start - talk.now) <= _NEAR else None


def _whose(talk: Talk, said: str) -> str | None:
    """Who or which place a button's time belongs to. Raises IndexError."""
    if said.startswith("at"):
        return PLACE + talk.bot.locations[int(said.removeprefix("at"))].id
    return None if said == "any" else talk.bot.staff[int(said)].id


def _hear(talk: Talk, text: str) -> Iterator[ReplyPart]:
    code, detail, asking = GIVEN_CODE.findall(text), asked(talk), talk.state.asking
    if code:
        yield from open_code(talk, code[-1], text)
    elif detail is not None:
        yield from answer(talk, detail, text)
    elif asking == "confirm" and unmistakable_yes(text, talk.speech.read):
        yield from commit(talk)
    elif asking == "confirm_cancel":
        told = _beside_cancelling(talk, text)
        yield from told.parts() if told is not None else ()
        yield from cancel_or_not(talk, text)
    else:
        yield from _propose(talk, words_alone(text))


def _beside_cancelling(talk: Talk, text: str) -> Told | None:
    """The answer to a question put instead of a yes or no to cancelling; one about the time of the booking moves it."""
    heard = talk.hears(text, about_a_day=False)
    obeyed = command_in(talk, text, heard) is not None and not asks_of_cancelling(talk)
    if obeyed or not heard.when.empty or affirms(text, talk.speech.read) is not None:
        return None
    return told_aside(talk, heard)


def _propose(talk: Talk, text: str) -> Iterator[ReplyPart]:
    offer = picked_of_offers(talk, text)
    if offer is not None:
        yield from pick(talk, offer)
        return
    place = answered_place(talk, text)
    if place is not None and not (also := replace(talk.hears(text), staff=None, place=None)).anything:
        yield from take(talk, replace(also, place=place))
        return
    people = answered_people(talk, text)
    if people is not None:
        yield from take(talk, replace(talk.hears(text), when=Wishes(), people=people))
        return
    bare_time = talk.state.asking in ("time", "confirm", "change")  # "make it 12"
    heard = talk.hears(text, expecting="time" if bare_time else "")
    clock = Wish(at=heard.when.at, after=heard.when.after, before=heard.when.before)
    if heard.when.impossible:
        heard = replace(heard, when=Wishes(impossible=True))
    command = command_in(talk, text, heard)
    beside = heard.when.empty or asks_of_service(talk) or asks_of_hours(talk, heard)
    told = told_aside(talk, heard) if beside and (command is None or asks_of_cancelling(talk)) else None
    if told is not None:
        if asks_of_hours(talk, heard):
            heard = replace(heard, when=Wishes())  # asking about a day does not choose it
        yield from told.parts()
        if asks_of_service(talk) and talk.state.service is not None:
            heard = replace(heard, service=None)  # asking what another one costs does not choose it
        yield from take(talk, heard) if heard.anything else proceed(talk)
    elif command is None and _changes_last(talk, text, heard):
        yield from about_own(talk, "move", heard)
    elif command is not None:
        yield from obey(talk, command, heard)
    elif heard.when.impossible:
        talk.put(service=talk.state.service if heard.service is None else heard.service)
        if talk.state.slot is None and not clock.empty:
            talk.put(wish=clock)  # another day is asked for, not the clock time again
        yield from ask_when(talk, talk.say("not_a_date"))
    else:
        yield from _take_or_aside(talk, text, heard)


def _take_or_aside(talk: Talk, text: str, heard: Heard) -> Iterator[ReplyPart]:
    target = talk.state.target
    if target and not talk.state.mode and (not heard.when.empty or heard.people):
        yield from manage(talk, "move", target, heard)
    elif heard.anything:
        yield from take(talk, heard)
    elif talk.state.asking == "code" and polite(talk, text) is None:
        yield from ask_code(talk, talk.say("code_unknown"))
    else:
        yield from aside(talk, text)


def _changes_last(talk: Talk, text: str, heard: Heard) -> bool:
    """Whether another time is wanted for what was booked a moment ago ("change it to Friday at 2", "Monday at 3?").

    A time alone is taken so unless one more is asked for: the move is shown first, and only a yes changes anything.
    """
    drafting = talk.drafting or talk.state.mode
    if drafting or not talk.state.last or heard.service is not None:
        return False
    more_come = heard.people is not None and talk.shared(talk.state.last.service)
    if heard.when.empty:
        return more_come and not asks_for_more(text)
    corrected = any(says("correction", text, one) for one in talk.speech.read) or _CHANGES.search(plain(text))
    if adds(text, talk.speech.read) and not corrected:  # "y otra a las 9:30" asks for one more
        return False
    moved = heard.when.shift is not None  # "an hour later"
    if moved or any(says(name, text, one) for name in ("move", "change", "correction") for one in talk.speech.read):
        return True
    return (heard.when.names_day or heard.when.names_clock) and not asks_for_more(text)


def asks_for_more(text: str) -> bool:
    """Whether one more is asked for ("also", "another", "for my son"), in any language."""
    return _MORE.search(plain(text)) is not None


_CHANGES = re.compile(
    r"\b(?:chang|mov|resched|verschieb|verleg|cambi|mud|remarc|spost|modif|wijzig|verzet|verplaats)\w*"
)
_MORE = re.compile(
    r"\b(?:another|one more|extra|also|too|as well|second|plus|book|appointment for|"
    r"noch(?:mal)?|auch|weitere[nrs]?|zweite[nrs]?|zusatzlich|ausserdem|dazu|buchen|"
    r"otr[oa]|tambien|ademas|segund[oa]|mas|reserva[r]?|"
    r"autre|aussi|encore|deuxieme|second[e]?|plus|reserver|"
    r"altr[oa]|anche|inoltre|prenotare|"
    r"outr[oa]|tambem|alem|mais|marcar|"
    r"ook|nog|tweede|extra|andere|erbij|boeken|"
    r"(?:my|meinen?|meine|mi|mon|ma|mia|mio|meu|minha|mijn) "
    r"(?!appointment|booking|termin|cita|rdv|rendez|reserva)\w+)\b"
)
