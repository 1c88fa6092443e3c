"""What is told outside when a booking is made, moved or cancelled: mails if an address was left, the owner's webhook.

Only kinds and times stand here. The address stays a placeholder until the mail is sent, and only a bot whose owner
granted it (``book_time`` with ``clear: [EMAIL_ADDRESS]``) writes a mail at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from bots.schema.booking import BookingFile
from bots.schema.booking_problems import may_mail
from records.bookings import Telling
from records.outbox import BOOKED, CANCELLED, FREED, MAIL, MOVED, REMINDER, REQUESTED, WAITING_LIST, WEBHOOK, Outgoing


def told(
    config: BookingFile, event: str, start: datetime, details: Mapping[str, Any], now: datetime
) -> tuple[Outgoing, ...]:
    """Everything to tell about an event of a booking that begins at ``start``."""
    return tuple(_told(config, event, start, details, now))


def lapsing(config: BookingFile, now: datetime) -> Telling:
    """What is told of a request that nobody accepted in time: what is told of a cancellation."""
    return lambda booking: told(config, CANCELLED, booking.starts, booking.details, now)


def _told(
    config: BookingFile, event: str, start: datetime, details: Mapping[str, Any], now: datetime
) -> Iterator[Outgoing]:
    if config.webhook is not None:
        yield Outgoing(WEBHOOK, event)
    mail = config.mail
    if mail is not None and may_mail(config) and details.get(mail.detail):
        wanted = mail.confirmation if event in (BOOKED, REQUESTED) else mail.changes
        if wanted and event in (BOOKED, REQUESTED, MOVED, CANCELLED):
            yield Outgoing(MAIL, event)
        if event in (BOOKED, MOVED):
            for hours in sorted(set(mail.reminders), reverse=True):
                due = start - timedelta(hours=hours)
                if due > now:
                    yield Outgoing(MAIL, REMINDER, due, {"hours": hours})
    if config.waiting_list and event in (MOVED, CANCELLED):
        yield Outgoing(WAITING_LIST, FREED)
