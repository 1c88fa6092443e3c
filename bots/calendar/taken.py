"""A bot's calendar at this moment: its rules, and what the store says is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bots.calendar.outgoing import lapsing, told
from bots.calendar.slots import Busy, Calendar, together
from bots.schema.booking import BookingFile, Service
from records.bookings import Bookings, Wanted
from records.outbox import BOOKED, REQUESTED
from records.store import Store

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """For whom one looks: the conversation (its own hold counts as free), a booking that is moved (its time too), a
    location, and how many come."""

    conversation: str = ""
    moving: str = ""
    location: str | None = None
    people: int = 1


@dataclass(frozen=True, slots=True)
class Who:
    """Who books, and with which details. ``desk``: somebody of the business books by hand."""

    conversation: str
    person: str
    details: Mapping[str, Any] = field(default_factory=dict)
    desk: bool = False


def calendar(store: Store, bot_id: str, config: BookingFile, now: datetime, seen: Seen = Seen()) -> Calendar:
    """The calendar as it stands now."""
    days = max([config.horizon_days, *(s.horizon_days or 0 for s in config.services)])
    first, last = now - _DAY, now + timedelta(days=days + 2)
    stored = Bookings(store)
    taken = stored.busy(bot_id, first, last, now=now, apart_from=seen.conversation)
    busy = [
        Busy(b.staff, b.service, b.starts, b.busy_from, b.busy_to, seats=b.seats) for b in taken if b.id != seen.moving
    ]
    rules = Calendar(config, busy, now, seen.location, seen.people)
    elsewhere = [
        Busy(one, "", start, start, end, counts=False)
        for staff, start, end in stored.outside(bot_id, first, last)
        for one in ((staff,) if staff else rules.openings.everyone)
    ]
    return Calendar(config, [*busy, *elsewhere], now, seen.location, seen.people) if elsewhere else rules


def wanted(rules: Calendar, bot_id: str, service: Service, start: datetime, staff: str, who: Who) -> Wanted:
    """A time as the bookings take it, with what its commit must count and tell."""
    config, end = rules.config, start + timedelta(minutes=service.minutes)
    asked = service.approval and not who.desk
    return Wanted(
        bot=bot_id,
        conversation=who.conversation,
        person=who.person,
        service=service.id,
        staff=staff,
        starts=start,
        ends=end,
        busy_from=start - timedelta(minutes=service.buffer_before),
        busy_to=end + timedelta(minutes=service.buffer_after),
        zone=rules.zone_of(staff).key,
        capacity=service.capacity,
        seats=rules.seats(service),
        together=together(staff),
        limits=rules.limits(service, start, staff),
        told=told(config, REQUESTED if asked else BOOKED, start, who.details, rules.now),
        pending_until=min(rules.now + timedelta(hours=config.pending_hours), start) if asked else None,
        made_by="desk" if who.desk else "chat",
        lapsing=lapsing(config, rules.now),
    )
