"""What is written once it was confirmed: a booking, a move, a cancellation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bots.flow import our
from bots.kinds.booking.forward import go_on
from bots.kinds.booking.state import Appointment
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.times import lost
from bots.types import ReplyPart

CODE = "BOOKING_CODE"


def commit(talk: Talk) -> Iterator[ReplyPart]:
    """Do what the summary just shown said."""
    act = {"cancel": _cancel, "move": _move}.get(talk.state.mode or "", _book)
    yield from act(talk)


def already(talk: Talk) -> Iterator[ReplyPart]:
    """What was booked here last stands already."""
    if talk.state.last is not None:
        yield from our(talk.say("book_already", **talk.told(talk.state.last)))


def _book(talk: Talk) -> Iterator[ReplyPart]:
    slot, token, service = talk.state.slot, talk.state.token, talk.service
    assert slot is not None
    details = {k: str(v) for k, v in talk.state.details.items() if v is not None}
    done = talk.call(
        "book_time",
        {"service": talk.state.service, "start": slot.start.isoformat(), "details": details, "key": token,
         "people": talk.people,
         **talk.whom(slot.staff)},
        confirmed=True,
    )  # fmt: skip
    if not done.get("booked"):
        yield from lost(talk, slot.start, done)
        return
    booking = Appointment(done["id"], slot.start, service.id, done["staff"], talk.people)
    queue, kept = talk.state.queue, {"details": talk.state.details, "people": talk.state.people}
    talk.forget_draft()
    talk.put(last=booking, last_token=token)
    if done.get("code") is None:
        yield from already(talk)
        return
    code = sealed(talk, str(done["code"]))
    said = "book_requested" if done.get("pending") else "book_done"  # a person accepts it first
    sentences = (talk.say(said, code=code, **talk.told(booking)), talk.bot.confirmation)
    if queue:
        talk.put(**kept)
        yield from go_on(talk, slot.start + timedelta(minutes=service.minutes), queue, *sentences)
    else:
        yield from our(*sentences)


def sealed(talk: Talk, code: str) -> str:
    """The code as the visitor's own secret, so that the stored reply holds only its placeholder."""
    vault = talk.toolbox.vault
    return vault.seal(CODE, code) if vault is not None and talk.bot.policy.show_own_values else code


def _move(talk: Talk) -> Iterator[ReplyPart]:
    slot, target, token = talk.state.slot, talk.state.target, talk.state.token
    assert slot is not None
    assert target is not None
    done = talk.call(
        "move_booking",
        {"booking": target.id, "service": talk.state.service, "start": slot.start.isoformat(),
         "people": talk.people, **talk.whom(slot.staff)},
        confirmed=True,
    )  # fmt: skip
    if done.get("why") == "late":
        yield from _late(talk)
        return
    if not done.get("moved"):
        yield from lost(talk, slot.start, done)
        return
    booking = Appointment(target.id, slot.start, target.service, done["staff"], talk.people)
    talk.forget_draft()
    talk.put(last=booking, last_token=token)
    yield from our(talk.say("move_done", **talk.told(booking)))


def _cancel(talk: Talk) -> Iterator[ReplyPart]:
    target = talk.state.target
    assert target is not None
    done = talk.call("cancel_booking", {"booking": target.id}, confirmed=True)
    talk.forget_draft()
    if done.get("why") == "late":
        yield from _late(talk)
        return
    talk.put(last=None)
    yield from our(talk.say("cancel_done" if done.get("cancelled") else "code_unknown", **talk.told(target)))


def _late(talk: Talk) -> Iterator[ReplyPart]:
    """The owner's time for changes is over."""
    talk.forget_draft()
    yield from our(talk.say("change_late", hours=str(talk.bot.cancel_hours)))
