"""move_booking: another time for a booking in one step; when that time is taken nothing changes."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.taken import calendar, wanted
from bots.tools import ToolContext, ToolResult
from bots.tools._mine import mine
from bots.tools.find_times import chosen
from records.bookings import Bookings


class MoveBookingArguments(BaseModel):
    """A booking of this conversation, or one it opened by its code, and its new time."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    booking: str = Field(max_length=60)
    service: int = Field(ge=0)
    staff: int | None = Field(None, ge=0, description="Empty: anyone free")
    start: datetime


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
        rules = calendar(store, context.bot_id, bot, context.now, talk[0], old.id)
        why = rules.why_not(service, start, staff)
        people = rules.who(service, start, staff)
        for person in sorted(people, key=lambda p: p != old.staff):
            new = wanted(bot, context.bot_id, service, start, person, talk)
            moved = Bookings(store).move(old.id, new, now=context.now)
            if moved is not None:
                return ToolResult("Moved.", {"moved": True, "staff": person}, act="moved an appointment")
        return ToolResult("Taken.", {"moved": False, "why": why.value if why else "taken"})


tool = _MoveBooking()
