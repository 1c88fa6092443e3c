"""What the holder of a link may do, without an account: see one booking, take its file, cancel it, take an offer.

A link is the booking's id with a signature of this workspace, so it cannot be guessed and opens nothing else. It shows
service and time, never a detail; a day after the appointment it opens nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bots import config as bot_file
from bots.calendar.hours import Openings
from bots.calendar.outgoing import told
from bots.calendar.waiting import people_of, take
from bots.dates.say import say_time
from bots.errors import ConfigError
from bots.phrases import phrase
from bots.schema.booking import BookingFile
from records.bookings import CANCELLED, PENDING, TAKEN, Booking, Bookings
from records.bots import Bots
from records.conversations import Conversations
from records.links import is_signed, signed
from records.outbox import CANCELLED as TELL_CANCELLED
from records.store import Store
from records.tables import bookings, waiting_list
from records.waiting import Entry, WaitingList
from workspace import files, ics
from workspace.assembly import Application
from workspace.ics import Happening

_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page behind a link shows. ``act`` is cancel, take, or "" when nothing can be done any more."""

    bot: str
    public_id: str
    language: str
    said: str
    act: str
    file: bool


def link(app: Application, workspace: str, thing: str) -> str:
    """The address of the page of a booking, or of an entry of the waiting list."""
    return f"{app.settings.public_url}/booking/{token(app, workspace, thing)}"


def token(app: Application, workspace: str, thing: str) -> str:
    """The last part of that address."""
    return signed(app.store(workspace), thing)


def shown(app: Application, link_token: str) -> Shown | None:
    """What a link opens; None when it is none, or no more."""
    found = _found(app, link_token)
    if found is None:
        return None
    store, thing = found
    config = _rules_now(store, thing.bot)
    row = Bots(store).get(thing.bot)
    if config is None or row is None:
        return None
    language = language_of(store, thing.conversation, config)
    if isinstance(thing, Entry):
        return _offer_shown(app, config, row.public_id, thing, language)
    if thing.ends + _AFTER < app.clock():
        return None
    key = {CANCELLED: "mail_cancelled", PENDING: "mail_requested"}.get(thing.state, "mail_booked")
    said = sentence(config, key, thing, thing.starts, language)
    may = thing.state in TAKEN and not config.too_late(thing.starts, app.clock())
    return Shown(config.name, row.public_id, language, said, "cancel" if may else "", thing.state in TAKEN)


def act(app: Application, link_token: str) -> bool:
    """Do what the page offers: cancel the booking, or take the time kept for who waits. Twice is no error."""
    found = _found(app, link_token)
    if found is None:
        return False
    store, thing = found
    config, now = _rules_now(store, thing.bot), app.clock()
    if config is None:
        return False
    if isinstance(thing, Entry):
        return take(store, config, thing, now) is not None
    if thing.state == CANCELLED:
        return True
    if thing.state not in TAKEN or config.too_late(thing.starts, now):
        return False
    telling = told(config, TELL_CANCELLED, thing.starts, thing.details, now)
    return Bookings(store).set_state(thing.id, CANCELLED, now=now, told=telling) is not None


def calendar_file(app: Application, link_token: str) -> bytes | None:
    """The booking as a calendar file."""
    found = _found(app, link_token)
    if found is None:
        return None
    store, booking = found
    if isinstance(booking, Entry):
        return None
    config = _rules_now(store, booking.bot)
    if config is None or booking.ends + _AFTER < app.clock():
        return None
    return ics.file([happening(config, booking)], config.name)


def happening(config: BookingFile, booking: Booking) -> Happening:
    """A booking as an event, without a word about the customer."""
    service = next((s.name for s in config.services if s.id == booking.service), booking.service)
    person = next((p.name for p in config.staff if p.id == booking.staff), "")
    if booking.seats > 1:
        service = phrase("for_people", config.language, service=service, people=str(booking.seats))
    summary = f"{service}, {config.name}" + (f" ({person})" if person else "")
    return Happening(
        booking.id, booking.starts, booking.ends, summary, place_of(config, booking.staff), booking.changed_at,
        booking.state == CANCELLED, booking.state == PENDING,
    )  # fmt: skip


def sentence(
    config: BookingFile, key: str, thing: Booking | Entry, start: datetime, language: str, **more: datetime
) -> str:
    """A sentence of ``phrases_booking.yaml`` about a booking or what is kept for who waits; times on the clock of its
    place."""
    staff, people = thing.staff, thing.seats if isinstance(thing, Booking) else people_of(thing)
    service = thing.service if isinstance(thing, Booking) else str(thing.wish.get("service"))
    person = next((p.name for p in config.staff if p.id == staff), "")
    name = next((s.name for s in config.services if s.id == service), service)
    name = phrase("for_people", language, service=name, people=str(people)) if people > 1 else name
    zone = Openings(config).zone(staff)
    times = {said: say_time(at.astimezone(zone), language) for said, at in {"when": start, **more}.items()}
    with_whom = " " + phrase("with_staff", language, name=person) if person else ""
    return phrase(key, language, service=name, staff=with_whom, **times)


def place_of(config: BookingFile, resource: str) -> str:
    """Name and address of the location of a resource; "" for a business with one."""
    place = next((p for p in config.locations if p.id == Openings(config).location(resource)), None)
    return ", ".join(part for part in (place.name, place.address) if part) if place else ""


def rules_of(store: Store, bot: str) -> BookingFile | None:
    """The live rules of a bot, or its draft's; None when it takes no bookings. Raises ConfigError when its file no
    longer loads: what is to be told waits, instead of being dropped."""
    row = Bots(store).get(bot)
    if row is None:
        return None
    config = bot_file.load(files.text(store, row))
    return config if isinstance(config, BookingFile) else None


def _rules_now(store: Store, bot: str) -> BookingFile | None:
    """The rules for the page behind a link; None while the file does not load, so that nobody is shown an error."""
    try:
        return rules_of(store, bot)
    except ConfigError:
        return None


def language_of(store: Store, conversation: str, config: BookingFile) -> str:
    """The language of a talk, or the bot's own."""
    talk = Conversations(store).get(conversation)
    return talk.language[:2] if talk is not None else config.language


def _offer_shown(app: Application, config: BookingFile, public_id: str, entry: Entry, language: str) -> Shown:
    open_offer = entry.start is not None and entry.offered_until is not None and entry.offered_until > app.clock()
    if not open_offer or entry.start is None or entry.offered_until is None:
        return Shown(config.name, public_id, language, phrase("waiting_still", language), "", file=False)
    until = entry.offered_until
    said = sentence(config, "waiting_offer", entry, entry.start, language, until=until)
    return Shown(config.name, public_id, language, said, "take", file=False)


def _found(app: Application, link_token: str) -> tuple[Store, Booking | Entry] | None:
    thing = link_token.partition(".")[0]
    column = waiting_list.c.id if thing.startswith("wtl_") else bookings.c.id
    workspace = app.database.workspace_of(column, thing) if thing.isascii() and len(thing) <= 40 else None
    if workspace is None:
        return None
    store = app.store(workspace)
    if not is_signed(store, thing, link_token):
        return None
    row = WaitingList(store).get(thing) if thing.startswith("wtl_") else Bookings(store).get(thing)
    return (store, row) if row is not None else None
