"""Letters to customers: put together when they are sent, from the booking as it then stands.

The address is restored from the vault here and nowhere else, and only while the owner's live bot file grants it; it
goes into the letter and into nothing that is kept. A letter that is no longer true is not written.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage

from bots.phrases import phrase
from bots.schema.booking import BookingFile
from bots.schema.booking_problems import may_mail
from records.bookings import BOOKED, CANCELLED, PENDING, Booking, Bookings
from records.outbox import CANCELLED as TELL_CANCELLED
from records.outbox import OFFERED, REMINDER, REQUESTED, OutboxRow
from records.store import Store
from records.vault import SealedVault
from records.waiting import Entry, WaitingList
from workspace import ics
from workspace.assembly import Application
from workspace.booking_links import happening, language_of, link, place_of, rules_of, sentence

_ADDRESS = re.compile(r"\[\[EMAIL_ADDRESS:[a-z2-9]{8}\]\]")
# No NUL, no other control sign, no words a mail program decodes (RFC 2047): an address is read as it is written.
_PLAIN = re.compile(r"(?!.*=\?)[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f-\x9f]{1,64}@[A-Za-z0-9.-]{1,255}")
_TRUE_WHILE = {TELL_CANCELLED: (CANCELLED,), REQUESTED: (PENDING,)}


class NotWritten(Exception):
    """No letter is due any more; the message says why, without values."""


def compose(app: Application, workspace: str, row: OutboxRow) -> EmailMessage:
    """The letter of an outbox row, but for its sender. Raises NotWritten."""
    store = app.store(workspace)
    config = rules_of(store, row.bot)
    if config is None or config.mail is None or not may_mail(config):
        raise NotWritten("the bot may not write mail any more")
    letter = (_offer if row.event == OFFERED else _about)(app, workspace, config, row)
    letter["Message-ID"] = f"<{row.id}@tacit.invalid>"  # the same over all tries: a mail box shows it once
    letter["X-Entity-Ref-ID"] = row.id
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in return
    return letter


def _about(app: Application, workspace: str, config: BookingFile, row: OutboxRow) -> EmailMessage:
    store = app.store(workspace)
    booking = Bookings(store).get(row.subject)
    if booking is None or booking.state not in _TRUE_WHILE.get(row.event, (BOOKED,)):
        raise NotWritten("no longer true")
    if row.event == REMINDER and booking.starts <= app.clock():
        raise NotWritten("its time has begun")
    language = language_of(store, booking.conversation, config)
    said = sentence(config, f"mail_{row.event}", booking, booking.starts, language)
    place = place_of(config, booking.staff)
    parts = [
        said,
        phrase("mail_place", language, place=place) if place else "",
        config.confirmation if row.event == "booked" else "",
        config.cancellation if booking.state == BOOKED else "",
        "" if booking.state == CANCELLED else phrase("mail_change", language, link=link(app, workspace, booking.id)),
    ]
    letter = _letter(config, _address(store, config, booking), said, parts)
    method = "CANCEL" if booking.state == CANCELLED else "PUBLISH"
    file = ics.file([happening(config, booking)], config.name, method)
    letter.add_attachment(
        file, maintype="text", subtype="calendar", filename="appointment.ics", params={"method": method}
    )
    return letter


def _offer(app: Application, workspace: str, config: BookingFile, row: OutboxRow) -> EmailMessage:
    store = app.store(workspace)
    entry, start = WaitingList(store).get(row.subject), datetime.fromisoformat(row.detail["start"])
    if entry is None or entry.start != start or entry.offered_until is None or entry.offered_until <= app.clock():
        raise NotWritten("the offer is over")
    language = language_of(store, entry.conversation, config)
    said = sentence(config, "mail_offered", entry, start, language, until=entry.offered_until)
    take = phrase("mail_take", language, link=link(app, workspace, entry.id))
    return _letter(config, _address(store, config, entry), said, [said, take])


def _letter(config: BookingFile, address: str, subject: str, parts: list[str]) -> EmailMessage:
    letter = EmailMessage()
    name, _, domain = address.rpartition("@")
    letter["To"] = Address(username=name, domain=domain)
    letter["Subject"] = " ".join(f"{config.name}: {subject}".split())[:200]
    letter.set_content("\n\n".join(part for part in parts if part) + f"\n\n{config.name}\n")
    return letter


def _address(store: Store, config: BookingFile, thing: Booking | Entry) -> str:
    """The one value a letter needs. Nothing but an e-mail address's placeholder is opened."""
    assert config.mail is not None
    placeholder = str(thing.details.get(config.mail.detail) or "")
    if not _ADDRESS.fullmatch(placeholder):
        raise NotWritten("no address was left")
    address = SealedVault(store, thing.conversation, thing.person).open(placeholder)
    if address is None:
        raise NotWritten("the address has been forgotten")
    if not can_be_written_to(address.strip()):
        raise NotWritten("the address cannot be used")
    return address.strip()


def can_be_written_to(address: str) -> bool:
    """Whether an address is one and no more, in signs that every mail program reads alike."""
    return _PLAIN.fullmatch(address) is not None
