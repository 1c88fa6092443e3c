"""A bot's calendar for the people of the business: look, reveal, move, cancel, mark as not come, add by hand, count.

Names and numbers stay masked until somebody with the right says why not. Every change goes through the same serialized
commit as a customer's (``records.bookings``), so nobody in the office can double what a customer just took.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bots.schema.booking import BookingFile
from workspace.errors import BadRequest
from workspace.roles import Desk

# Why somebody looks behind the bars of a booking. A fixed list: the audit trail holds no free words.
REASONS: Mapping[str, str] = {
    "serve": "To serve the customer at the appointment",
    "reach": "To tell the customer about a change",
    "dispute": "To clear up a dispute about a booking",
}


class NotFree(BadRequest):
    """The time cannot be booked; ``why`` is a ``bots.calendar.WhyNot`` value, ``nearest`` are free times instead."""

    code = "not_free"

    def __init__(self, message: str, why: str, nearest: Sequence[FreeTime] = ()) -> None:
        super().__init__(message)
        self.why = why
        self.nearest = tuple(nearest)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be booked; ``start`` in the zone of its place."""

    start: datetime
    end: datetime
    staff: str  # id, "" where the business names nobody
    staff_name: str
    location: str = ""  # id, "" without locations


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking as the office sees it. ``start`` and ``end`` in its zone; ``details`` by id, masked."""

    id: str
    bot: str
    start: datetime
    end: datetime
    zone: str
    service: str
    service_name: str
    staff: str
    staff_name: str
    location: str
    seat: int
    state: str  # held, pending, booked, cancelled, no_show
    details: Mapping[str, str]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Added:
    """A booking made by hand, with the code to hand to the customer. The code is shown this once."""

    appointment: Appointment
    code: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the plots show of a span of days.

    ``days``: by day of the appointment, how many were booked, cancelled, not come. ``lead``: days between booking and
    appointment, each with how many. ``funnel``: how many talks got how far (began, time held, booked).
    """

    days: Sequence[DayCount]
    lead: Mapping[int, int]
    funnel: Mapping[str, int]
    no_show_share: float


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of the plots."""

    day: date
    booked: int
    cancelled: int
    no_show: int


def between(desk: Desk, bot: str, first: date, last: date) -> list[Appointment]:
    """The bookings that begin from one day to another (both included, in the business's zone), by time, masked."""
    raise NotImplementedError


def reveal(desk: Desk, booking: str, reason: str) -> Mapping[str, str]:
    """The details of one booking in clear; the reason (one of REASONS) is on record before anything is opened."""
    raise NotImplementedError


def free_times(
    desk: Desk, bot: str, service: str, first: date, last: date, *, staff: str | None = None, moving: str = ""
) -> list[FreeTime]:
    """Free times of a service by the live rules; ``moving`` is a booking whose own time counts as free."""
    raise NotImplementedError


def preview(desk: Desk, config: BookingFile, service: str, first: date, last: date) -> list[FreeTime]:
    """Free times by rules that are still being edited, with nothing taken but what the file says."""
    raise NotImplementedError


def move(desk: Desk, booking: str, start: datetime, staff: str | None = None) -> Appointment:
    """Another time (and person; None: who has it now) in one step. Raises NotFree, and nothing has changed then."""
    raise NotImplementedError


def cancel(desk: Desk, booking: str) -> Appointment:
    """Give the time back; the customer is told if they left an address."""
    raise NotImplementedError


def no_show(desk: Desk, booking: str) -> Appointment:
    """Mark as not come; only once its time has begun."""
    raise NotImplementedError


def add(  # noqa: PLR0913 - a booking is made of this many facts
    desk: Desk,
    bot: str,
    service: str,
    start: datetime,
    *,
    staff: str | None = None,
    details: Mapping[str, str] | None = None,
) -> Added:
    """Book for somebody on the phone or at the desk. Values in ``details`` are sealed at once. Raises NotFree."""
    raise NotImplementedError


def accept(desk: Desk, booking: str) -> Appointment:
    """Accept a request for a service whose bookings the business confirms itself."""
    raise NotImplementedError


def counts(desk: Desk, bot: str, first: date, last: date) -> Counts:
    """The numbers behind the plots."""
    raise NotImplementedError
