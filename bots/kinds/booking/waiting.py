"""The waiting list in the talk: a place on it when nothing suits, its code looked up, and the time kept for it taken.

The button of an offer names the code's own placeholder, so it works in the talk in which the code was given, and only
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bots.flow import our
from bots.kinds.booking.commit import CODE, sealed
from bots.kinds.booking.state import Appointment
from bots.kinds.booking.talk import Talk
from bots.phrases import phrase
from bots.types import Choice, ReplyPart

_TAKE = re.compile(r"take_([a-z2-9]{8})", re.ASCII)
_WISH = ("first", "last", "after", "before")


def join(talk: Talk) -> Iterator[ReplyPart]:
    """A place on the list for what was wished, with a code."""
    said = talk.state.wish.arguments()
    wish = {name: said[name] for name in _WISH if said.get(name)}
    details = {name: str(value) for name, value in talk.state.details.items() if value is not None}
    at = talk.state.place
    where = {"location": at} if at is not None and at >= 0 else {}
    about = {
        "service": talk.state.service or 0, "staff": talk.state.staff, "people": talk.people, "details": details,
        **where,
    }  # fmt: skip
    done = talk.call("join_waiting", about | wish)
    if not done.get("waiting"):
        yield from our(talk.say("book_none"))
        return
    talk.forget_draft()
    yield from our(talk.say("waiting_noted", code=sealed(talk, str(done["code"]))))


def found(talk: Talk, code: str) -> Iterator[ReplyPart] | None:
    """What the code of the list opens; None when it is on no list."""
    if not talk.bot.waiting_list:
        return None
    entry = talk.call("find_waiting", {"code": code})
    if entry.get("state") not in ("waiting", "offered"):
        return None
    return _told(talk, entry, code)


def takes(choice: str) -> str | None:
    """The placeholder a button of an offer names."""
    named = _TAKE.fullmatch(choice)
    return f"[[{CODE}:{named[1]}]]" if named else None


def take_offer(talk: Talk, code: str) -> Iterator[ReplyPart]:
    """The button was pressed: book what is kept."""
    done = talk.call("take_offer", {"code": code}, confirmed=True)
    if not done.get("booked"):
        yield from our(talk.say("waiting_still"))
        return
    booking = Appointment.of(done)
    talk.forget_draft()
    talk.put(last=booking)
    yield from our(talk.say("book_done", code=code, **talk.told(booking)), talk.bot.confirmation)


def _told(talk: Talk, entry: dict[str, Any], code: str) -> Iterator[ReplyPart]:
    if entry["state"] == "waiting":
        yield from our(talk.say("waiting_still"))
        return
    kept = Appointment.of({"id": "", **entry})
    until = talk.sayer.when(datetime.fromisoformat(entry["until"]))
    yield from our(talk.say("waiting_offer", until=until, **talk.told(kept)))
    place = code.removeprefix(f"[[{CODE}:").removesuffix("]]")
    yield from talk.buttons(Choice(f"take_{place}", phrase("page_take", talk.speech.reply)))
