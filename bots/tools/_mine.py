"""Which bookings a conversation may touch: those it made, and those whose code it gave."""

from __future__ import annotations

from bots.errors import BadArguments
from bots.tools import ToolContext
from bots.types import Json
from records.bookings import TAKEN, Booking, Bookings


def mine(context: ToolContext, booking_id: str) -> Booking:
    """The booking, if this conversation may touch it. A foreign id and an unknown one sound alike."""
    booking = Bookings(context.services.store).get(booking_id)
    opened: Json = context.conversation.state.get("opened", [])
    known = booking is not None and booking.bot == context.bot_id and booking.state in TAKEN
    if booking is None or not known:
        raise BadArguments("This conversation has no such booking.")
    if booking.conversation != context.conversation.id and booking_id not in (
        opened if isinstance(opened, list) else []
    ):
        raise BadArguments("This conversation has no such booking.")
    return booking
