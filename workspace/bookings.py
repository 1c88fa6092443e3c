"""A bot's calendar for the people of the business: look, reveal, move, cancel, mark as not come, add by hand, count.

Names and numbers stay masked until somebody with the right says why not. Every change goes through the same serialized
commit as a customer's (``records.bookings``), so nobody in the office can double what a customer just took.
Over 300 lines: it is all that the pages of the calendar call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from bots.calendar.outgoing import told
from bots.calendar.slots import Calendar, Slot
from bots.calendar.taken import Seen, Who, calendar, wanted
from bots.schema.booking import BookingFile, Service
from guardrails import PLACEHOLDER
from guardrails.types import Stage
from records.audit import AuditNote, AuditTrail
from records.booking_counts import funnel
from records.bookings import BOOKED, CANCELLED, NO_SHOW, PENDING, TAKEN, Booking, Bookings, new_code
from records.bots import Bots
from records.conversations import Conversations
from records.errors import Erased
from records.outbox import BOOKED as TELL_BOOKED
from records.outbox import CANCELLED as TELL_CANCELLED
from records.outbox import MOVED as TELL_MOVED
from records.outbox import NO_SHOW as TELL_NO_SHOW
from records.store import Store
from records.vault import SealedVault
from workspace import files
from workspace.errors import BadRequest
from workspace.roles import Desk

WORK, REVEAL = "bookings.work", "bookings.reveal"  # permissions of the role table

# Why somebody looks behind the bars of a booking. A fixed list: the audit trail holds no free words.
REASONS: Mapping[str, str] = {
    "serve": "To serve the customer at the appointment",
    "reach": "To tell the customer about a change",
    "dispute": "To clear up a dispute about a booking",
}
NEAREST = 3
_ENTITIES = {"phone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "name": "PERSON"}
_WHY: Mapping[str, str] = {
    "past": "That time is over.",
    "far": "That is further ahead than can be booked.",
    "closed": "That day is closed.",
    "away": "Nobody who does this works on that day.",
    "hours": "That is outside the hours.",
    "soon": "That is sooner than the notice allows.",
    "grid": "Times begin at other minutes.",
    "few": "Too few places are left at that time.",
    "full": "That day has as many bookings as the business takes.",
    "taken": "That time is taken.",
}


class NotFree(BadRequest):
    """The time cannot be booked; ``why`` is a ``bots.calendar.WhyNot`` value, ``nearest`` are free times instead."""

    code = "not_free"

    def __init__(self, message: str, why: str, nearest: Sequence[FreeTime] = ()) -> None:
        super().__init__(message)
        self.why = why
        self.nearest = tuple(nearest)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be booked; ``start`` in the zone of its place."""

    start: datetime
    end: datetime
    staff: str  # id, "" where the business names nobody
    staff_name: str
    location: str = ""  # id, "" without locations


@dataclass(frozen=True, slots=True)
class Appointment:
    """A booking as the office sees it. ``start`` and ``end`` in its zone; ``details`` by id, masked."""

    id: str
    bot: str
    start: datetime
    end: datetime
    zone: str
    service: str
    service_name: str
    staff: str
    staff_name: str
    location: str
    seat: int
    state: str  # held, pending, booked, cancelled, no_show
    details: Mapping[str, str]
    by_hand: bool
    people: int = 1  # how many places it takes


@dataclass(frozen=True, slots=True)
class Added:
    """A booking made by hand, with the code to hand to the customer. The code is shown this once."""

    appointment: Appointment
    code: str


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of the plots."""

    day: date
    booked: int
    cancelled: int
    no_show: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What the plots show of a span of days.

    ``days``: by day of the appointment, how many were booked, cancelled, not come. ``lead``: days between booking and
    appointment, each with how many. ``funnel``: how many talks got how far (began, talked, summary, booked).
    """

    days: Sequence[DayCount]
    lead: Mapping[int, int]
    funnel: Mapping[str, int]
    no_show_share: float


def rules(desk: Desk, bot: str) -> BookingFile:
    """The rules that hold now: the live version's, or the draft's before there is one."""
    desk.allow("records.view")
    row = desk.app.bot_row(desk.actor.workspace, bot)
    config = files.standing(_store(desk), row)
    if config is None:
        raise BadRequest("This bot's file no longer loads. The page Bots says what to mend.")
    if not isinstance(config, BookingFile):
        raise BadRequest("This bot takes no bookings.")
    return config


