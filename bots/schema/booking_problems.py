"""What is wrong with the rules of a booking bot, all of it at once: names that lead nowhere, hours that cannot be, a
service that nobody could ever do, days on which nothing is open, an address that cannot be used."""

from __future__ import annotations

import difflib
import ipaddress
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.schema.booking import BookingFile, Holidays, Hours, Location, Service, Spans, SpecialDay, Staff
from bots.schema.public_days import countries, regions
from guardrails.errors import Problem

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1440


def booking_problems(name: str, config: BookingFile) -> Iterator[Problem]:
    """Every fault, with its place and its cure."""
    yield from _names(name, config)
    wrong_hours = list(_all_hours(name, config))
    yield from wrong_hours
    yield from _holidays_and_zones(name, config)
    if not wrong_hours:  # else nothing can be said of what fits into them
        yield from _services(name, config)
    yield from _always_closed(name, config)
    yield from _outward(name, config)


def _names(name: str, config: BookingFile) -> Iterator[Problem]:
    staff, places = {s.id for s in config.staff}, {p.id for p in config.locations}
    services = {s.id for s in config.services}
    lists = {
        "services": [s.id for s in config.services],
        "staff": [s.id for s in config.staff],
        "details": [d.id for d in config.details],
        "locations": [p.id for p in config.locations],
    }
    for place, ids in lists.items():
        for one in sorted({i for i in ids if ids.count(i) > 1}):
            yield Problem("twice", f"{name}, {place}", f"The id '{one}' is used twice.")
    for i, service in enumerate(config.services):
        yield from _unknown(f"{name}, services[{i}].staff", service.staff, staff, "among the staff")
        yield from _unknown(f"{name}, services[{i}].locations", service.locations, places, "among the locations")
    for i, person in enumerate(config.staff):
        where = f"{name}, staff[{i}].location"
        yield from _unknown(where, [person.location] if person.location else [], places, "among the locations")
    for i, taken in enumerate(config.existing):
        where = f"{name}, existing[{i}]"
        yield from _unknown(f"{where}.service", [taken.service] if taken.service else [], services, "a service")
        yield from _unknown(f"{where}.staff", [taken.staff] if taken.staff else [], staff, "among the staff")


def _unknown(where: str, names: Iterable[str], known: set[str], what: str) -> Iterator[Problem]:
    for one in names:
        if one not in known:
            close = difflib.get_close_matches(one, sorted(known), n=1, cutoff=0.6)
            few = f"Known: {', '.join(sorted(known))}." if 0 < len(known) <= 20 else ""
            yield Problem("staff" if "staff" in where else "unknown", where, f"'{one}' is not {what}.",
                          f"Did you mean '{close[0]}'?" if close else few)  # fmt: skip


def _all_hours(name: str, config: BookingFile) -> Iterator[Problem]:
    owners: list[tuple[str, BookingFile | Staff | Location]] = [("", config)]
    owners += [(f"staff[{i}].", person) for i, person in enumerate(config.staff)]
    owners += [(f"locations[{i}].", place) for i, place in enumerate(config.locations)]
    for prefix, owner in owners:
        for key, hours in (("hours", owner.hours), ("breaks", owner.breaks)):
            for day, spans in (hours or {}).items():
                yield from _spans(f"{name}, {prefix}{key}.{day}", spans)
        yield from _special(f"{name}, {prefix}special", owner.special, owner.closed)


def _spans(where: str, spans: Spans) -> Iterator[Problem]:
    for start, end in spans:
        late = next((clock for clock in (start, end) if clock > "24:00"), None)
        if late is not None:
            yield Problem("hours", where, f"There is no {late}.", "A day ends at 24:00.")
        elif start == end:
            yield Problem("hours", where, f"{start} to {end} has no length.", "Leave it out, or give it a length.")
        elif start > end:
            yield Problem(
                "hours", where, f"{start} to {end} ends before it begins.",
                f"Hours over midnight are two: {start} to 24:00, and 00:00 to {end} on the next day.",
            )  # fmt: skip
    for (_, end), (start, _) in itertools.pairwise(sorted(spans)):
        if start < end:
            yield Problem("hours", where, f"The hours overlap at {start}.", "Make one of the two of them.")


def _special(where: str, days: Sequence[SpecialDay], closed: Sequence[date]) -> Iterator[Problem]:
    named = [one.day for one in days]
    for i, one in enumerate(days):
        yield from _spans(f"{where}[{i}].hours", one.hours)
        if one.day in named[:i]:
            yield Problem("twice", f"{where}[{i}].day", f"{one.day} is written twice.", "Put its hours together.")
        if one.day in closed:
            yield Problem(
                "twice", f"{where}[{i}].day", f"{one.day} is closed as well.", "Take it out of one of the two."
            )


def _holidays_and_zones(name: str, config: BookingFile) -> Iterator[Problem]:
    yield from _holidays(f"{name}, holidays", config.holidays)
    for i, place in enumerate(config.locations):
        yield from _holidays(f"{name}, locations[{i}].holidays", place.holidays)
        if place.timezone and not is_zone(place.timezone):
            said = f"'{place.timezone}' is no time zone."
            yield Problem("timezone", f"{name}, locations[{i}].timezone", said, "Such as Europe/Berlin.")


