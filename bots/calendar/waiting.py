"""The waiting list: what has become free is offered to whoever waits longest and whom it suits, and kept for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bots.calendar.search import Wish, fitting
from bots.calendar.slots import Slot
from bots.calendar.taken import Seen, Who, calendar, wanted
from bots.schema.booking import BookingFile, Service
from bots.schema.booking_problems import may_mail
from records.bookings import Booking, Bookings
from records.outbox import FREED, MAIL, OFFERED, WAITING_LIST, Outgoing
from records.store import Store
from records.waiting import Entry, WaitingList


def offer_freed(store: Store, bot_id: str, config: BookingFile, now: datetime) -> int:
    """Offer what is free to those who wait, in their order; how many got an offer."""
    made = 0
    for entry in WaitingList(store).line(bot_id, now=now):
        service = next((s for s in config.services if s.id == entry.wish.get("service")), None)
        if service is not None and _offer(store, config, service, entry, now):
            made += 1
    return made


def take(store: Store, config: BookingFile, entry: Entry, now: datetime) -> Booking | None:
    """Book the time kept for an entry, once; None when it is no longer kept. Its code then opens the booking."""
    service = next((s for s in config.services if s.id == entry.wish.get("service")), None)
    bookings, key = Bookings(store), f"{entry.id}:taken"
    done = bookings.by_key(key)
    if done is not None:
        return done
    if service is None or entry.start is None or entry.offered_until is None or entry.offered_until <= now:
        return None
    rules = calendar(store, entry.bot, config, now, Seen(entry.id, people=people_of(entry)))
    if rules.why_not(service, entry.start, entry.staff) is not None:
        return None
    who = Who(entry.conversation, entry.person, entry.details)
    own = replace(wanted(rules, entry.bot, service, entry.start, entry.staff, who), entry=entry.id)
    return bookings.book(own, key=key, code="", details=entry.details, now=now)


def _offer(store: Store, config: BookingFile, service: Service, entry: Entry, now: datetime) -> bool:
    rules = calendar(store, entry.bot, config, now, Seen(location=entry.wish.get("location"), people=people_of(entry)))
    free = fitting(rules, service, wish_of(entry), entry.wish.get("staff"))
    slot = next((one for one in free if one.start.isoformat() not in entry.passed), None)
    if slot is None:
        return False
    until = min(now + timedelta(minutes=config.offer_minutes), slot.start)
    who = Who(entry.conversation, entry.person, entry.details)
    own = replace(
        wanted(rules, entry.bot, service, slot.start, slot.staff, who),
        entry=entry.id, told=_telling(config, entry, slot, until), pending_until=None,
    )  # fmt: skip
    return Bookings(store).hold(own, now=now, until=until) is not None


def _telling(config: BookingFile, entry: Entry, slot: Slot, until: datetime) -> tuple[Outgoing, ...]:
    again = Outgoing(WAITING_LIST, FREED, until)  # when this one lets it pass, the next is asked
    mail = config.mail
    if mail is None or not may_mail(config) or not entry.details.get(mail.detail):
        return (again,)
    detail = {"start": slot.start.isoformat(), "staff": slot.staff, "until": until.isoformat()}
    return (Outgoing(MAIL, OFFERED, detail=detail), again)


def people_of(entry: Entry) -> int:
    """How many come."""
    return int(entry.wish.get("people") or 1)


def wish_of(entry: Entry) -> Wish:
    """What suits somebody who waits, as a wish for times."""
    said = entry.wish
    return Wish(
        first=date.fromisoformat(said["first"]) if said.get("first") else None,
        last=date.fromisoformat(said["last"]) if said.get("last") else None,
        after=time.fromisoformat(said["after"]) if said.get("after") else None,
        before=time.fromisoformat(said["before"]) if said.get("before") else None,
    )
