"""When somebody or some place can be booked on a day: weekly hours, breaks, special days, days off, public holidays.

What is nearer wins. A closed day of the business or of the place is closed for everyone; a public holiday too, unless
it is worked on or has special hours. Then the person: a day off, a special day. Else the special day of the place, to
which hours of one's own are narrowed (whoever works 12 to 20 works 12 to 14 when the place closes at 14). Else the
week. Breaks are cut out last, and a stretch that goes on at midnight is one with the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bots.calendar.zones import DAY_END, boundary
from bots.schema.booking import BookingFile, Holidays, Hours, Location, Service, Spans, SpecialDay, Staff
from bots.schema.public_days import is_public_holiday

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUSE = ""  # the resource of a business that names no staff
PLACE = "@"  # before the id of a location that names no staff: no id of a person begins so

Stretch = tuple[datetime, datetime]


class Openings:
    """Whose time can be booked, in which zone, and when it is open. A resource is a person, a place, or the house."""

    def __init__(self, config: BookingFile) -> None:
        self._config = config
        self._staff = {person.id: person for person in config.staff}
        self._locations = {place.id: place for place in config.locations}
        self._zones = {place.id: ZoneInfo(place.timezone or config.timezone) for place in config.locations}
        self._zone = ZoneInfo(config.timezone)
        self.on = lru_cache(maxsize=4096)(self._on)

    @property
    def everyone(self) -> tuple[str, ...]:
        """Every resource: staff in the file's order, then places without staff."""
        if not self._locations:
            return tuple(self._staff) or (HOUSE,)
        staffed = {self.location(person) for person in self._staff}
        return (*self._staff, *(PLACE + place for place in self._locations if place not in staffed))

    def able(self, service: Service, location: str | None = None) -> tuple[str, ...]:
        """Who can do a service (at a place), in the file's order."""
        return tuple(
            one
            for one in self.everyone
            if (not service.staff or one in service.staff)
            and (not service.locations or self.location(one) in service.locations)
            and location in (None, self.location(one))
        )

    def location(self, resource: str) -> str:
        """The id of the place of a resource; "" without locations."""
        if resource.startswith(PLACE):
            return resource.removeprefix(PLACE)
        person = self._staff.get(resource)
        chosen = person.location if person is not None else None
        return chosen or next(iter(self._locations), "")

    def zone(self, resource: str) -> ZoneInfo:
        """The zone of the place of a resource."""
        return self._zones.get(self.location(resource), self._zone)

    def _on(self, day: date, resource: str) -> tuple[Stretch, ...]:
        """The stretches of a day that can be booked, as instants, in order of time."""
        zone = self.zone(resource)
        own = [_between(day, span, zone) for span in self._spans(day, resource)]
        if own and own[-1][1] == boundary(day, DAY_END, zone):
            own[-1] = (own[-1][0], self._until(day + timedelta(days=1), resource, own[-1][1]))
        return tuple(stretch for stretch in own if stretch[0] < stretch[1])

    def _until(self, day: date, resource: str, midnight: datetime) -> datetime:
        """When the stretch ends that goes on at midnight; midnight itself when none does."""
        spans = self._spans(day, resource)
        return _between(day, spans[0], self.zone(resource))[1] if spans and spans[0][0] == "00:00" else midnight

    def _spans(self, day: date, resource: str) -> Spans:
        person, place = self._staff.get(resource), self._locations.get(self.location(resource))
        spans = self._open(day, person, place)
        return tuple(_without(spans, self._breaks(day, person, place))) if spans else ()

    def _open(self, day: date, person: Staff | None, place: Location | None) -> Spans:
        house = self._config
        if day in house.closed or (place and day in place.closed) or (person and day in person.closed):
            return ()
        special = _special(day, place.special if place else ()) or _special(day, house.special)
        if special is None and _is_holiday(day, place.holidays if place and place.holidays else house.holidays):
            return ()
        own = _special(day, person.special) if person else None
        if own is not None:
            return tuple(sorted(own.hours))
        week = _of(day, person.hours if person and person.hours is not None else None)
        if special is not None:
            return tuple(sorted(special.hours)) if week is None else tuple(_overlap(week, special.hours))
        usual = place.hours if place is not None and place.hours is not None else house.hours
        return week if week is not None else _of(day, usual) or ()

    def _breaks(self, day: date, person: Staff | None, place: Location | None) -> Spans:
        if person is not None and person.breaks is not None:
            return _of(day, person.breaks) or ()
        if place is not None and place.breaks is not None:
            return _of(day, place.breaks) or ()
        return _of(day, self._config.breaks) or ()


def _of(day: date, hours: Hours | None) -> Spans | None:
    return None if hours is None else tuple(sorted(hours.get(DAYS[day.weekday()], ())))  # type: ignore[call-overload]


def _special(day: date, days: Sequence[SpecialDay]) -> SpecialDay | None:
    return next((one for one in days if one.day == day), None)


def _is_holiday(day: date, of: Holidays | None) -> bool:
    return of is not None and day not in of.open and is_public_holiday(day, of.country, of.region)


def _between(day: date, span: tuple[str, str], zone: ZoneInfo) -> Stretch:
    return boundary(day, span[0], zone), boundary(day, span[1], zone)


def _overlap(these: Spans, those: Spans) -> Iterator[tuple[str, str]]:
    """What lies in both; clock times of one form order as text."""
    for a, b in these:
        for c, d in sorted(those):
            if max(a, c) < min(b, d):
                yield max(a, c), min(b, d)


def _without(spans: Spans, breaks: Spans) -> Iterator[tuple[str, str]]:
    for opens, end in spans:
        begin = opens
        for pause, over in sorted(breaks):
            if pause >= end or over <= begin:
                continue
            if begin < pause:
                yield begin, pause
            begin = max(begin, over)
        if begin < end:
            yield begin, end
