"""find_booking: the booking a manage code opens, or those made in this conversation. Nobody else's."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bots.tools import ToolContext, ToolResult
from bots.types import Json
from records.bookings import PENDING, TAKEN, Booking, Bookings


class FindBookingArguments(BaseModel):
    """The code as typed (a placeholder), or nothing for the bookings of this conversation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field("", max_length=80)


class _FindBooking:
    name = "find_booking"
    description = "Look up an appointment by its code"
    writes = False
    Arguments = FindBookingArguments

    def run(self, arguments: FindBookingArguments, context: ToolContext) -> ToolResult:
        bookings = Bookings(context.services.store)
        if arguments.code:
            one = bookings.by_code(context.bot_id, context.reveal(arguments.code))
            found = [one] if one is not None and one.state in TAKEN else []
        else:
            found = bookings.of_conversation(context.conversation.id)
        return ToolResult(f"{len(found)} found.", {"bookings": [_public(b) for b in found]})


def _public(booking: Booking) -> dict[str, Json]:
    return {
        "id": booking.id,
        "start": booking.starts.isoformat(),
        "service": booking.service,
        "staff": booking.staff,
        "people": booking.seats,
        "pending": booking.state == PENDING,
    }


tool = _FindBooking()