def between(desk: Desk, bot: str, first: date, last: date) -> list[Appointment]:
    """The bookings that begin from one day to another (both included, by the clock of their place), by time, masked."""
    config, found = rules(desk, bot), _of_days(desk, bot, first, last)
    openings = Calendar(config, (), desk.app.clock()).openings
    return [_appointment(config, row, openings.location(row.staff)) for row in found]


def reveal(desk: Desk, booking: str, reason: str) -> Mapping[str, str]:
    """The details of one booking in clear; the reason (one of REASONS) is on record before anything is opened."""
    desk.allow("bookings.reveal")
    if reason not in REASONS:
        raise ValueError("This is none of the reasons to look behind the bars.")
    row, store = _row(desk, booking), _store(desk)
    note = AuditNote(desk.actor.member, "booking.revealed", booking, {"reason": reason})
    AuditTrail(store).append(note, now=desk.app.clock())
    try:
        vault = SealedVault(store, row.conversation, row.person)
    except Erased:
        return {name: str(value) for name, value in row.details.items()}
    return {
        name: PLACEHOLDER.sub(lambda found: vault.open(found.group()) or found.group(), str(value))
        for name, value in row.details.items()
    }


def free_times(  # noqa: PLR0913 - a time is looked for by this many facts
    desk: Desk,
    bot: str,
    service: str,
    first: date,
    last: date,
    *,
    staff: str | None = None,
    moving: str = "",
    people: int = 1,
) -> list[FreeTime]:
    """Free times of a service by the rules that hold now, with places for so many; ``moving`` is a booking whose own
    time counts as free."""
    config = rules(desk, bot)
    seen = calendar(_store(desk), bot, config, desk.app.clock(), Seen(moving=moving, people=people))
    return [_free_time(seen, slot) for slot in seen.free(_service(config, service), first, last, staff)]


def preview(desk: Desk, config: BookingFile, service: str, first: date, last: date) -> list[FreeTime]:
    """Free times by rules that are still being edited, with nothing taken but what the file says."""
    desk.allow("bots.preview")
    now = Calendar(config, (), desk.app.clock())
    return [_free_time(now, slot) for slot in now.free(_service(config, service), first, last)]


def move(desk: Desk, booking: str, start: datetime, staff: str | None = None) -> Appointment:
    """Another time (and person; None: who has it now) in one step. Raises NotFree, and nothing has changed then."""
    desk.allow("bookings.work")
    row, store, now = _row(desk, booking), _store(desk), desk.app.clock()
    config = rules(desk, row.bot)
    service, whom = _service(config, row.service), row.staff if staff is None else staff
    seen = calendar(store, row.bot, config, now, Seen(moving=booking, people=row.seats))
    why = seen.why_not(service, start, whom)
    if why is None:
        own = wanted(seen, row.bot, service, start, whom, Who(row.conversation, row.person, row.details, desk=True))
        own = replace(own, told=told(config, TELL_MOVED, start, row.details, now))
        moved = Bookings(store).move(booking, own, now=now)
        if moved is not None:
            _note(desk, "booking.moved", booking)
            return _appointment(config, moved, seen.openings.location(moved.staff))
        if Bookings(store).get(booking) is None or _row(desk, booking).state not in TAKEN:
            raise BadRequest("This booking was cancelled meanwhile.")
    raise _not_free(seen, service, start, whom, why.value if why else "taken")


def cancel(desk: Desk, booking: str) -> Appointment:
    """Give the time back; the customer is told if they left an address."""
    return _end(desk, booking, CANCELLED, TELL_CANCELLED)


def no_show(desk: Desk, booking: str) -> Appointment:
    """Mark as not come; only once its time has begun."""
    desk.allow("bookings.work")
    if _row(desk, booking).starts > desk.app.clock():
        raise BadRequest("Its time has not begun yet. Cancel it instead.")
    return _end(desk, booking, NO_SHOW, TELL_NO_SHOW)


def restore(desk: Desk, booking: str) -> Appointment:
    """Take back a cancellation, or the mark of not having come. Raises NotFree when somebody has the time meanwhile."""
    desk.allow("bookings.work")
    row, store, now = _row(desk, booking), _store(desk), desk.app.clock()
    config = rules(desk, row.bot)
    service = _service(config, row.service)
    seen = calendar(store, row.bot, config, now, Seen(moving=booking, people=row.seats))
    who = Who(row.conversation, row.person, row.details, desk=True)
    done = Bookings(store).restore(booking, wanted(seen, row.bot, service, row.starts, row.staff, who), now=now)
    if done is None:
        raise _not_free(seen, service, row.starts, row.staff, "taken")
    _note(desk, "booking.restored", booking)
    return _appointment(config, done, seen.openings.location(done.staff))


