"""The rules a booking bot goes by on the calendar page: its live file, or the draft before there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bots.calendar.hours import PLACE, Openings
from bots.schema.booking import BookingFile
from builder import words
from builder.bookings.layout import Spans
from workspace import bookings
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class Rules:
    """A bot's file, its zone, and the time it is there."""

    bot: str
    config: BookingFile
    now: datetime  # on the wall clock of the business
    live: bool

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the business."""
        return ZoneInfo(self.config.timezone)

    @property
    def staff(self) -> Mapping[str, str]:
        """Names of whoever can be booked, by id: people, and places without people. Empty: the house alone."""
        return resources(self.config)

    @property
    def services(self) -> Mapping[str, str]:
        """Names by id."""
        return {service.id: service.name for service in self.config.services}

    def able(self, service: str) -> Sequence[str]:
        """Who can do a service, by id."""
        found = next(one for one in self.config.services if one.id == service)
        return [one for one in Openings(self.config).able(found) if one in self.staff]

    def open(self, day: date, staff: str | None = None) -> Spans:
        """The stretches of a day in minutes of the wall clock; of one person, or of anybody."""
        openings = Openings(self.config)
        people = [staff] if staff is not None else openings.everyone
        found = [(span, openings.zone(one)) for one in people for span in openings.on(day, one)]
        return _joined([(_minute(a, day, zone), _minute(b, day, zone)) for (a, b), zone in found])

    def elsewhere(self) -> str:
        """A sentence about the zone when the reader's differs; else nothing."""
        mine, theirs = self.now.astimezone(words.zone()).utcoffset(), self.now.utcoffset()
        if mine is None or theirs is None or mine == theirs:
            return ""
        hours = abs(mine - theirs).total_seconds() / 3600
        way = "ahead" if mine > theirs else "behind"
        place = self.config.timezone.split("/")[-1].replace("_", " ")
        return f"Times are those of the business in {place}. Your clock is {hours:g} h {way}."


def rules(desk: Desk, bot: str, *, live: bool) -> Rules:
    """The rules of one booking bot."""
    config = bookings.rules(desk, bot)
    return Rules(bot, config, desk.app.clock().astimezone(ZoneInfo(config.timezone)), live)


def resources(config: BookingFile) -> Mapping[str, str]:
    """Names of whoever can be booked, by id; empty when that is the house alone."""
    people = {person.id: person.name for person in config.staff}
    places = {place.id: place.name for place in config.locations}
    return {
        one: people.get(one) or places[one.removeprefix(PLACE)]
        for one in Openings(config).everyone
        if one in people or one.startswith(PLACE)
    }


def _minute(moment: datetime, day: date, zone: ZoneInfo) -> int:
    local = moment.astimezone(zone)
    return (local.date() - day).days * 1440 + local.hour * 60 + local.minute


def _joined(spans: Sequence[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if joined and a <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(b, joined[-1][1]))
        else:
            joined.append((a, b))
    return tuple(joined)
