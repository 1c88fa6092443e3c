"""find_times: the free times of a service that fit a wish, or why there are none and the nearest ones."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.search import Found, Wish, search
from bots.calendar.slots import Calendar
from bots.calendar.taken import Seen, calendar
from bots.errors import BadArguments
from bots.schema.booking import BookingFile, Service
from bots.tools import ToolContext, ToolResult
from bots.types import Json


class FindTimesArguments(BaseModel):
    """Service and staff by their place in the bot file; days and clock times of the business."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: int = Field(ge=0, description="Place of the service, from 0")
    staff: int | None = Field(None, ge=0, description="Place of the person, from 0; empty: anyone")
    first: date | None = Field(None, description="First day")
    last: date | None = Field(None, description="Last day")
    at: tuple[time, ...] = Field((), max_length=8, description="Clock time, every reading of it")
    after: time | None = Field(None, description="Not before this clock time")
    before: time | None = Field(None, description="Begins before this clock time")
    without: tuple[date, ...] = Field((), max_length=120, description="Days that do not suit")
    later_than: datetime | None = Field(None, description="After this moment")
    earlier_than: datetime | None = Field(None, description="Before this moment")
    edge: Literal["", "first", "last"] = Field("", description="Only the first or the last of what fits")
    limit: int = Field(6, ge=1, le=20)
    location: int | None = Field(None, ge=0, description="Place of the location, from 0; empty: anywhere")
    people: int = Field(1, ge=1, le=1000, description="How many come: places of a class or a room")
    moving: str = Field("", max_length=60, description="The booking that is to be moved, whose time counts as free")


class _FindTimes:
    name = "find_times"
    description = "Free times for a service"
    writes = False
    Arguments = FindTimesArguments

    def run(self, arguments: FindTimesArguments, context: ToolContext) -> ToolResult:
        bot, service, staff = chosen(context, arguments.service, arguments.staff)
        place = place_named(bot, arguments.location)
        seen = Seen(context.conversation.id, arguments.moving, place, arguments.people)
        rules = calendar(context.services.store, context.bot_id, bot, context.now, seen)
        wish = Wish(
            arguments.first, arguments.last or arguments.first, arguments.at, arguments.after, arguments.before,
            arguments.without, arguments.later_than, arguments.earlier_than, arguments.edge,
        )  # fmt: skip
        found = search(rules, service, wish, staff, arguments.limit)
        return ToolResult(_words(found), _data(found, rules))


def chosen(context: ToolContext, service: int, staff: int | None) -> tuple[BookingFile, Service, str | None]:
    """The bot file, the service and the person meant. Raises BadArguments."""
    bot = context.bot
    if not isinstance(bot, BookingFile):
        raise BadArguments("Only a booking bot has times.")
    if service >= len(bot.services) or (staff is not None and staff >= len(bot.staff)):
        raise BadArguments(f"There are {len(bot.services)} services and {len(bot.staff)} people, counted from 0.")
    return bot, bot.services[service], None if staff is None else bot.staff[staff].id


def place_named(bot: BookingFile, location: int | None) -> str | None:
    """The id of a location given by its place in the bot file. Raises BadArguments."""
    if location is None:
        return None
    if location >= len(bot.locations):
        raise BadArguments(f"There are {len(bot.locations)} locations, counted from 0.")
    return bot.locations[location].id


def _data(found: Found, rules: Calendar) -> dict[str, Json]:
    return {
        "times": [
            {"start": slot.start.isoformat(), "staff": slot.staff, **_place(rules, slot.staff)} for slot in found.slots
        ],
        "exact": found.exact,
        "why": found.why.value if found.why else None,
        "missed": found.missed.isoformat() if found.missed else None,
        "twice": found.twice,
        "left": found.left,
    }


def _place(rules: Calendar, resource: str) -> dict[str, Json]:
    """Where, and on which clock; nothing for a business with one place."""
    if not rules.config.locations:
        return {}
    return {"location": rules.openings.location(resource), "zone": rules.zone_of(resource).key}


def _words(found: Found) -> str:
    times: Any = ", ".join(slot.start.isoformat(timespec="minutes") for slot in found.slots) or "none"
    return f"Free: {times}." + (f" The time asked for is not possible: {found.why.value}." if found.why else "")


tool = _FindTimes()
