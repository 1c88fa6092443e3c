"""From a wish ("Friday at 3", "any morning next week") to the times that can be offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bots.calendar.slots import Calendar, Slot, WhyNot
from bots.schema.booking import Service

NEAR_DAYS = 10  # how far around a wish the nearest free times are looked for


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would like. Days inclusive; ``at`` holds every reading of a clock time (3 o'clock is two).
    ``before`` is when it begins at the latest, not when it is over. ``edge`` takes only the "first" or
    "last" that fits."""

    first: date | None = None
    last: date | None = None
    at: tuple[time, ...] = ()
    after: time | None = None
    before: time | None = None
    without: tuple[date, ...] = ()
    later_than: datetime | None = None
    earlier_than: datetime | None = None
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Times to offer. ``exact``: the one time asked for is free. ``why``: why it is not; then these are the nearest.

    ``missed`` is the time asked for, on the wall clock; ``twice`` says that it comes twice that night; ``left`` places
    are free then, when they are too few.
    """

    slots: tuple[Slot, ...]
    exact: bool = False
    why: WhyNot | None = None
    missed: datetime | None = None
    twice: bool = False
    left: int = 0


def search(calendar: Calendar, service: Service, wish: Wish, staff: str | None, limit: int = 6) -> Found:
    """The free times that fit a wish, or why there are none and the nearest ones."""
    if wish.first is not None and wish.first == wish.last and wish.at:
        return _best([_exact(one, service, wish, staff, limit) for one in _by_zone(calendar, service)], limit)
    suiting = list(fitting(calendar, service, wish, staff))
    if suiting and wish.edge:
        return Found((suiting[-1 if wish.edge == "last" else 0],), exact=True)
    if suiting:
        return Found(_spread(calendar, suiting, limit))
    why, missed = _why_none(calendar, service, wish, staff)
    left = _most_left(calendar, service, wish, staff) if why is None and wish.first is not None else 0
    near = nearest(calendar, service, _middle(calendar, wish), staff, limit)
    return Found(near, why=WhyNot.FEW if left else why, missed=missed, left=left)


def fitting(calendar: Calendar, service: Service, wish: Wish, staff: str | None) -> Iterator[Slot]:
    """Every free time that fits a wish."""
    first, last = wish.first or calendar.today, wish.last or calendar.last_day
    return (s for s in _distinct(calendar.free(service, first, last, staff)) if _fits(calendar, s, wish))


def nearest(calendar: Calendar, service: Service, around: datetime, staff: str | None, limit: int) -> tuple[Slot, ...]:
    """The free times closest to a moment, in order of time."""
    day = min(max(around.astimezone(calendar.zone).date(), calendar.today), calendar.last_day)
    for days in (NEAR_DAYS, 60, 731):
        span = (day - timedelta(days=days), day + timedelta(days=days))
        free = list(_distinct(calendar.free(service, *span, staff)))
        if free:
            closest = sorted(free, key=lambda s: abs(s.start - around))[: min(limit, 3)]
            return tuple(sorted(closest, key=lambda s: s.start))
    return ()


def _by_zone(calendar: Calendar, service: Service) -> list[Calendar]:
    """A clock time means another instant in each zone: one calendar for each location, when a zone is not the own."""
    places = {calendar.openings.location(one): calendar.zone_of(one) for one in calendar.able(service)}
    if set(places.values()) <= {calendar.zone}:
        return [calendar]
    return [calendar.at_location(place) for place in places]


def _best(found: Sequence[Found], limit: int) -> Found:
    """What was found at several places as one: the free ones, else the nearest of all."""
    hits = [one for one in found if one.exact or one.twice]
    if len(found) == 1 or len(hits) == 1:
        return (hits or found)[0]
    chosen = hits or found
    slots = sorted((slot for one in chosen for slot in one.slots), key=lambda slot: slot.start)
    why, left = (None, 0) if hits else (found[0].why, found[0].left)
    return Found(tuple(slots[:limit]), why=why, missed=found[0].missed, left=left)


def _exact(calendar: Calendar, service: Service, wish: Wish, staff: str | None, limit: int) -> Found:
    assert wish.first is not None
    reasons: list[tuple[WhyNot, datetime]] = []
    for clock in wish.at:
        wall = datetime.combine(wish.first, clock)
        instants = calendar.at(wish.first, clock)
        free = [i for i in instants if calendar.why_not(service, i, staff) is None]
        if free:
            slots = tuple(_slot(calendar, service, i, staff) for i in free)
            return Found(slots, exact=len(slots) == 1, missed=wall, twice=len(slots) > 1)
        why = calendar.why_not(service, instants[0], staff) if instants else WhyNot.NO_SUCH_TIME
        reasons.append((why or WhyNot.TAKEN, wall))
    why, wall = min(reasons, key=lambda r: _TELLING.index(r[0]))
    around = wall.replace(tzinfo=calendar.zone).astimezone(UTC)
    left = calendar.left(service, around, staff) if why is WhyNot.FEW else 0
    return Found(nearest(calendar, service, around, staff, limit), why=why, missed=wall, left=left)


# Of two readings of a clock time the reason is told that belongs to the likelier one (inside the opening hours).
_TELLING = (WhyNot.FEW, WhyNot.TAKEN, WhyNot.FULL, WhyNot.GRID, WhyNot.SOON, WhyNot.NO_SUCH_TIME, WhyNot.PAST,
            WhyNot.AWAY, WhyNot.CLOSED, WhyNot.FAR, WhyNot.HOURS)  # fmt: skip


def _slot(calendar: Calendar, service: Service, start: datetime, staff: str | None) -> Slot:
    person = calendar.who(service, start, staff)[0]
    return Slot(start, start + timedelta(minutes=service.minutes), person)


def _fits(calendar: Calendar, slot: Slot, wish: Wish) -> bool:
    wall = slot.start.astimezone(calendar.zone_of(slot.staff))
    return (
        wall.date() not in wish.without
        and (not wish.at or wall.time() in wish.at)
        and (wish.after is None or wall.time() >= wish.after)
        and (wish.before is None or wall.time() < wish.before)
        and (wish.later_than is None or slot.start > wish.later_than)
        and (wish.earlier_than is None or slot.start < wish.earlier_than)
    )


def _distinct(slots: Iterator[Slot]) -> Iterator[Slot]:
    """One slot per time: who is free first in the file's order."""
    seen: datetime | None = None
    for slot in slots:
        if slot.start != seen:
            seen = slot.start
            yield slot