def is_zone(name: str) -> bool:
    """Whether a time zone of that name exists."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _holidays(where: str, chosen: Holidays | None) -> Iterator[Problem]:
    if chosen is None:
        return
    parts = regions(chosen.country)
    if parts is None:
        close = difflib.get_close_matches(chosen.country, countries(), n=1, cutoff=0.5)
        hint = f"Two letters, such as {close[0] if close else 'DE'}."
        yield Problem("country", f"{where}.country", f"No holidays are known of '{chosen.country}'.", hint)
    elif chosen.region and chosen.region not in parts:
        hint = f"Known: {', '.join(parts)}." if parts else "Leave it out: this country has none."
        yield Problem("region", f"{where}.region", f"'{chosen.region}' is no region of {chosen.country}.", hint)


def _services(name: str, config: BookingFile) -> Iterator[Problem]:
    for i, service in enumerate(config.services):
        where = f"{name}, services[{i}]"
        horizon = config.horizon_days if service.horizon_days is None else service.horizon_days
        notice = config.notice_minutes if service.notice_minutes is None else service.notice_minutes
        if notice >= (horizon + 1) * _DAY:
            yield Problem(
                "notice", where, "It must be booked earlier than it can be booked.",
                "A shorter notice, or more days ahead.",
            )  # fmt: skip
        people, places = _able(config, service)
        if not people and not places:
            yield Problem(
                "nobody", where, "Nobody can do this service where it is offered.", "Change staff or locations."
            )
            continue
        longest = max((_longest(config, p, at) for p, at in [*people, *((None, at) for at in places)]), default=0)
        if longest < service.minutes:
            said = f"It takes {service.minutes} minutes; the longest time open is {longest}."
            yield Problem("too_long", where, said, "Longer hours, fewer breaks, or a shorter service.")


def _able(config: BookingFile, service: Service) -> tuple[list[tuple[Staff, Location | None]], list[Location | None]]:
    """Who can do a service and where; and the places without staff that can."""
    places = {place.id: place for place in config.locations}
    first = next(iter(places), None)
    everyone = [(p, places.get(p.location or first or "")) for p in config.staff]
    people = [
        (p, at)
        for p, at in everyone
        if (not service.staff or p.id in service.staff)
        and (not service.locations or (at is not None and at.id in service.locations))
    ]
    if service.staff:
        return people, []
    staffed = {at.id for _, at in everyone if at is not None}
    empty: list[Location | None] = [
        at for at in places.values() if at.id not in staffed and (not service.locations or at.id in service.locations)
    ]
    return people, empty if places or config.staff else [None]


def _longest(config: BookingFile, person: Staff | None, place: Location | None) -> int:
    """The longest stretch of a usual or special day, in minutes, without breaks."""
    owners = [one for one in (person, place, config) if one is not None]
    week: Hours = next((one.hours for one in owners if one.hours is not None), {})
    breaks: Hours = next((one.breaks for one in owners if one.breaks is not None), {})
    days = [_open_minutes(week.get(day, ()), breaks.get(day, ())) for day in _WEEK]  # type: ignore[call-overload]
    special = [
        _open_minutes(one.hours, breaks.get(_WEEK[one.day.weekday()], ()))  # type: ignore[call-overload]
        for owner in owners
        for one in owner.special
    ]
    over_midnight = [
        (a[-1][1] - a[-1][0]) + (b[0][1] - b[0][0])
        for a, b in zip(days, days[1:] + days[:1], strict=True)
        if a and b and a[-1][1] == _DAY and b[0][0] == 0
    ]
    return max([end - start for day in (*days, *special) for start, end in day] + over_midnight, default=0)


def _open_minutes(spans: Spans, breaks: Spans) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((_minutes(a), _minutes(b)) for a, b in spans):
        begin = start
        for pause, over in sorted((_minutes(a), _minutes(b)) for a, b in breaks):
            if pause < end and over > begin:
                found += [(begin, pause)] if begin < pause else []
                begin = max(begin, over)
        found += [(begin, end)] if begin < end else []
    return found


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _always_closed(name: str, config: BookingFile) -> Iterator[Problem]:
    """Closed days in a row for longer than can be booked ahead: then there is a day on which nothing can be booked."""
    closed = set(config.closed)
    special = {one.day for one in config.special if one.hours}
    begun: date | None = None
    for day in sorted(closed):
        if begun is not None and day <= begun:
            continue
        run = day
        while run in closed or (run not in special and not config.hours.get(_WEEK[run.weekday()])):  # type: ignore[call-overload]
            run += timedelta(days=1)
            if (run - day).days > max(config.horizon_days, 400):
                break
        begun = run
        if (run - day).days > config.horizon_days:
            said = f"Every day from {day} on is closed, for longer than can be booked ahead."
            yield Problem("closed", f"{name}, closed", said, "Open some days, or let people book further ahead.")


def _outward(name: str, config: BookingFile) -> Iterator[Problem]:
    if config.mail is not None:
        kind = next((d.kind for d in config.details if d.id == config.mail.detail), None)
        if kind != "email":
            said = f"'{config.mail.detail}' is no detail of the kind email."
            yield Problem("mail", f"{name}, mail.detail", said, "Ask for an e-mail address under details.")
        if not may_mail(config):
            yield Problem(
                "mail", f"{name}, mail", "The bot may not see the address it should write to.",
                "Under tools: {tool: book_time, clear: [EMAIL_ADDRESS]}.",
            )  # fmt: skip
    if config.webhook is not None:
        parts = urlsplit(config.webhook.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            said = "This is no address that can be called."
            yield Problem("address", f"{name}, webhook.url", said, "Such as https://erp.example/bookings.")
        elif parts.scheme == "http" and not _loopback(parts.hostname):
            yield Problem("plain_text", f"{name}, webhook.url", "It would be told in plain text.", "Use https://.")


def may_mail(config: BookingFile) -> bool:
    """Whether the owner granted the address to what books: without it no mail is written and none is sent."""
    return any(grant.tool == "book_time" and "EMAIL_ADDRESS" in grant.clear for grant in config.tools)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
