"""cancel_booking: give a booked time back."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bots.tools import ToolContext, ToolResult
from bots.tools._mine import mine
from records.bookings import CANCELLED, Bookings


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
        done = Bookings(context.services.store).set_state(booking.id, CANCELLED, now=context.now)
        return ToolResult("Cancelled.", {"cancelled": done is not None}, act="cancelled an appointment")


tool = _CancelBooking()
