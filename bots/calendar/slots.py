"""Free times of a business: half-open UTC intervals from its hours, staff, buffers, notice, horizon and bookings.

Rules that an owner can read off the bot file (compare Cal.com): the grid starts at each opening, a whole appointment
lies inside one stretch of opening hours, buffers count against other appointments and not against closing time, notice
is counted to the minute and the horizon in days of the business. A service with places for several people is a class
when the business has staff (all begin together) and a room without (any overlap up to its places).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bots.calendar.zones import boundary, instants
from bots.schema.booking import BookingFile, Hours, Service

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUSE = ""  # the resource of a business that names no staff


class WhyNot(StrEnum):
    """Why a time cannot be booked, the first reason that holds."""

    PAST = "past"
    NO_SUCH_TIME = "no_such_time"
    FAR = "far"
    CLOSED = "closed"
    HOURS = "hours"
    SOON = "soon"
    GRID = "grid"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Busy:
    """Time already taken on one resource, buffers included; ``starts`` is the appointment's own beginning."""

    staff: str
    service: str
    starts: datetime
    busy_from: datetime
    busy_to: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked."""

    start: datetime
    end: datetime
    staff: str


class Calendar:
    """The rules of one booking bot at one moment."""

    def __init__(self, config: BookingFile, busy: Iterable[Busy], now: datetime) -> None:
        self.config = config
        self.zone = ZoneInfo(config.timezone)
        self.now = now.astimezone(UTC)
        self._staff_hours = {person.id: person.hours or config.hours for person in config.staff}
        self._busy: dict[tuple[str, date], list[tuple[int, Busy]]] = defaultdict(list)
        for n, one in enumerate((*busy, *self._existing())):
            for day in _days(one.busy_from, one.busy_to):
                self._busy[one.staff, day].append((n, one))

    @property
    def today(self) -> date:
        """The business's date."""
        return self.now.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The last day that can be booked."""
        return self.today + timedelta(days=self.config.horizon_days)

    def service(self, service_id: str) -> Service:
        """The service with that id."""
        return next(s for s in self.config.services if s.id == service_id)

    def able(self, service: Service) -> tuple[str, ...]:
        """Who can do a service, in the file's order; the house itself when no staff is named."""
        names = service.staff or tuple(person.id for person in self.config.staff)
        return names or (HOUSE,)

    def free(self, service: Service, first: date, last: date, staff: str | None = None) -> Iterator[Slot]:
        """Every free time from one day to another, in order of time; at one instant, staff in the file's order."""
        people = [p for p in self.able(service) if staff in (None, p)]
        day = max(first, self.today)
        while day <= min(last, self.last_day):
            slots = [slot for person in people for slot in self._free_on(service, day, person)]
            yield from sorted(slots, key=lambda slot: slot.start)
            day += timedelta(days=1)

    def why_not(self, service: Service, start: datetime, staff: str | None = None) -> WhyNot | None:
        """Why this very time cannot be booked, or None when it can."""
        if start <= self.now:
            return WhyNot.PAST
        local = start.astimezone(self.zone)
        if local.date() > self.last_day:
            return WhyNot.FAR
        people = [p for p in self.able(service) if staff in (None, p)]
        reasons = [self._why_not(service, start, person) for person in people]
        if not reasons:
            return WhyNot.TAKEN
        return None if None in reasons else min((r for r in reasons if r), key=_NEARNESS.index)

    def who(self, service: Service, start: datetime, staff: str | None = None) -> tuple[str, ...]:
        """Who is free for a service at this time."""
        return tuple(
            person
            for person in self.able(service)
            if staff in (None, person) and self.why_not(service, start, person) is None
        )

    def at(self, day: date, clock: time) -> tuple[datetime, ...]:
        """The instants of a wall time of the business: none in the spring gap, two in the autumn fold."""
        return instants(day, clock, self.zone)

    def open_on(self, day: date, staff: str = HOUSE) -> tuple[tuple[datetime, datetime], ...]:
        """The stretches of opening hours of a day, as instants."""
        if day in self.config.closed:
            return ()
        spans = self._hours(staff).get(DAYS[day.weekday()], ())  # type: ignore[call-overload]
        return tuple((boundary(day, a, self.zone), boundary(day, b, self.zone)) for a, b in sorted(spans))

    def _hours(self, staff: str) -> Hours:
        return self._staff_hours.get(staff, self.config.hours)

    def _free_on(self, service: Service, day: date, staff: str) -> Iterator[Slot]:
        length, step = timedelta(minutes=service.minutes), timedelta(minutes=self.config.slot_minutes)
        earliest = self.now + timedelta(minutes=self.config.notice_minutes)
        for opens, closes in self.open_on(day, staff):
            start = opens
            while start + length <= closes:
                if start >= earliest and start > self.now and self._has_place(service, start, staff):
                    yield Slot(start, start + length, staff)
                start += step

    def _why_not(self, service: Service, start: datetime, staff: str) -> WhyNot | None:
        day = start.astimezone(self.zone).date()
        spans = self.open_on(day, staff)
        end = start + timedelta(minutes=service.minutes)
        inside = next(((a, b) for a, b in spans if a <= start and end <= b), None)
        if not spans:
            return WhyNot.CLOSED
        if inside is None:
            return WhyNot.HOURS
        if start < self.now + timedelta(minutes=self.config.notice_minutes):
            return WhyNot.SOON
        if (start - inside[0]) % timedelta(minutes=self.config.slot_minutes):
            return WhyNot.GRID
        return None if self._has_place(service, start, staff) else WhyNot.TAKEN

    def _has_place(self, service: Service, start: datetime, staff: str) -> bool:
        begin = start - timedelta(minutes=service.buffer_before)
        end = start + timedelta(minutes=service.minutes + service.buffer_after)
        near = {n: b for day in _days(begin, end) for n, b in self._busy.get((staff, day), ())}
        over = [b for b in near.values() if b.busy_from < end and begin < b.busy_to]
        if not over:
            return True
        if service.capacity == 1 or any(b.service != service.id for b in over):
            return False
        if self.config.staff and any(b.starts != start for b in over):
            return False
        return _most_at_once(over) < service.capacity

    def _existing(self) -> Iterator[Busy]:
        for taken in self.config.existing:
            start = taken.start if taken.start.tzinfo else taken.start.replace(tzinfo=self.zone)
            start = start.astimezone(UTC)
            service = next((s for s in self.config.services if s.id == taken.service), None)
            before, after = (service.buffer_before, service.buffer_after) if service else (0, 0)
            people = (taken.staff,) if taken.staff else self.able(service) if service else self._everyone()
            for person in people:
                yield Busy(
                    person,
                    taken.service or "",
                    start,
                    start - timedelta(minutes=before),
                    start + timedelta(minutes=taken.minutes + after),
                )

    def _everyone(self) -> tuple[str, ...]:
        return tuple(person.id for person in self.config.staff) or (HOUSE,)


_NEARNESS = (WhyNot.TAKEN, WhyNot.GRID, WhyNot.SOON, WhyNot.HOURS, WhyNot.CLOSED, WhyNot.FAR, WhyNot.PAST)


def _days(start: datetime, end: datetime) -> Iterator[date]:
    day = start.astimezone(UTC).date()
    while day <= end.astimezone(UTC).date():
        yield day
        day += timedelta(days=1)


def _most_at_once(busy: Sequence[Busy]) -> int:
    """The greatest number of overlapping intervals."""
    edges = sorted([(b.busy_from, 1) for b in busy] + [(b.busy_to, -1) for b in busy])
    most = running = 0
    for _, change in edges:
        running += change
        most = max(most, running)
    return most
