"""cancel_booking: give a booked time back."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bots.calendar.outgoing import told
from bots.errors import BadArguments
from bots.schema.booking import BookingFile
from bots.tools import ToolContext, ToolResult
from bots.tools._mine import mine
from records.bookings import CANCELLED, Bookings
from records.outbox import CANCELLED as TELL


class CancelBookingArguments(BaseModel):
    """A booking of this conversation, or one it opened by its code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    booking: str = Field(max_length=60)


class _CancelBooking:
    name = "cancel_booking"
    description = "Cancel an appointment"
    writes = True
    Arguments = CancelBookingArguments

    def run(self, arguments: CancelBookingArguments, context: ToolContext) -> ToolResult:
        booking = mine(context, arguments.booking)
        if not isinstance(context.bot, BookingFile):
            raise BadArguments("Only a booking bot has bookings.")
        if context.bot.too_late(booking.starts, context.now):
            return ToolResult("Too late to cancel.", {"cancelled": False, "why": "late"})
        telling = told(context.bot, TELL, booking.starts, booking.details, context.now)
        done = Bookings(context.services.store).set_state(booking.id, CANCELLED, now=context.now, told=telling)
        return ToolResult("Cancelled.", {"cancelled": done is not None}, act="cancelled an appointment")


tool = _CancelBooking()
