"""Free times of a business: half-open UTC intervals from hours, staff, buffers, notice, horizon, limits and bookings.

Rules that an owner can read off the bot file (compare Cal.com): the grid starts at each opening, a whole appointment
lies inside one stretch of opening hours, buffers count against other appointments and not against closing time, notice
is counted to the minute and the horizon in days of the business. A service with places for several people is a class
when the business has staff (all begin together) and a room without (any overlap up to its places).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bots.calendar.hours import DAYS, HOUSE, PLACE, Openings, Stretch
from bots.calendar.zones import instants
from bots.schema.booking import BookingFile, Service
from records.bookings import Limit
from records.seats import Span, most_at_once

__all__ = ["DAYS", "HOUSE", "PLACE", "Busy", "Calendar", "Slot", "WhyNot"]


class WhyNot(StrEnum):
    """Why a time cannot be booked, the first reason that holds."""

    PAST = "past"
    NO_SUCH_TIME = "no_such_time"
    FAR = "far"
    CLOSED = "closed"
    AWAY = "away"  # the business is open that day, but nobody who does this service
    HOURS = "hours"
    SOON = "soon"
    GRID = "grid"
    FEW = "few"  # some places are left, too few for all who come
    FULL = "full"  # the day has as many bookings as the business takes
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Busy:
    """Time already taken on one resource, buffers included; ``starts`` is the appointment's own beginning.

    ``counts``: it is a booking and counts towards the limits of its day. ``seats`` of a class or a room are taken.
    """

    staff: str
    service: str
    starts: datetime
    busy_from: datetime
    busy_to: datetime
    counts: bool = True
    seats: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked. ``staff`` is the resource: a person, a place, or the house."""

    start: datetime
    end: datetime
    staff: str


