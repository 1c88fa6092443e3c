"""The summary before anything is written, and the question what to change in it."""

from __future__ import annotations

from collections.abc import Iterator

from bots.flow import our
from bots.kinds.booking.talk import Talk
from bots.types import Ask, Choice, ReplyPart


def summarize(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Show what would be booked or moved. The button is bound to exactly this summary."""
    state = talk.state
    assert state.slot is not None
    token, service = state.summary(), talk.service
    talk.put(asking="confirm", token=token, entity=None)
    told = {
        "service": talk.sayer.service(service.id, talk.people),
        "when": talk.sayer.when(state.slot.start, state.slot.staff),
        "staff": talk.sayer.staff(state.slot.staff),
    }
    moving = state.mode == "move" and state.target is not None
    if moving and state.target is not None:
        same = state.target.start == state.slot.start  # only how many come is another
        said = "change_summary" if same else "move_summary"
        summary = talk.say(said, before=talk.sayer.when(state.target.start, state.target.staff), **told)
    else:
        price = f", {service.price}" if service.price else ""
        summary = talk.say("book_summary", price=price, **told) + talk.sayer.given(state.details)
    yield from our(*before, summary, "" if moving else talk.bot.cancellation)
    yes = talk.say("confirm_move" if moving else "confirm_yes")
    yield from talk.buttons(Choice(f"confirm_{token}", yes), Choice("change", talk.say("confirm_change")))
    yield Ask("confirm")


def ask_change(talk: Talk) -> Iterator[ReplyPart]:
    """Ask what should be otherwise."""
    talk.put(asking="change", entity=None)
    yield from our(talk.say("book_change"))
    yield Ask("change")
