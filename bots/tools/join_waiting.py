"""join_waiting: a place on the waiting list, with a code to look it up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.slots import Calendar
from bots.errors import BadArguments
from bots.tools import ToolContext, ToolResult
from bots.tools.find_times import chosen, place_named
from records.bookings import new_code
from records.waiting import NewEntry, WaitingList


class JoinWaitingArguments(BaseModel):
    """Service and staff by their place in the bot file; the days and clock times that suit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: int = Field(ge=0)
    staff: int | None = Field(None, ge=0, description="Empty: anyone")
    first: date | None = Field(None, description="First day; empty: today")
    last: date | None = Field(None, description="Last day; empty: the last that can be booked")
    after: time | None = Field(None, description="Not before this clock time")
    before: time | None = Field(None, description="Begins before this clock time")
    location: int | None = Field(None, ge=0, description="Place of the location, from 0; empty: anywhere")
    people: int = Field(1, ge=1, le=1000, description="How many come: places of a class or a room")
    details: dict[str, str] = Field(default_factory=dict, max_length=20, description="As for a booking")


class _JoinWaiting:
    name = "join_waiting"
    description = "Wait for a time to become free"
    writes = True
    Arguments = JoinWaitingArguments

    def run(self, arguments: JoinWaitingArguments, context: ToolContext) -> ToolResult:
        bot, service, staff = chosen(context, arguments.service, arguments.staff)
        if not bot.waiting_list:
            raise BadArguments("This business keeps no waiting list.")
        place = place_named(bot, arguments.location)
        rules = Calendar(bot, (), context.now, place)
        said = arguments.model_dump(mode="json", exclude={"details"})
        last = min(arguments.last or arguments.first or rules.last_day, rules.last_day)
        until = datetime.combine(last + timedelta(days=1), time(), tzinfo=rules.zone)
        talk = context.conversation
        wish = {**said, "service": service.id, "staff": staff, "location": place, "last": last.isoformat()}
        new = NewEntry(context.bot_id, talk.id, talk.visitor.person, wish, arguments.details, until)
        code = new_code()
        WaitingList(context.services.store).join(new, code, now=context.now)
        return ToolResult("On the waiting list.", {"waiting": True, "code": code}, act="joined the waiting list")


tool = _JoinWaiting()
