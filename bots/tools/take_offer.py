"""take_offer: book the time that the waiting list keeps for a code; the same code then opens the booking."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.waiting import take
from bots.errors import BadArguments
from bots.schema.booking import BookingFile
from bots.tools import ToolContext, ToolResult
from bots.types import Json
from records.waiting import WaitingList


class TakeOfferArguments(BaseModel):
    """The code as typed (a placeholder)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(min_length=1, max_length=80)


class _TakeOffer:
    name = "take_offer"
    description = "Book the time kept by the waiting list"
    writes = True
    Arguments = TakeOfferArguments

    def run(self, arguments: TakeOfferArguments, context: ToolContext) -> ToolResult:
        store, bot = context.services.store, context.bot
        if not isinstance(bot, BookingFile):
            raise BadArguments("Only a booking bot has a waiting list.")
        code = context.reveal(arguments.code)
        entry = WaitingList(store).by_code(context.bot_id, code)
        booking = take(store, bot, entry, context.now) if entry is not None else None
        if booking is None:
            return ToolResult("No longer kept.", {"booked": False, "why": "taken"})
        data: dict[str, Json] = {
            "booked": True,
            "id": booking.id,
            "start": booking.starts.isoformat(),
            "staff": booking.staff,
            "service": booking.service,
            "people": booking.seats,
        }
        return ToolResult("Booked.", data, act="booked an appointment")


tool = _TakeOffer()
