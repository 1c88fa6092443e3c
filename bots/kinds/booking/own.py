"""Bookings that exist: shown, moved or cancelled by who made them in this talk or gives their code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from bots.flow import hear, our, words_alone
from bots.kinds.booking import waiting
from bots.kinds.booking.commit import CODE
from bots.kinds.booking.forward import proceed, take, take_wish
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.state import Appointment, Picked
from bots.kinds.booking.summary import ask_change
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.times import MANY_BUTTONS, ask_when
from bots.kinds.booking.wish import Wish
from bots.types import Ask, Choice, HandOver, ReplyPart, Text
from bots.words import plain, says
from bots.words.affirm import affirms

_SAME_TIME = re.compile(
    r"\b(?:same (?:time|hour|slot)|(?:gleiche|selbe)[nr]? (?:zeit|uhrzeit|stunde)|misma hora|mismo horario|"
    r"meme (?:heure|horaire|creneau)|stess[oa] (?:ora|orario)|mesm[oa] (?:hora|horario)|zelfde (?:tijd|uur|tijdstip))\b"
)
GIVEN_CODE = re.compile(r"\[\[BOOKING_CODE:[a-z2-9]{8}\]\]")


def about_own(talk: Talk, command: str, heard: Heard) -> Iterator[ReplyPart]:
    """Cancel, move or show: the draft that is open, what this conversation booked, or what a code opens."""
    drafting = talk.drafting and not talk.state.mode
    own = _own(talk)
    if command == "cancel" and drafting and not own:  # with one booked, that is what "my booking" may be: it is asked
        talk.forget_draft()
        yield from our(talk.say("book_dropped"))
        return
    if command == "move" and drafting and not talk.state.last:
        yield from take(talk, heard) if heard.anything else ask_change(talk)
        return
    last = talk.state.last
    own = [b for b in own if last and b.id == last.id] or own  # the one booked a moment ago is meant
    if talk.state.target and not own:
        own = [talk.state.target]
    talk.put(mode=command if command != "own" else None)
    if not own:
        yield from ask_code(talk)
    elif len(own) == 1:
        yield from manage(talk, command, own[0], heard)
    else:
        talk.put(asking="target")
        yield from our(talk.say("own_is", **talk.told(own[0])) if command == "own" else "")
        yield from talk.buttons(*(Choice(f"target_{b.id}", _label(talk, b)) for b in own[:MANY_BUTTONS]))
        yield Ask("target")


def ask_code(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Ask for the code that opens a booking."""
    talk.put(asking="code", entity=CODE)
    yield from our(*before, talk.say("code_ask"))
    yield Ask("code", CODE)


def open_code(talk: Talk, code: str, text: str) -> Iterator[ReplyPart]:
    """A code was given: its booking, and what was said to be done with it."""
    found = [Appointment.of(b) for b in talk.call("find_booking", {"code": code}).get("bookings") or ()]
    if not found:
        waits = waiting.found(talk, code)
        yield from waits if waits is not None else ask_code(talk, talk.say("code_unknown"))
        return
    talk.put(opened=tuple(sorted({*talk.state.opened, found[0].id})))
    said = next((c for c in ("cancel", "move") for one in talk.speech.read if says(c, text, one)), None)
    heard = talk.hears(GIVEN_CODE.sub(" ", text), about_a_day=False)
    yield from manage(talk, said or talk.state.mode or "own", found[0], heard)


def manage_named(talk: Talk, command: str, booking_id: str) -> Iterator[ReplyPart]:
    """Manage a booking whose button was pressed."""
    target = talk.state.target
    if target is None or target.id != booking_id:
        target = next((b for b in _own(talk) if b.id == booking_id), None)
    yield from manage(talk, command, target) if target is not None else ask_code(talk, talk.say("code_unknown"))


def manage(talk: Talk, command: str, target: Appointment, heard: Heard | None = None) -> Iterator[ReplyPart]:
    """Ask for the yes to a cancellation, for the new time of a move, or show the booking with both buttons."""
    talk.forget_draft()
    place = next((i for i, s in enumerate(talk.bot.services) if s.id == target.service), None)
    talk.put(target=target, service=place)
    if len(talk.bot.locations) > 1 and target.staff is not None:
        talk.put(place=talk.place_of(target.staff))
    if command == "cancel":
        yield from _ask_cancel(talk, target)
    elif command == "move" and place is not None:
        talk.put(mode="move")
        if heard is not None and heard.when.empty:  # "move it to 11": here a bare number is a clock time
            heard = talk.hears(words_alone(talk.message.text), expecting="time")
        if heard is not None and (not heard.when.empty or heard.people):
            # "to Wednesday": of the week of what is moved; "to 11": a clock time
            heard = talk.hears(words_alone(talk.message.text), expecting="time")
            stays = heard.when.empty or _SAME_TIME.search(plain(talk.message.text))
            kept = Wish.exactly(target.start, talk.zone) if stays else Wish()
            talk.put(slot=Picked(target.start, target.staff), wish=kept)  # "an hour later" is counted from it
            take_wish(talk, heard)
            talk.put(people=heard.people)
            yield from proceed(talk)
        else:
            yield from ask_when(talk)
    else:
        talk.put(service=None)
        yield from our(talk.say("own_is", **talk.told(target)))
        yield from talk.buttons(
            Choice("move", talk.say("confirm_change")), Choice("cancel", talk.say("confirm_cancel"))
        )


def cancel_or_not(talk: Talk, text: str) -> Iterator[ReplyPart]:
    """An answer to the question whether to cancel: no keeps it, a new time moves it, only the button cancels."""
    if affirms(text, talk.speech.read) is False:
        yield from keep_it(talk)
        return
    target = talk.state.target
    assert target is not None
    heard = talk.hears(text, about_a_day=False)
    command = hear(text, ("human", "move"), talk.speech.read, free=False, understood=False)
    if command == "human":
        yield from hand_over(talk)
    elif command == "move" or not heard.when.empty:
        yield from manage(talk, "move", target, heard)
    else:  # an act other than booking takes the button, and a yes is told so
        if affirms(text, talk.speech.read):
            yield from our(talk.say("cancel_press", button=talk.say("confirm_cancel")))
            yield Text(" ", ours=True)
        yield from manage(talk, "cancel", target)


def keep_it(talk: Talk) -> Iterator[ReplyPart]:
    """Nothing is cancelled or booked."""
    target = talk.state.target
    talk.forget_draft()
    yield from our(talk.say("cancel_kept", **talk.told(target)) if target else talk.say("book_dropped"))


def hand_over(talk: Talk) -> Iterator[ReplyPart]:
    """A person takes over the talk."""
    talk.call("hand_over", {"reason": "asked"})
    yield from our(talk.say("handed_over"))
    yield HandOver("asked")


def _own(talk: Talk) -> list[Appointment]:
    return [Appointment.of(b) for b in talk.call("find_booking", {}).get("bookings") or ()]


def _label(talk: Talk, booking: Appointment) -> str:
    told = talk.told(booking)
    return f"{told['service']}, {told['when']}"


def _ask_cancel(talk: Talk, target: Appointment) -> Iterator[ReplyPart]:
    token = hashlib.sha256(f"cancel {target.id}".encode()).hexdigest()[:16]
    talk.put(mode="cancel", asking="confirm_cancel", token=token, entity=None)
    yield from our(talk.say("cancel_ask", **talk.told(target)))
    yield from talk.buttons(
        Choice(f"confirm_{token}", talk.say("confirm_cancel")), Choice("keep", talk.say("confirm_keep"))
    )
    yield Ask("confirm")