def accept(desk: Desk, booking: str) -> Appointment:
    """Accept a request for a service whose bookings the business confirms itself."""
    desk.allow("bookings.work")
    row = _row(desk, booking)
    config, now = rules(desk, row.bot), desk.app.clock()
    telling = told(config, TELL_BOOKED, row.starts, row.details, now)
    done = Bookings(_store(desk)).accept(booking, now=now, told=telling)
    if done is None:
        raise BadRequest("This is no open request any more.")
    _note(desk, "booking.accepted", booking)
    return _appointment(config, done, Calendar(config, (), now).openings.location(done.staff))


def add(  # noqa: PLR0913 - a booking has this many facts
    desk: Desk,
    bot: str,
    service: str,
    start: datetime,
    *,
    staff: str | None = None,
    details: Mapping[str, str] | None = None,
    people: int = 1,
) -> Added:
    """Book for somebody on the phone or at the desk, so many places of a class. Values in ``details`` are sealed at
    once. Raises NotFree."""
    desk.allow("bookings.work")
    config, store, now = rules(desk, bot), _store(desk), desk.app.clock()
    chosen = _service(config, service)
    seen = calendar(store, bot, config, now, Seen(people=people))
    why = seen.why_not(chosen, start, staff)
    able = seen.who(chosen, start, staff)
    if not able:
        raise _not_free(seen, chosen, start, staff, why.value if why else "taken")
    talk = Conversations(store).start(
        bot=bot, version=None, channel="desk", origin=None, language=config.language, timezone=None, subject=None,
        now=now,
    )  # fmt: skip
    vault = SealedVault(store, talk.id, talk.person)
    sealed = _sealed(desk, config, details or {}, vault)
    code = new_code()
    for person in able:
        own = wanted(seen, bot, chosen, start, person, Who(talk.id, talk.person, sealed, desk=True))
        key = f"{talk.id}:{uuid4().hex[:12]}"
        booked = Bookings(store).book(replace(own, also=vault.flush), key=key, code=code, details=sealed, now=now)
        if booked is not None:
            _note(desk, "booking.added", booked.id)
            return Added(_appointment(config, booked, seen.openings.location(booked.staff)), code)
    raise _not_free(seen, chosen, start, staff, "taken")


def counts(desk: Desk, bot: str, first: date, last: date) -> Counts:
    """The numbers behind the plots."""
    config = rules(desk, bot)
    found = _of_days(desk, bot, first, last)
    by_day: dict[date, Counter[str]] = {first + timedelta(days=n): Counter() for n in range((last - first).days + 1)}
    lead: Counter[int] = Counter()
    for row in found:
        by_day[_day(row, row.starts)][row.state] += 1
        if row.state in (BOOKED, NO_SHOW):
            lead[max(0, (_day(row, row.starts) - _day(row, row.created_at)).days)] += 1
    days = [DayCount(day, n[BOOKED] + n[PENDING], n[CANCELLED], n[NO_SHOW]) for day, n in sorted(by_day.items())]
    missed, came = (
        sum(d.no_show for d in days),
        sum(1 for r in found if r.state == BOOKED and r.ends <= desk.app.clock()),
    )
    seen = funnel(_store(desk), bot, *_span(config, first, last))  # a talk has no place: by the business's clock
    steps = {"began": seen.began, "talked": seen.talked, "summary": seen.summary, "booked": seen.booked}
    return Counts(days, dict(sorted(lead.items())), steps, missed / (missed + came) if missed + came else 0.0)


def _end(desk: Desk, booking: str, state: str, event: str) -> Appointment:
    desk.allow("bookings.work")
    row, now = _row(desk, booking), desk.app.clock()
    config = rules(desk, row.bot)
    telling = told(config, event, row.starts, row.details, now)
    done = Bookings(_store(desk)).set_state(booking, state, now=now, told=telling)
    if done is None:
        raise BadRequest("This booking is not open any more.")
    _note(desk, f"booking.{state}", booking)
    return _appointment(config, done, Calendar(config, (), now).openings.location(done.staff))


