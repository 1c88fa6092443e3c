"""Opening hours, bookings and rules become free times."""

from __future__ import annotations

from bots.calendar.slots import Busy, Calendar, Slot, WhyNot

__all__ = ["Busy", "Calendar", "Slot", "WhyNot"]