class Calendar:
    """The rules of one booking bot at one moment, at one of its locations or (None) at all, for so many people."""

    def __init__(
        self, config: BookingFile, busy: Iterable[Busy], now: datetime, location: str | None = None, people: int = 1
    ) -> None:
        self.config = config
        self.now = now.astimezone(UTC)
        self.location = location
        self.people = people
        self.openings = Openings(config)
        self._stored = tuple(busy)
        self._in_file = _existing(config, self.openings)
        self._busy: dict[tuple[str, date], list[tuple[int, Busy]]] = defaultdict(list)
        self._booked: Counter[tuple[date, str, str]] = Counter()
        for n, one in enumerate((*self._stored, *self._in_file)):
            for day in _days(one.busy_from, one.busy_to):
                self._busy[one.staff, day].append((n, one))
            if one.counts:
                self._booked[self._day(one.starts, one.staff), one.service, one.staff] += 1

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days and clock times are meant: the location's, else the business's."""
        chosen = next((p.timezone for p in self.config.locations if p.id == self.location), "")
        return ZoneInfo(chosen or self.config.timezone)

    @property
    def today(self) -> date:
        """The business's date."""
        return self.now.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The last day that can be booked for some service."""
        days = [self._horizon(service) for service in self.config.services]
        return self.today + timedelta(days=max(days))

    def at_location(self, location: str) -> Calendar:
        """The same moment at one location."""
        return Calendar(self.config, self._stored, self.now, location, self.people)

    def for_one(self) -> Calendar:
        """The same moment for one person."""
        return Calendar(self.config, self._stored, self.now, self.location)

    def service(self, service_id: str) -> Service:
        """The service with that id."""
        return next(s for s in self.config.services if s.id == service_id)

    def able(self, service: Service) -> tuple[str, ...]:
        """Who can do a service, in the file's order; the house itself when no staff is named."""
        return self.openings.able(service, self.location)

    def zone_of(self, resource: str) -> ZoneInfo:
        """The zone of the place of a resource."""
        return self.openings.zone(resource)

    def free(self, service: Service, first: date, last: date, staff: str | None = None) -> Iterator[Slot]:
        """Every free time from one day to another, in order of time; at one instant, staff in the file's order."""
        people = self._people(service, staff)
        day, end = max(first, self.today), self.today + timedelta(days=self._horizon(service))
        while day <= min(last, end):
            slots = [slot for person in people for slot in self._free_on(service, day, person)]
            yield from sorted(slots, key=lambda slot: slot.start)
            day += timedelta(days=1)

    def why_not(self, service: Service, start: datetime, staff: str | None = None) -> WhyNot | None:
        """Why this very time cannot be booked, or None when it can."""
        if start <= self.now:
            return WhyNot.PAST
        reasons = [self._why_not(service, start, person) for person in self._people(service, staff)]
        if not reasons:
            return WhyNot.TAKEN
        return None if None in reasons else min((r for r in reasons if r), key=_NEARNESS.index)

    def who(self, service: Service, start: datetime, staff: str | None = None) -> tuple[str, ...]:
        """Who is free for a service at this time."""
        return tuple(person for person in self._people(service, staff) if self.why_not(service, start, person) is None)

    def limits(self, service: Service, start: datetime, resource: str) -> tuple[Limit, ...]:
        """How many bookings the day of a time may still take, for the commit to count again; the file's own are off."""
        zone = self.zone_of(resource)
        day = start.astimezone(zone).date()
        begin, end = (datetime.combine(day + timedelta(days=n), time(), tzinfo=zone).astimezone(UTC) for n in (0, 1))
        in_file = Counter(
            (one.service, one.staff) for one in self._in_file if one.counts and self._day(one.starts, one.staff) == day
        )
        return tuple(
            Limit(begin, end, most - _sum(in_file, of_service, of_staff), of_service, of_staff)
            for most, of_service, of_staff in self._limits_of(service, resource)
        )

    def seats(self, service: Service) -> int:
        """How many places of a service the people take; an appointment for one at a time is one, whoever comes."""
        return self.people if service.capacity > 1 else 1

    def left(self, service: Service, start: datetime, staff: str | None = None) -> int:
        """How many places are left at a time that begins then; of several people the most that one of them has."""
        return max((self._left(service, start, person) for person in self._people(service, staff)), default=0)

    def at(self, day: date, clock: time) -> tuple[datetime, ...]:
        """The instants of a wall time of the business: none in the spring gap, two in the autumn fold."""
        return instants(day, clock, self.zone)

    def open_on(self, day: date, staff: str = HOUSE) -> tuple[Stretch, ...]:
        """The stretches of opening hours of a day, as instants."""
        return self.openings.on(day, staff)

    def shut(self, day: date) -> WhyNot:
        """Why nobody who does a service works on a day: the business (or this location) is closed, or they are away."""
        here = (one for one in self.openings.everyone if self.location in (None, self.openings.location(one)))
        return WhyNot.AWAY if any(self.open_on(day, one) for one in here) else WhyNot.CLOSED

    def _people(self, service: Service, staff: str | None) -> tuple[str, ...]:
        return tuple(person for person in self.able(service) if staff in (None, person))

    def _horizon(self, service: Service) -> int:
        return self.config.horizon_days if service.horizon_days is None else service.horizon_days

    def _earliest(self, service: Service) -> datetime:
        notice = self.config.notice_minutes if service.notice_minutes is None else service.notice_minutes
        return self.now + timedelta(minutes=notice)

    def _day(self, start: datetime, resource: str) -> date:
        return start.astimezone(self.zone_of(resource)).date()

    def _free_on(self, service: Service, day: date, staff: str) -> Iterator[Slot]:
        length, step = timedelta(minutes=service.minutes), timedelta(minutes=self.config.slot_minutes)
        earliest = self._earliest(service)
        stretches = self.open_on(day, staff)
        if not stretches or self._full(service, day, staff):
            return
        for opens, closes in stretches:
            start = opens  # a stretch may go on after midnight: what begins then is the next day's
            while start + length <= closes and self._day(start, staff) == day:
                if start >= earliest and start > self.now and self._left(service, start, staff) >= self.seats(service):
                    yield Slot(start, start + length, staff)
                start += step

    def _why_not(  # noqa: PLR0911 - one line for each reason, in their order
        self, service: Service, start: datetime, staff: str
    ) -> WhyNot | None:
        day = self._day(start, staff)
        if day > self.today + timedelta(days=self._horizon(service)):
            return WhyNot.FAR
        spans = self.open_on(day, staff)
        end = start + timedelta(minutes=service.minutes)
        inside = next(((a, b) for a, b in spans if a <= start and end <= b), None)
        if not spans:
            return self.shut(day)
        if inside is None:
            return WhyNot.HOURS
        if start < self._earliest(service):
            return WhyNot.SOON
        if (start - inside[0]) % timedelta(minutes=self.config.slot_minutes):
            return WhyNot.GRID
        if self._full(service, day, staff):
            return WhyNot.FULL
        left = self._left(service, start, staff)
        if left >= self.seats(service):
            return None
        return WhyNot.FEW if left else WhyNot.TAKEN

    def _full(self, service: Service, day: date, staff: str) -> bool:
        limits = self._limits_of(service, staff)
        if not limits:
            return False
        counted: Counter[tuple[str, str]] = Counter()
        for (on, of_service, of_staff), n in self._booked.items():
            if on == day:
                counted[of_service, of_staff] += n
        return any(_sum(counted, of_service, of_staff) >= most for most, of_service, of_staff in limits)

    def _limits_of(self, service: Service, resource: str) -> tuple[tuple[int, str | None, str | None], ...]:
        """Each limit that a booking of this service by this resource falls under: most, of which service, of whom."""
        person = next((p for p in self.config.staff if p.id == resource), None)
        every = (
            (self.config.daily_limit, None, None),
            (service.daily_limit, service.id, None),
            (person.daily_limit if person else None, None, resource),
        )
        return tuple((most, a, b) for most, a, b in every if most is not None)

    def _left(self, service: Service, start: datetime, staff: str) -> int:
        begin = start - timedelta(minutes=service.buffer_before)
        end = start + timedelta(minutes=service.minutes + service.buffer_after)
        near = {n: b for day in _days(begin, end) for n, b in self._busy.get((staff, day), ())}
        over = [b for b in near.values() if b.busy_from < end and begin < b.busy_to]
        if not over:
            return service.capacity
        if service.capacity == 1 or any(b.service != service.id for b in over):
            return 0
        if together(staff) and any(b.starts != start for b in over):
            return 0
        return max(0, service.capacity - most_at_once(Span(b.busy_from, b.busy_to, b.seats) for b in over))