def _sealed(desk: Desk, config: BookingFile, details: Mapping[str, str], vault: SealedVault) -> dict[str, str]:
    """Details as they are stored: a value of a known kind is sealed whole, other words are cleared as a visitor's."""
    known = {detail.id: detail.kind for detail in config.details}
    unknown = sorted(set(details) - set(known))
    if unknown:
        raise BadRequest(f"This bot does not ask for: {', '.join(unknown)}.")
    given = {name: value.strip() for name, value in details.items() if value.strip()}
    free = [name for name in given if known[name] not in _ENTITIES]
    sealed = {name: vault.seal(_ENTITIES[known[name]], value) for name, value in given.items() if name not in free}
    if free:
        row = desk.app.bot_row(desk.actor.workspace, _bot_of(desk, config))
        guarded = desk.app.live_bot(desk.actor.workspace, row.id, draft=row.live_version is None).guardrails
        for name in free:
            verdict = guarded.clear(given[name], Stage.INPUT, vault=vault)
            if verdict.blocked:
                raise BadRequest(f"What stands under '{name}' may not be kept by this bot's policy.")
            sealed[name] = str(verdict.text)
    return sealed


def _bot_of(desk: Desk, config: BookingFile) -> str:
    row = Bots(_store(desk)).by_key(config.id)
    if row is None:
        raise BadRequest("There is no such bot.")
    return row.id


def _not_free(seen: Calendar, service: Service, start: datetime, staff: str | None, why: str) -> NotFree:
    day = start.astimezone(seen.zone).date()
    first, last = day - timedelta(days=7), day + timedelta(days=7)
    free = sorted(seen.free(service, first, last, staff), key=lambda slot: abs(slot.start - start))[:NEAREST]
    nearest = [_free_time(seen, slot) for slot in sorted(free, key=lambda slot: slot.start)]
    return NotFree(_WHY.get(why, _WHY["taken"]), why, nearest)


def _free_time(seen: Calendar, slot: Slot) -> FreeTime:
    zone = seen.zone_of(slot.staff)
    name = next((p.name for p in seen.config.staff if p.id == slot.staff), "")
    return FreeTime(
        slot.start.astimezone(zone), slot.end.astimezone(zone), slot.staff, name, seen.openings.location(slot.staff)
    )


def _appointment(config: BookingFile, row: Booking, location: str) -> Appointment:
    zone = ZoneInfo(row.zone)
    service = next((s.name for s in config.services if s.id == row.service), row.service)
    person = next((p.name for p in config.staff if p.id == row.staff), "")
    return Appointment(
        row.id, row.bot, row.starts.astimezone(zone), row.ends.astimezone(zone), row.zone, row.service,
        for_people(service, row.seats), row.staff, person, location, row.seat, row.state,
        {k: str(v) for k, v in row.details.items()}, row.made_by == "desk", row.seats,
    )  # fmt: skip


def for_people(service: str, people: int) -> str:
    """A service as the office reads it: for how many, when it is more than one."""
    return f"{service} for {people} people" if people > 1 else service


def _of_days(desk: Desk, bot: str, first: date, last: date) -> list[Booking]:
    """The bookings of some days, each by the clock of its place; no clock is a day away from UTC."""
    since, until = (
        datetime.combine(day, time(), tzinfo=UTC) for day in (first - timedelta(days=1), last + timedelta(days=2))
    )
    found = Bookings(_store(desk)).listing(bot, now=desk.app.clock(), since=since, until=until)
    return [row for row in found if first <= _day(row, row.starts) <= last]


def _day(row: Booking, at: datetime) -> date:
    return at.astimezone(ZoneInfo(row.zone)).date()


def _span(config: BookingFile, first: date, last: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(config.timezone)
    return (
        datetime.combine(first, time(), tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time(), tzinfo=zone),
    )


def _service(config: BookingFile, service: str) -> Service:
    found = next((s for s in config.services if s.id == service), None)
    if found is None:
        raise BadRequest("There is no such service in the rules that hold now.")
    return found


def _row(desk: Desk, booking: str) -> Booking:
    desk.allow("records.view")
    row = Bookings(_store(desk)).get(booking)
    if row is None:
        raise BadRequest("There is no such booking.")
    return row


def _note(desk: Desk, act: str, booking: str) -> None:
    AuditTrail(_store(desk)).append(AuditNote(desk.actor.member, act, booking), now=desk.app.clock())


def _store(desk: Desk) -> Store:
    return desk.app.store(desk.actor.workspace)
