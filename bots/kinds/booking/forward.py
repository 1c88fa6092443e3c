"""On to what is missing: service, place, time, details, the summary; and what a message proposed, taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bots.dates.wishes import Wishes
from bots.kinds.booking.details import ask_detail, missing
from bots.kinds.booking.hears import ANYONE, Heard, Then
from bots.kinds.booking.people import ask_people, once_only, take_people, too_many
from bots.kinds.booking.places import ask_place, settled, take_place
from bots.kinds.booking.several import MOST
from bots.kinds.booking.state import Next, Picked
from bots.kinds.booking.summary import summarize
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.times import ask_service, ask_when, look, lost, not_able, offer_found
from bots.kinds.booking.wish import Wish, merged
from bots.types import ReplyPart


def proceed(talk: Talk, *before: str) -> Iterator[ReplyPart]:
    """Ask for the next thing that is missing, or show the summary."""
    if len(talk.bot.services) == 1 and talk.state.service is None:
        talk.put(service=0)
    if talk.state.service is None:
        yield from ask_service(talk, *before)
    elif too_many(talk):
        yield from ask_people(talk, *before)
    elif talk.state.slot is None and not settled(talk):
        yield from ask_place(talk, *before)
    elif talk.state.slot is None:
        yield from ask_when(talk, *before) if talk.state.wish.empty else search(talk, talk.state.wish, *before)
    else:
        detail = missing(talk) if talk.state.mode != "move" else None
        yield from ask_detail(talk, detail, *before) if detail is not None else summarize(talk, *before)


def take(talk: Talk, heard: Heard) -> Iterator[ReplyPart]:
    """Take over what was proposed; anything said about the time puts the picked one back on the table."""
    if talk.state.mode and not talk.state.target:
        talk.put(mode=None)  # no code was given: something new is wanted
    further = ""
    if _comes_on_top(talk, heard):
        further = line_up(talk, (Then(heard.service or 0, heard.when), *heard.then))
        heard = replace(heard, service=None, when=Wishes(), then=())
    last = talk.state.last
    if heard.right_after and heard.when.empty and last is not None and not talk.drafting and not talk.state.mode:
        done = next((one for one in talk.bot.services if one.id == last.service), None)
        wanted = heard.service if heard.service is not None or done is None else talk.bot.services.index(done)
        if done is not None and wanted is not None:
            yield from go_on(talk, last.start + timedelta(minutes=done.minutes), (Next(wanted),))
            return
    if heard.adds and heard.service is None and last is not None and not talk.drafting and not talk.state.mode:
        again = next((n for n, one in enumerate(talk.bot.services) if one.id == last.service), None)
        heard = replace(heard, service=again)  # "and another one at 9:30"
    if heard.service is not None and talk.state.mode != "move":
        if heard.service != talk.state.service:
            talk.state = talk.state.reopened(talk.zone)
        talk.put(service=heard.service)
    if heard.staff is not None:
        staff = None if heard.staff == ANYONE else heard.staff
        if staff != talk.state.staff:
            talk.state = talk.state.reopened(talk.zone)
        talk.put(staff=staff)
    take_people(talk, heard)
    where = take_place(talk, heard)
    if not heard.when.empty:
        take_wish(talk, heard)
    if heard.then and talk.state.mode != "move":
        further = line_up(talk, heard.then)
    yield from proceed(talk, further, once_only(talk), where)


def line_up(talk: Talk, then: Sequence[Then]) -> str:
    """Remember what is booked after this one; gives the sentence that says so."""
    day, zone = talk.state.day(talk.zone), talk.zone
    new = tuple(Next(one.service, merged(Wish(), one.when, day, None, zone)) for one in then)
    talk.put(queue=(*talk.state.queue, *new)[:MOST])
    names = " + ".join(talk.bot.services[one.service].name for one in talk.state.queue)
    return talk.say("one_by_one", first=talk.service.name, next=names)


def go_on(talk: Talk, after: datetime, queue: Sequence[Next], *before: str) -> Iterator[ReplyPart]:
    """Propose the next of several services, as it was wished or the first time after the one just booked."""
    first, *rest = queue
    talk.put(service=first.service, queue=tuple(rest))
    said = (*before, talk.say("next_one", service=talk.service.name))
    if not first.wish.empty:
        yield from search(talk, first.wish, *said)
        return
    day = after.astimezone(talk.zone).date()
    wish = Wish(day, day, later_than=after - timedelta(seconds=1))
    found = look(talk, wish)
    times = [Picked.of(one) for one in found.get("times") or ()]
    if times and not found.get("why"):
        yield from pick(talk, min(times, key=lambda one: one.start), *said)
    else:
        talk.put(wish=Wish(day, day))
        yield from offer_found(talk, found, *said)


def _comes_on_top(talk: Talk, heard: Heard) -> bool:
    """Whether a service is named beside the one being booked, and not in its place."""
    drafted = talk.state.service is not None and talk.drafting and talk.state.mode is None
    begun = talk.state.slot is not None or not talk.state.wish.empty
    another = heard.service is not None and (heard.service != talk.state.service or begun)
    return drafted and heard.adds and another


def take_wish(talk: Talk, heard: Heard) -> None:
    """Add what was said about when to the wish."""
    day, table = talk.day_meant(str(talk.message.text)), talk.state.table(talk.zone)
    talk.put(wish=merged(talk.state.wish, heard.when, day, table, talk.zone), slot=None)


def search(talk: Talk, wish: Wish, *before: str) -> Iterator[ReplyPart]:
    """Look for times that fit; the one asked for exactly is picked at once."""
    talk.put(wish=wish)
    found = look(talk, wish)
    times = [Picked.of(one) for one in found.get("times") or ()]
    if found.get("exact") and times:
        yield from pick(talk, times[0], *before)
    else:
        yield from offer_found(talk, found, *before)


def another(talk: Talk, command: str, heard: Heard) -> Iterator[ReplyPart]:
    """Sooner, later, other times than those shown."""
    if heard.when.names_day:
        yield from take(talk, heard)
        return
    around = [talk.state.slot.start] if talk.state.slot else [one.start for one in talk.state.offers]
    wish = talk.state.wish
    talk.put(slot=None)
    if command == "sooner":
        yield from search(talk, Wish(earlier_than=min(around)) if around else Wish())
        return
    if around:  # of one day the times shown are spread over it: later are those behind the middle
        wish = replace(wish, later_than=sorted(around)[len(around) // 2 - 1] if wish.day else max(around))
    if wish.at and wish.first == wish.last:
        wish = replace(wish, at=())
    yield from search(talk, wish)


def pick(talk: Talk, time: Picked, *before: str) -> Iterator[ReplyPart]:
    """Hold a time and go on to the details; when it went meanwhile, say so and offer the nearest."""
    if talk.state.service is None:
        talk.put(service=0)
    start, staff = time.start.astimezone(UTC), time.staff
    if talk.state.mode != "move":
        about = {"service": talk.state.service, "start": _iso(start), "people": talk.people}
        done = talk.call("hold_time", about | talk.whom(staff))
        if not done.get("held"):
            yield from lost(talk, start, done)
            return
        staff = str(done["staff"])
    if len(talk.bot.locations) > 1 and staff is not None:
        talk.put(place=talk.place_of(staff))
    talk.put(slot=Picked(start, staff), offers=(), wish=Wish.exactly(start, talk.zone))
    yield from proceed(talk, *before, not_able(talk))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