def _spread(calendar: Calendar, slots: Sequence[Slot], limit: int) -> tuple[Slot, ...]:
    """A few of many: over the days when several fit, else the earliest, a step apart."""
    days: dict[date, list[Slot]] = {}
    for slot in slots:
        days.setdefault(slot.start.astimezone(calendar.zone_of(slot.staff)).date(), []).append(slot)
    if len(slots) <= limit:
        return tuple(slots)
    each = max(1, limit // min(len(days), limit))
    picked = [slot for group in list(days.values())[:limit] for slot in _apart(group, each)]
    return tuple(sorted(picked[:limit], key=lambda s: s.start))


def _apart(slots: Sequence[Slot], count: int) -> list[Slot]:
    if len(slots) <= count:
        return list(slots)
    step = len(slots) / count
    return [slots[int(n * step)] for n in range(count)]


def _why_none(
    calendar: Calendar, service: Service, wish: Wish, staff: str | None
) -> tuple[WhyNot | None, datetime | None]:
    day = wish.first
    if day is None:
        return None, None
    clock = (wish.at or (wish.after or time(12, 0),))[0]
    wall = datetime.combine(day, clock)
    if (wish.last or day) < calendar.today:
        return WhyNot.PAST, wall
    if day > calendar.last_day:
        return WhyNot.FAR, wall
    days = [day + timedelta(days=n) for n in range(min(((wish.last or day) - day).days, 62) + 1)]
    people = calendar.able(service) if staff is None else (staff,)
    if not any(calendar.open_on(d, person) for d in days for person in people):
        reasons = {calendar.shut(d) for d in days}
        return WhyNot.AWAY if WhyNot.AWAY in reasons else WhyNot.CLOSED, wall
    return None, wall


def _most_left(calendar: Calendar, service: Service, wish: Wish, staff: str | None) -> int:
    """The most places left at a time that would do for fewer people; 0 when there is no such time."""
    if calendar.seats(service) == 1:
        return 0
    fewer = calendar.for_one()
    return max((fewer.left(service, slot.start, staff) for slot in fitting(fewer, service, wish, staff)), default=0)


def _middle(calendar: Calendar, wish: Wish) -> datetime:
    day = wish.first or calendar.today
    clock = wish.at[0] if wish.at else wish.after or (time(9, 0) if wish.before is None else wish.before)
    around = datetime.combine(day, clock).replace(tzinfo=calendar.zone).astimezone(UTC)
    return max(around, calendar.now)
