"""Calendars elsewhere, kept in step both ways: bookings are written there, what is busy there blocks times here.

Writing goes through the outbox, so a calendar that is away is told later. Reading replaces what was busy in one commit;
while a calendar is away, what it said last still blocks. The store is the truth: an event of ours that was moved or
deleted elsewhere is written again as the booking stands.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bots.calendar.hours import Openings
from guardrails.faults import fault
from records.bookings import TAKEN, Booking, Bookings
from records.outbox import OutboxRow
from records.outside import Login, OutsideCalendar, OutsideCalendars
from records.store import Store
from workspace import caldav, ics
from workspace.assembly import Application
from workspace.booking_links import happening, rules_of
from workspace.caldav import CalendarAway, Found, There
from workspace.errors import BadRequest
from workspace.letters import NotWritten
from workspace.roles import Desk
from workspace.settings import address_problem

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=5)
_AGAIN = timedelta(minutes=2)  # a calendar that was away
_BACK = timedelta(days=1)
_MOST = 20  # per bot


def add(desk: Desk, bot: str, staff: str, address: str, login: Login) -> OutsideCalendar:
    """Keep a calendar in step from now on. It is read once at once. Raises BadRequest, with what is wrong."""
    desk.allow("bookings.share")
    if login.private:
        desk.allow("network.inside")
    problem = address_problem("address", address)
    if problem is not None or urlsplit(address).query:
        raise BadRequest(str(problem) if problem else "The address of a calendar has no question mark.")
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    config, stored = rules_of(store, bot), OutsideCalendars(store)
    if config is None or (staff and staff not in {person.id for person in config.staff}):
        raise BadRequest("There is no such person in the rules that hold now.")
    if len(stored.listing(bot)) >= _MOST:
        raise BadRequest(f"At most {_MOST} calendars are kept in step.")
    try:
        caldav.events(There(address, login), now, now + EVERY, ZoneInfo(config.timezone))
    except CalendarAway as failure:
        raise BadRequest(str(failure)) from None
    made = stored.add(bot, staff, address, login, by=desk.actor.member, now=now)
    read(desk.app, desk.actor.workspace, made)
    return made


def listing(desk: Desk, bot: str) -> Sequence[OutsideCalendar]:
    """The calendars of a bot, with why the last reading failed."""
    desk.allow("records.view")
    return OutsideCalendars(desk.app.store(desk.actor.workspace)).listing(bot)


def remove(desk: Desk, calendar: str) -> None:
    """Keep it in step no more."""
    desk.allow("bookings.share")
    stored = OutsideCalendars(desk.app.store(desk.actor.workspace))
    stored.remove(calendar, by=desk.actor.member, now=desk.app.clock())


def read_due(app: Application, workspace: str) -> None:
    """Read the calendars whose time has come."""
    for calendar in OutsideCalendars(app.store(workspace)).due(app.clock()):
        try:
            read(app, workspace, calendar)
        except Exception as error:  # noqa: BLE001 - one calendar must not stop the others
            log.error("reading a calendar failed: %s", fault(error))
            again = app.clock() + _AGAIN
            OutsideCalendars(app.store(workspace)).failed(calendar.id, "This failed inside the product.", again=again)


def read(app: Application, workspace: str, calendar: OutsideCalendar) -> None:
    """What is busy there blocks here; events of ours that were changed there are written again."""
    store, now = app.store(workspace), app.clock()
    stored, config = OutsideCalendars(store), rules_of(store, calendar.bot)
    if config is None:
        return
    zone = Openings(config).zone(calendar.staff)
    until = now + timedelta(days=config.horizon_days + 2)
    try:
        there = There(calendar.address, stored.login(calendar.id))
        found = caldav.events(there, now - _BACK, until, zone)
    except CalendarAway as failure:
        stored.failed(calendar.id, str(failure), again=now + _AGAIN)
        return
    ours = {ics.uid(one.id): one for one in Bookings(store).listing(calendar.bot, now=now, since=now, until=until)}
    foreign = [(one.start, one.end) for one in found if not _own(store, calendar.bot, one.uid)]
    stored.read(calendar, foreign, now=now, again=now + EVERY)
    if any(one.repeats for one in found):
        said = "This calendar does not spell out repeated events; only their first time blocks."
        stored.failed(calendar.id, said, again=now + EVERY)
    _put_right(stored, calendar, [one for one in found if one.uid in ours], ours, now)


def deliver(app: Application, workspace: str, row: OutboxRow) -> None:
    """Write a booking as it stands now: there, or not there any more. Raises CalendarAway, NotWritten."""
    store = app.store(workspace)
    stored = OutsideCalendars(store)
    calendar, config = stored.get(str(row.detail.get("calendar"))), rules_of(store, row.bot)
    booking = Bookings(store).get(row.subject)
    if calendar is None or config is None or booking is None:
        raise NotWritten("the calendar is no longer kept in step")
    there, name = There(calendar.address, stored.login(calendar.id)), f"{booking.id}.ics"
    if booking.state in TAKEN and calendar.staff in ("", booking.staff):
        caldav.write(there, name, ics.stored(happening(config, booking)))
    else:
        caldav.delete(there, name)


def _own(store: Store, bot: str, uid: str) -> bool:
    """Whether an event is a booking of this very bot: those of another bot, or installation, are busy as any other."""
    mark = ics.uid("")
    booking = Bookings(store).get(uid.removesuffix(mark)) if uid.endswith(mark) else None
    return booking is not None and booking.bot == bot


def _put_right(
    stored: OutsideCalendars,
    calendar: OutsideCalendar,
    found: Sequence[Found],
    ours: Mapping[str, Booking],
    now: datetime,
) -> None:
    """Of our events: those moved elsewhere are written again as the booking stands."""
    for one in found:
        if ours[one.uid].starts != one.start:
            stored.again(calendar.bot, ours[one.uid].id, calendar.id, now=now)
