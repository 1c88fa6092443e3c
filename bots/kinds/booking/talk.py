"""One turn of a booking: what was said, the bot file, the tools, and the state as it stands by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bots.calendar.hours import PLACE, Openings
from bots.errors import ToolError
from bots.flow import kept, speech
from bots.kinds import Turn
from bots.kinds.booking.hears import Heard, hear_proposal
from bots.kinds.booking.says import Sayer
from bots.kinds.booking.several import adds, right_after
from bots.kinds.booking.state import Appointment, State
from bots.schema.booking import BookingFile, Service
from bots.toolbox import Toolbox
from bots.types import Choice, Offer, ReplyPart


class Talk:
    """What every step of a turn works with; only ``state`` changes, by ``put``."""

    def __init__(self, bot: BookingFile, turn: Turn, toolbox: Toolbox) -> None:
        self.bot = bot
        self.message = turn.message
        self.toolbox = toolbox
        self.speech = speech(turn.message, turn.conversation)
        self.say = self.speech.say
        before = State.of(kept(turn.conversation.state))
        self.shown = before.buttons
        self.state = replace(before, buttons={}, language=self.speech.reply)
        self.now = turn.message.at
        self.openings = Openings(bot)
        self._visitor_zone = turn.conversation.visitor.timezone
        self.first = not turn.conversation.turns

    def put(self, **changes: Any) -> None:
        """Go on with some values of the state replaced."""
        self.state = replace(self.state, **changes)

    def forget_draft(self) -> None:
        """Drop what was being booked, moved or cancelled."""
        self.state = self.state.without_draft()

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which days and clock times are meant: that of the location chosen, else the business's."""
        return self.sayer.zone

    @property
    def sayer(self) -> Sayer:
        """The words of this turn, on the clock of the location chosen."""
        return Sayer(self.bot, self.speech, self.now, self._visitor_zone, self.state.place)

    @property
    def places(self) -> tuple[int, ...]:
        """The locations at which the service chosen can be had (by the person wanted); none of a business with one."""
        if len(self.bot.locations) < 2:
            return ()
        able = self.openings.able(self.service)
        wanted = self.bot.staff[self.state.staff].id if self.state.staff is not None else None
        at = {self.openings.location(one) for one in able if wanted in (None, one) or wanted not in able}
        return tuple(i for i, place in enumerate(self.bot.locations) if place.id in at)

    def place_of(self, resource: str) -> int | None:
        """The location of a person or a place; None for a business with one."""
        at = self.openings.location(resource)
        return next((i for i, place in enumerate(self.bot.locations) if place.id == at), None)

    def whom(self, resource: str | None) -> dict[str, int | None]:
        """Who is to do it and where, as arguments of the tools."""
        place = self.place_of(resource) if resource else self.state.place
        named = {} if place is None or place < 0 else {"location": place}
        person = None if resource is None or resource.startswith(PLACE) else self.staff_place(resource)
        return {"staff": person, **named}

    @property
    def service(self) -> Service:
        """The service chosen; only asked for when there is one."""
        assert self.state.service is not None
        return self.bot.services[self.state.service]

    @property
    def people(self) -> int:
        """How many come: what was said, else as many as before when a booking is changed."""
        before = self.state.target.people if self.state.mode == "move" and self.state.target else 1
        return self.state.people or before

    def shared(self, service_id: str) -> bool:
        """Whether a service has places for several people at a time."""
        return any(one.id == service_id and one.capacity > 1 for one in self.bot.services)

    @property
    def drafting(self) -> bool:
        """Whether anything of a new booking was said; the only service of a bot is chosen for everybody."""
        chosen = self.state.service is not None and len(self.bot.services) > 1
        return chosen or not self.state.wish.empty or self.state.slot is not None

    def hears(self, text: str, *, about_a_day: bool = True, expecting: str = "") -> Heard:
        """The service, person and time a text names."""
        day = self.day_meant(text) if about_a_day else None
        now = self.now.astimezone(self.zone)
        return hear_proposal(text, self.bot, now, self.speech.read, day=day, expecting=expecting)

    def day_meant(self, text: str) -> date | None:
        """The day being talked about; for one more after a booking, the day of that."""
        day = self.state.day(self.zone)
        if day is None and self.state.last is not None and (adds(text, self.speech.read) or right_after(text)):
            return self.state.last.start.astimezone(self.zone).date()
        return day

    def call(self, tool: str, arguments: Mapping[str, Any], *, confirmed: bool = False) -> dict[str, Any]:
        """What a tool gives; nothing when it could not."""
        try:
            data = self.toolbox.call(tool, arguments, confirmed=confirmed).data or {}
        except ToolError:
            return {}
        return dict(data)

    def buttons(self, *choices: Choice) -> Iterator[ReplyPart]:
        """Buttons under the reply; their words count as pressing them in the next turn."""
        if choices:
            self.put(buttons={c.label.casefold(): c.id for c in choices})
            yield Offer(tuple(choices))

    def staff_place(self, staff: str | None) -> int | None:
        """A person's place in the bot file."""
        return next((i for i, p in enumerate(self.bot.staff) if p.id == staff), None)

    def told(self, booking: Appointment) -> dict[str, str]:
        """A booking in words: service (and for how many), when, staff."""
        return {
            "service": self.sayer.service(booking.service, booking.people),
            "when": self.sayer.when(booking.start, booking.staff),
            "staff": self.sayer.staff(booking.staff),
        }

    def why_not(self, why: str, wall: Any, left: int = 0) -> str:
        """Why a time cannot be booked; ``left`` places are free then, when they are too few."""
        if why == "away":
            day, place = self.sayer.day(wall), self.state.staff
            if place is not None:
                return self.say("not_working", name=self.bot.staff[place].name, day=day)
            return self.say("not_away", service=self.service.name, day=day)
        if why == "few":
            when = self.sayer.wall(wall) if self.state.wish.at else self.sayer.day(wall)
            return self.say("not_few", when=when, left=str(left), people=str(self.people))
        last = self.now.astimezone(self.zone) + timedelta(days=self.bot.horizon_days)
        return self.sayer.why_not(why, wall, last)
