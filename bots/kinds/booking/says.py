"""How the booking bot says things: times, people, summaries, buttons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bots.calendar.hours import PLACE, Openings
from bots.calendar.slots import DAYS, HOUSE
from bots.dates.say import say_day, say_time
from bots.flow import Speech
from bots.schema.booking import BookingFile, Detail
from bots.types import Choice, Json


class Sayer:
    """Words of one turn, in its language and on the clock of the location (of the business when none is chosen)."""

    def __init__(
        self, bot: BookingFile, speech: Speech, now: datetime, visitor_zone: str | None, place: int | None = None
    ) -> None:
        self.bot = bot
        self.speech = speech
        self.location = bot.locations[place] if place is not None and 0 <= place < len(bot.locations) else None
        self.zone = ZoneInfo((self.location and self.location.timezone) or bot.timezone)
        self.today = now.astimezone(self.zone).date()
        self.visitor_zone = visitor_zone

    def when(self, start: datetime, person: str | None = None) -> str:
        """ "Friday 20 March, 15:00", with the visitor's own time when their clock shows another.

        ``person``: who does it; the time is told on the clock where they work.
        """
        wall = start.astimezone(Openings(self.bot).zone(person) if person and self.bot.locations else self.zone)
        said = say_time(wall, self.speech.reply, today=self.today) + self._which_pass(wall)
        theirs = self._theirs(start)
        if theirs is None or theirs.utcoffset() == wall.utcoffset():
            return said
        time = f"{theirs:%H:%M}" if theirs.date() == wall.date() else say_time(theirs, self.speech.reply)
        return f"{said} ({self.speech.say('your_time', time=time)})"

    def wall(self, moment: datetime) -> str:
        """A wall clock time that need not exist."""
        return say_time(moment, self.speech.reply, today=self.today)

    def service(self, service_id: str, people: int = 1) -> str:
        """A service by its name, and for how many where it has places for several."""
        service = next((s for s in self.bot.services if s.id == service_id), None)
        name = service.name if service is not None else service_id
        if people == 1 or service is None or service.capacity == 1:
            return name
        return self.speech.say("for_people", service=name, people=str(people))

    def day(self, moment: datetime) -> str:
        """The day of a wall clock time."""
        return say_day(moment.date(), self.speech.reply, today=self.today)

    def staff(self, person: str | None) -> str:
        """ " with Jo", or nothing when the business names nobody; and where, when there are several places."""
        name = next((p.name for p in self.bot.staff if p.id == person), "")
        with_whom = " " + self.speech.say("with_staff", name=name) if name and person != HOUSE else ""
        return with_whom + (f", {where}" if (where := self.where(person)) else "")

    def where(self, person: str | None) -> str:
        """Name and address of the place of a person; nothing for a business with one."""
        if len(self.bot.locations) < 2 or not person:
            return ""
        at = Openings(self.bot).location(person)
        return self.place(next(i for i, one in enumerate(self.bot.locations) if one.id == at))

    def place(self, place: int) -> str:
        """A location as a label: "Salon Mitte (8 High Street)"."""
        one = self.bot.locations[place]
        return f"{one.name} ({one.address})" if one.address else one.name

    def time_button(self, start: datetime, person: str, *, name_staff: bool, name_place: bool = False) -> Choice:
        """A time as a button; its id says the time itself, so an old button still means what it said."""
        name = next((p.name for p in self.bot.staff if p.id == person), "") if name_staff else ""
        where = next((p.name for p in self.bot.locations if p.id == self._at(person)), "") if name_place else ""
        label = " · ".join(part for part in (self.when(start, person), name, where) if part)
        return Choice(f"time_{start.astimezone(UTC):%Y%m%dT%H%M}_{self._whose(person)}", label)

    def why_not(self, why: str, wall: datetime, last: datetime) -> str:
        """Why a time cannot be booked."""
        day, when = say_day(wall.date(), self.speech.reply, today=self.today), self.wall(wall)
        hours = self._hours(wall) if why == "hours" else ""
        return self.speech.say(
            f"not_{why}", when=when, day=day, hours=hours, last=say_day(last.date(), self.speech.reply)
        )

    def detail(self, detail: Detail) -> str:
        """The question for a detail."""
        if detail.label:
            return detail.label
        if detail.kind in ("name", "phone", "email"):
            return self.speech.say(f"detail_{detail.kind}")
        return self.speech.say("detail_other", label=detail.id.replace("_", " ").capitalize() + "?")

    def given(self, details: Mapping[str, Json]) -> str:
        """The details given, for the summary."""
        named = [f"{d.id.replace('_', ' ')}: {details[d.id]}" for d in self.bot.details if details.get(d.id)]
        return " (" + ", ".join(named) + ")" if named else ""

    def _at(self, person: str) -> str:
        return Openings(self.bot).location(person)

    def _whose(self, person: str) -> str:
        """Whose time a button is: a place in the list of staff, "at" and one in that of locations, or anybody's."""
        places = [f"{PLACE}{one.id}" for one in self.bot.locations]
        if person in places:
            return f"at{places.index(person)}"
        return next((str(i) for i, p in enumerate(self.bot.staff) if p.id == person), "any")

    def _theirs(self, start: datetime) -> datetime | None:
        try:
            return start.astimezone(ZoneInfo(self.visitor_zone)) if self.visitor_zone else None
        except (ZoneInfoNotFoundError, ValueError):
            return None

    def _which_pass(self, wall: datetime) -> str:
        """In the night a clock time comes twice, the zone's own name tells which ("02:30 CEST")."""
        other = wall.replace(fold=1 - wall.fold)
        return f" {wall.tzname()}" if other.utcoffset() != wall.utcoffset() and _exists(other) else ""

    def _hours(self, wall: datetime) -> str:
        own = self.location.hours if self.location else None
        spans: Any = (self.bot.hours if own is None else own).get(DAYS[wall.weekday()], ())  # type: ignore[call-overload]
        return " (" + ", ".join(f"{a}–{b}" for a, b in spans) + ")" if spans else ""


def _exists(wall: datetime) -> bool:
    back = wall.astimezone(UTC).astimezone(wall.tzinfo)
    return back.replace(tzinfo=None) == wall.replace(tzinfo=None)
