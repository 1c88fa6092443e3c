"""hold_time: keep a time for this conversation for a few minutes, while details are asked."""

from __future__ import annotations

from datetime import UTC, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bots.calendar.taken import Seen, Who, calendar, wanted
from bots.tools import ToolContext, ToolResult
from bots.tools._refused import refused
from bots.tools.find_times import chosen, place_named
from records.bookings import Bookings


class HoldTimeArguments(BaseModel):
    """Service and staff by their place in the bot file; the start as an instant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: int = Field(ge=0)
    staff: int | None = Field(None, ge=0, description="Empty: anyone free")
    start: AwareDatetime
    location: int | None = Field(None, ge=0, description="Place of the location, from 0; empty: anywhere")
    people: int = Field(1, ge=1, le=1000, description="How many come: places of a class or a room")


class _HoldTime:
    name = "hold_time"
    description = "Hold a free time for some minutes"
    writes = True
    Arguments = HoldTimeArguments

    def run(self, arguments: HoldTimeArguments, context: ToolContext) -> ToolResult:
        bot, service, staff = chosen(context, arguments.service, arguments.staff)
        start = arguments.start.astimezone(UTC)
        store, talk = context.services.store, (context.conversation.id, context.conversation.visitor.person)
        seen = Seen(talk[0], location=place_named(bot, arguments.location), people=arguments.people)
        rules = calendar(store, context.bot_id, bot, context.now, seen)
        why = rules.why_not(service, start, staff)
        until = context.now + timedelta(minutes=bot.hold_minutes)
        for person in rules.who(service, start, staff):
            held = Bookings(store).hold(
                wanted(rules, context.bot_id, service, start, person, Who(*talk)), now=context.now, until=until
            )
            if held is not None:
                return ToolResult("Held.", {"held": True, "staff": person, "why": None})
        return ToolResult("Taken.", {"held": False, "staff": None, **refused(rules, service, start, staff, why)})


tool = _HoldTime()
