"""A bot's calendar at this moment: its rules, and what the store says is taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from bots.calendar.slots import Busy, Calendar
from bots.schema.booking import BookingFile, Service
from records.bookings import Bookings, Wanted
from records.store import Store

_DAY = timedelta(days=1)


def calendar(
    store: Store, bot_id: str, config: BookingFile, now: datetime, conversation: str, apart: str = ""
) -> Calendar:
    """The calendar, without the conversation's own hold and without the booking that is being moved (``apart``)."""
    last = now + timedelta(days=config.horizon_days + 2)
    taken = Bookings(store).busy(bot_id, now - _DAY, last, now=now, apart_from=conversation)
    busy = [Busy(b.staff, b.service, b.starts, b.busy_from, b.busy_to) for b in taken if b.id != apart]
    return Calendar(config, busy, now)


def wanted(
    config: BookingFile, bot_id: str, service: Service, start: datetime, staff: str, talk: tuple[str, str]
) -> Wanted:
    """A time as the bookings take it; ``talk`` is the conversation and the person."""
    end = start + timedelta(minutes=service.minutes)
    return Wanted(
        bot=bot_id,
        conversation=talk[0],
        person=talk[1],
        service=service.id,
        staff=staff,
        starts=start,
        ends=end,
        busy_from=start - timedelta(minutes=service.buffer_before),
        busy_to=end + timedelta(minutes=service.buffer_after),
        zone=config.timezone,
        capacity=service.capacity,
        together=bool(config.staff),
    )
