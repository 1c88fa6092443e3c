"""What the Bookings page is looking at: kept for as long as the browser's tab is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import streamlit as st


@dataclass
class Undo:
    """The last change, so that it can be taken back. ``start`` and ``staff`` are those before a move."""

    booking: str
    said: str
    what: str  # moved, cancelled, no_show
    start: datetime | None = None
    staff: str | None = None


@dataclass
class Wish:
    """A place in the calendar that was pressed, or to which a booking was dragged."""

    start: datetime | None = None
    staff: str | None = None
    number: int = 0  # a new wish is a new form


@dataclass
class Look:
    """Where somebody is in the calendar of one bot."""

    day: date
    opened: str = ""
    moving: bool = False
    adding: bool = False
    wish: Wish = field(default_factory=Wish)
    undo: Undo | None = None
    code: str = ""  # of the booking just added; shown this once
    revealed: dict[str, str] = field(default_factory=dict)  # for one drawing of the page alone

    def open(self, booking: str) -> None:
        """Show one booking, or none."""
        self.opened, self.moving, self.adding, self.code, self.undo = booking, False, False, "", None

    def want(self, start: datetime | None = None, staff: str | None = None) -> None:
        """A place was pressed or dragged to."""
        self.wish = Wish(start, staff, self.wish.number + 1)


def look(bot: str, today: date) -> Look:
    """What this tab looks at in a bot's calendar."""
    found: Look = st.session_state.setdefault(f"bookings:look:{bot}", Look(today))
    return found
