"""Bookings as iCalendar (RFC 5545), by the ``icalendar`` package: one booking's file, and the feed of a business.

Times are written in UTC: every program shows them on its own clock, and no zone table can be wrong. Without leave from
the owner an event holds service, person and place of the business, and no word about the customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//Tacit//Bookings//EN"


@dataclass(frozen=True, slots=True)
class Happening:
    """A booking as an event. ``notes`` are shown in the event's text; empty without leave to show them."""

    id: str
    start: datetime
    end: datetime
    summary: str
    place: str
    changed_at: datetime
    cancelled: bool = False
    tentative: bool = False
    notes: Mapping[str, str] | None = None


def file(happenings: Iterable[Happening], name: str, method: str = "PUBLISH") -> bytes:
    """A calendar file with these events."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    for one in happenings:
        calendar.add_component(event(one))
    return bytes(calendar.to_ical())


def stored(happening: Happening) -> bytes:
    """One event as a CalDAV server keeps it: without a method (RFC 4791, 4.1)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event(happening))
    return bytes(calendar.to_ical())


def event(one: Happening) -> Event:
    """One event. Its uid stays the same when the booking moves, so that a program moves the event too."""
    made = Event()
    made.add("uid", uid(one.id))
    made.add("dtstamp", one.changed_at.astimezone(UTC))
    made.add("sequence", int(one.changed_at.timestamp()) // 10)
    made.add("dtstart", one.start.astimezone(UTC))
    made.add("dtend", one.end.astimezone(UTC))
    made.add("summary", one.summary)
    made.add("status", "CANCELLED" if one.cancelled else "TENTATIVE" if one.tentative else "CONFIRMED")
    if one.place:
        made.add("location", one.place)
    if one.notes:
        made.add("description", "\n".join(f"{name}: {value}" for name, value in one.notes.items()))
    return made


def uid(booking: str) -> str:
    """The name of a booking in every calendar."""
    return f"{booking}@tacit"
