"""Times shown: the free ones that fit a wish, the nearest when none does, and the question for a day and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bots.flow import our
from bots.kinds.booking.state import Picked
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.whereabouts import ANYWHERE
from bots.kinds.booking.wish import Wish
from bots.types import Ask, Choice, ReplyPart

MANY_BUTTONS = 12
NEXT_FREE = 3
WAIT = "wait"


def look(talk: Talk, wish: Wish, **more: Any) -> dict[str, Any]:
    """What ``find_times`` says to a wish."""
    moving = talk.state.target.id if talk.state.mode == "move" and talk.state.target else ""
    at = talk.state.place
    where = {"location": at} if at is not None and 0 <= at < len(talk.bot.locations) else {}
    about = {"service": talk.state.service, "staff": _able(talk), "moving": moving, "people": talk.people}
    asked = about | where | wish.arguments() | more
    kept = talk.staff_place(talk.state.target.staff) if moving and talk.state.target else None
    if kept is not None and talk.state.staff is None:  # who does it stays, where they have a time that fits
        same = talk.call("find_times", asked | {"staff": kept})
        if same.get("times") and not same.get("why"):
            return same
    return talk.call("find_times", asked)


def offer_found(talk: Talk, found: dict[str, Any], *before: str, lost: str = "") -> Iterator[ReplyPart]:
    """Show what was found; ``lost`` says why the time that was picked is gone."""
    times = [Picked.of(one) for one in found.get("times") or ()]
    missed = datetime.fromisoformat(found["missed"]) if found.get("missed") else None
    why = str(found.get("why") or "")
    sentences = [*before, not_able(talk), lost]
    if found.get("twice") and missed is not None:
        sentences.append(talk.say("not_twice", when=f"{missed:%H:%M}"))
    elif why and missed is not None and not lost:
        sentences.append(talk.why_not(why, missed, int(found.get("left") or 0)))
    if not times:
        sentences.append(talk.say("book_none"))
    elif why or lost:
        sentences.append(talk.say("book_nearest"))
    elif not found.get("twice"):
        sentences.append(talk.say("book_offer", service=talk.sayer.service(talk.service.id, talk.people)))
    waits = talk.bot.waiting_list and talk.state.mode != "move" and (lost or why or not times)
    yield from _offer(talk, times, *sentences, more=(Choice(WAIT, talk.say("wait_button")),) if waits else ())


def lost(talk: Talk, start: datetime, done: Mapping[str, Any]) -> Iterator[ReplyPart]:
    """The time that was picked went meanwhile: say why (as the tool told it) and offer the nearest."""
    why, left = str(done.get("why") or "taken"), int(done.get("left") or 0)
    wall = start.astimezone(talk.zone).replace(tzinfo=None)
    sentence = talk.say("book_lost", when=talk.sayer.when(start)) if why == "taken" else talk.why_not(why, wall, left)
    wish = Wish.exactly(start, talk.zone)
    talk.put(slot=None, wish=wish)
    yield from offer_found(talk, look(talk, wish), lost=sentence)


def ask_when(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Ask for a day and time, with the next free ones as buttons."""
    if talk.state.service is None:
        yield from ask_service(talk, *before)
        return
    found = look(talk, Wish(), limit=NEXT_FREE)
    yield from _offer(talk, [Picked.of(one) for one in found.get("times") or ()], *before, _question(talk))


def ask_service(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Ask what it is that is wanted."""
    talk.put(asking="service", entity=None)
    yield from our(*before, talk.say("book_service"))
    if len(talk.bot.services) <= MANY_BUTTONS:
        yield from talk.buttons(*(Choice(f"service_{i}", s.name) for i, s in enumerate(talk.bot.services)))
    yield Ask("service")


def not_able(talk: Talk) -> str:
    """Says that the person asked for does not do this service, once; then anyone is looked for."""
    place = talk.state.staff
    if place is None or _able(talk) is not None:
        return ""
    talk.put(staff=None)
    return talk.say("not_able", name=talk.bot.staff[place].name, service=talk.service.name)


def _offer(talk: Talk, times: Sequence[Picked], *sentences: str, more: tuple[Choice, ...] = ()) -> Iterator[ReplyPart]:
    talk.put(offers=tuple(times), asking="time", entity=None)
    several = len(talk.bot.staff) > 1 and talk.state.staff is None
    anywhere = len(talk.bot.locations) > 1 and talk.state.place == ANYWHERE
    yield from our(*sentences)
    shown = [talk.sayer.time_button(t.start, t.staff or "", name_staff=several, name_place=anywhere) for t in times]
    yield from talk.buttons(*shown, *more)
    yield Ask("time")


def _question(talk: Talk) -> str:
    if talk.state.mode == "move" and talk.state.target:
        return talk.say("move_when", **talk.told(talk.state.target))
    return talk.say("book_when", service=talk.sayer.service(talk.service.id, talk.people))


def _able(talk: Talk) -> int | None:
    """The person asked for, unless they do not do this service."""
    place = talk.state.staff
    if place is None:
        return None
    able = talk.service.staff
    return place if not able or talk.bot.staff[place].id in able else None