def together(resource: str) -> bool:
    """Whether those who share a time of a resource begin together: with a person, not in a room."""
    return resource != HOUSE and not resource.startswith(PLACE)


_NEARNESS = (WhyNot.FEW, WhyNot.TAKEN, WhyNot.FULL, WhyNot.GRID, WhyNot.SOON, WhyNot.HOURS, WhyNot.AWAY, WhyNot.CLOSED,
             WhyNot.FAR, WhyNot.PAST)  # fmt: skip


def _existing(config: BookingFile, openings: Openings) -> tuple[Busy, ...]:
    """Time taken by the file itself; of an entry that names nobody each of those who could do it is busy."""
    found: list[Busy] = []
    for taken in config.existing:
        service = next((s for s in config.services if s.id == taken.service), None)
        people = (taken.staff,) if taken.staff else openings.able(service) if service else openings.everyone
        before, after = (service.buffer_before, service.buffer_after) if service else (0, 0)
        for n, person in enumerate(people):
            start = taken.start if taken.start.tzinfo else taken.start.replace(tzinfo=openings.zone(person))
            start = start.astimezone(UTC)
            begin = start - timedelta(minutes=before)
            end = start + timedelta(minutes=taken.minutes + after)
            counts = service is not None and n == 0
            found.append(Busy(person, taken.service or "", start, begin, end, counts, taken.people))
    return tuple(found)


def _sum(counted: Counter[tuple[str, str]], service: str | None, staff: str | None) -> int:
    return sum(n for (s, p), n in counted.items() if service in (None, s) and staff in (None, p))


def _days(start: datetime, end: datetime) -> Iterator[date]:
    day = start.astimezone(UTC).date()
    while day <= end.astimezone(UTC).date():
        yield day
        day += timedelta(days=1)
