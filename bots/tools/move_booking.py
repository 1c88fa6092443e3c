"""move_booking: another time for a booking in one step; when that time is taken nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bots.calendar.outgoing import told
from bots.calendar.taken import Seen, Who, calendar, wanted
from bots.tools import ToolContext, ToolResult
from bots.tools._mine import mine
from bots.tools._refused import refused
from bots.tools.find_times import chosen, place_named
from records.bookings import Bookings
from records.outbox import MOVED


class MoveBookingArguments(BaseModel):
    """A booking of this conversation, or one it opened by its code, and its new time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    booking: str = Field(max_length=60)
    service: int = Field(ge=0)
    staff: int | None = Field(None, ge=0, description="Empty: anyone free")
    start: AwareDatetime
    location: int | None = Field(None, ge=0, description="Place of the location, from 0; empty: anywhere")
    people: int | None = Field(None, ge=1, le=1000, description="How many come; empty: as many as before")


class _MoveBooking:
    name = "move_booking"
    description = "Move an appointment"
    writes = True
    Arguments = MoveBookingArguments

    def run(self, arguments: MoveBookingArguments, context: ToolContext) -> ToolResult:
        old = mine(context, arguments.booking)
        bot, service, staff = chosen(context, arguments.service, arguments.staff)
        start = arguments.start.astimezone(UTC)
        store, talk = context.services.store, (context.conversation.id, context.conversation.visitor.person)
        if bot.too_late(old.starts, context.now):
            return ToolResult("Too late to change.", {"moved": False, "why": "late"})
        seen = Seen(talk[0], old.id, place_named(bot, arguments.location), arguments.people or old.seats)
        rules = calendar(store, context.bot_id, bot, context.now, seen)
        why = rules.why_not(service, start, staff)
        people = rules.who(service, start, staff)
        for person in sorted(people, key=lambda p: p != old.staff):
            new = wanted(rules, context.bot_id, service, start, person, Who(*talk, old.details))
            telling = replace(new, told=told(bot, MOVED, start, old.details, context.now))
            moved = Bookings(store).move(old.id, telling, now=context.now)
            if moved is not None:
                return ToolResult("Moved.", {"moved": True, "staff": person}, act="moved an appointment")
        return ToolResult("Taken.", {"moved": False, **refused(rules, service, start, staff, why)})


tool = _MoveBooking()
