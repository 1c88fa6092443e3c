"""Who waits for a freed time of a bot's calendar: what would suit them, since when, whether one is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bots.calendar.waiting import people_of
from records.audit import AuditNote, AuditTrail
from records.waiting import Entry, WaitingList
from workspace import bookings
from workspace.errors import BadRequest
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class Waits:
    """One who waits. ``details`` are masked; ``offered`` is the time kept for them until they answer."""

    id: str
    service_name: str
    staff_name: str  # "" when anybody suits
    first: date | None
    last: date | None
    after: str  # clock times, "" without
    before: str
    since: datetime
    offered: datetime | None
    details: Mapping[str, str]


def line(desk: Desk, bot: str) -> list[Waits]:
    """Everybody who waits, the longest first."""
    desk.allow("records.view")
    config = bookings.rules(desk, bot)
    services = {service.id: service.name for service in config.services}
    staff = {person.id: person.name for person in config.staff}
    found = WaitingList(desk.app.store(desk.actor.workspace)).listing(bot, now=desk.app.clock())
    return [_waits(entry, services, staff, ZoneInfo(config.timezone)) for entry in found]


def take_off(desk: Desk, entry: str) -> None:
    """Take somebody off the list, who asked for it on the phone; a time kept for them is free for the next."""
    desk.allow("bookings.work")
    store = desk.app.store(desk.actor.workspace)
    if not WaitingList(store).leave(entry, now=desk.app.clock()):
        raise BadRequest("They do not wait any more.")
    AuditTrail(store).append(AuditNote(desk.actor.member, "booking.waiting_left", entry), now=desk.app.clock())


def _waits(entry: Entry, services: Mapping[str, str], staff: Mapping[str, str], zone: ZoneInfo) -> Waits:
    wish = entry.wish
    return Waits(
        id=entry.id,
        service_name=bookings.for_people(services.get(str(wish.get("service")), ""), people_of(entry)),
        staff_name=staff.get(str(wish.get("staff")), ""),
        first=_day(wish.get("first")),
        last=_day(wish.get("last")),
        after=str(wish.get("after") or "")[:5],
        before=str(wish.get("before") or "")[:5],
        since=entry.created_at.astimezone(zone),
        offered=entry.start.astimezone(zone) if entry.start else None,
        details={name: str(value) for name, value in entry.details.items()},
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
