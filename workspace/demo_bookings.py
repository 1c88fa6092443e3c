"""Made-up bookings for the demo's calendar, so that it is not empty: by code alone, nobody's name is in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bots.calendar.taken import Who, calendar, wanted
from records.bookings import CANCELLED, NO_SHOW, Bookings, new_code
from records.conversations import Conversations
from workspace import bookings
from workspace.roles import Desk

DAYS_BACK, DAYS_AHEAD = 14, 10
SEED = 7  # the same calendar every time, as far as the days of the week allow


def fill(desk: Desk, bot: str) -> int:
    """Fill the calendar of a bot that has no booking yet; how many were made."""
    config, now = bookings.rules(desk, bot), desk.app.clock()
    store = desk.app.store(desk.actor.workspace)
    stored = Bookings(store)
    if stored.listing(bot, now=now):
        return 0
    talk = Conversations(store).start(
        bot=bot, version=None, channel="desk", origin=None, language=config.language, timezone=None, subject=None,
        now=now - timedelta(days=DAYS_BACK),
    )  # fmt: skip
    chance, made = Random(SEED), 0  # noqa: S311 - made-up customers, no secret
    for n in range(-DAYS_BACK, DAYS_AHEAD + 1):
        day = now.date() + timedelta(days=n)
        then = min(now, _morning(day) - timedelta(days=chance.choice((0, 1, 1, 2, 4, 7))))
        for service in chance.sample(config.services, k=min(2, len(config.services))):
            seen = calendar(store, bot, config, then)
            free = list(seen.free(service, day, day))
            if not free:
                continue
            slot = chance.choice(free)
            own = wanted(seen, bot, service, slot.start, slot.staff, Who(talk.id, talk.person, desk=True))
            booked = stored.book(own, key=f"demo:{bot}:{made}", code=new_code(), details={}, now=then)
            if booked is None:
                continue
            made += 1
            state = chance.choice((None,) * 8 + (CANCELLED, NO_SHOW))
            if state and (state == CANCELLED or booked.ends < now):
                stored.set_state(booked.id, state, now=min(now, booked.ends))
    return made


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(6), UTC)
