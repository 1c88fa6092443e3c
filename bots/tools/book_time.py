"""book_time: the commit. One serialized transaction looks and writes; of many who want a time one gets it."""

from __future__ import annotations

from datetime import UTC
from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bots.calendar.taken import Seen, Who, calendar, wanted
from bots.tools import ToolContext, ToolResult
from bots.tools._refused import refused
from bots.tools.find_times import chosen, place_named
from bots.types import Json
from records.bookings import PENDING, Bookings, new_code


class BookTimeArguments(BaseModel):
    """What the summary said. ``key`` names that summary: the same one confirmed twice books once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    service: int = Field(ge=0)
    staff: int | None = Field(None, ge=0, description="Empty: anyone free")
    start: AwareDatetime
    location: int | None = Field(None, ge=0, description="Place of the location, from 0; empty: anywhere")
    people: int = Field(1, ge=1, le=1000, description="How many come: places of a class or a room")
    details: dict[str, str] = Field(
        default_factory=dict, max_length=20, description="Detail id to placeholder or words"
    )
    key: str = Field(min_length=8, max_length=60, pattern=r"^[A-Za-z0-9]+$")

    OURS: ClassVar[frozenset[str]] = frozenset({"key"})  # a summary's hash; masked, two summaries could become one


class _BookTime:
    name = "book_time"
    description = "Book a time"
    writes = True
    Arguments = BookTimeArguments

    def run(self, arguments: BookTimeArguments, context: ToolContext) -> ToolResult:
        bot, service, staff = chosen(context, arguments.service, arguments.staff)
        start = arguments.start.astimezone(UTC)
        store, talk = context.services.store, (context.conversation.id, context.conversation.visitor.person)
        key, code = f"{talk[0]}:{arguments.key}", new_code()
        bookings = Bookings(store)
        done = bookings.by_key(key)
        if done is not None:
            return ToolResult("Booked already.", {"booked": True, "id": done.id, "staff": done.staff, "code": None})
        seen = Seen(talk[0], location=place_named(bot, arguments.location), people=arguments.people)
        rules = calendar(store, context.bot_id, bot, context.now, seen)
        why = rules.why_not(service, start, staff)
        for person in rules.who(service, start, staff):
            booking = bookings.book(
                wanted(rules, context.bot_id, service, start, person, Who(*talk, arguments.details)),
                key=key, code=code, details=arguments.details, now=context.now,
            )  # fmt: skip
            if booking is not None:
                pending, link = booking.state == PENDING, context.services.link
                data: dict[str, Json] = {
                    "booked": True,
                    "id": booking.id,
                    "staff": booking.staff,
                    "code": code,
                    "pending": pending,
                    "link": link(booking.id) if link else "",
                }
                return ToolResult("Requested." if pending else "Booked.", data, act="booked an appointment")
        return ToolResult("Taken.", {"booked": False, **refused(rules, service, start, staff, why)})


tool = _BookTime()
