"""Requests that nobody accepted in time: cancelled and told like any other cancellation, by the thread that delivers.

Whoever books before it looks ends them in the same way (``records.bookings``): a time that ran out is free at once.
"""

from __future__ import annotations

from bots.calendar.outgoing import lapsing
from bots.errors import ConfigError
from records.bookings import Bookings
from workspace.assembly import Application
from workspace.booking_links import rules_of


def lapse_due(app: Application, workspace: str) -> int:
    """Cancel what ran out: the customer gets the mail, who waits gets the time, calendars elsewhere let it go."""
    store, now, ended = app.store(workspace), app.clock(), 0
    stored = Bookings(store)
    for bot in stored.lapsing(now):
        try:
            config = rules_of(store, bot)
        except ConfigError:  # its file no longer loads: the time is free at once all the same, and is told once mended
            continue
        ended += stored.lapse(bot, lapsing(config, now) if config else lambda _: (), now=now)
    return ended
