"""Delivers what is to be told outside, from a thread of the serving process: mails, webhooks, calendars.

```
booking ─ one commit ─▶ booking + outbox rows ─▶ take (for a while) ─▶ send ─▶ sent | later again | given up
```
At least once: a process that dies between sending and writing that down leaves the row to be sent again, under the same
id. Tries wait longer each time, a day at most, and end after two days; the page of settings shows what was given up.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from bots.calendar.waiting import offer_freed
from guardrails.faults import fault
from records.audit import AuditNote, AuditTrail
from records.bookings import Bookings
from records.bots import Bots
from records.outbox import CALENDAR, FAILED, MAIL, WAITING, WAITING_LIST, WEBHOOK, Outbox, OutboxRow
from workspace import calendars, mail_server, webhooks
from workspace.assembly import Application
from workspace.booking_links import rules_of
from workspace.caldav import CalendarAway
from workspace.lapsing import lapse_due
from workspace.letters import NotWritten, compose
from workspace.mail_server import NotSent
from workspace.roles import Desk
from workspace.webhooks import NotTold

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between two looks
LEASE = timedelta(minutes=5)  # longer than the slowest try
# After each failed try, how long until the next; after the last it is given up.
WAITS = tuple(timedelta(seconds=s) for s in (30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600))

Deliver = Callable[[Application, str, OutboxRow], None]


def given_up(desk: Desk) -> list[OutboxRow]:
    """What was not delivered and is not tried any more, the newest first."""
    desk.allow("settings.view")
    return Outbox(desk.app.store(desk.actor.workspace)).listing(states=[FAILED])


def waiting(desk: Desk) -> list[OutboxRow]:
    """What failed at least once and is tried again."""
    desk.allow("settings.view")
    rows = Outbox(desk.app.store(desk.actor.workspace)).listing(states=[WAITING])
    return [row for row in rows if row.tries]


def try_again(desk: Desk, row: str) -> None:
    """Try once more what was given up."""
    desk.allow("settings.edit")
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    Outbox(store).again(row, now=now)
    AuditTrail(store).append(AuditNote(desk.actor.member, "outbox.again", row), now=now)


def deliver(app: Application, workspace: str) -> bool:
    """Deliver the longest due row, here and now; False when there is none."""
    outbox = Outbox(app.store(workspace))
    row = outbox.take(now=app.clock(), until=app.clock() + LEASE)
    if row is None:
        return False
    try:
        _BY[row.channel](app, workspace, row)
    except NotWritten as why:
        outbox.drop(row.id, str(why), now=app.clock())
    except CalendarAway as failure:
        outbox.failed(row.id, str(failure), now=app.clock(), again=_next(app, row))
    except (NotSent, NotTold) as failure:
        outbox.failed(row.id, str(failure), now=app.clock(), again=None if failure.lasting else _next(app, row))
    except Exception as error:  # noqa: BLE001 - one message must not stop the others; its text must not be told
        log.error("delivery failed (%s): %s", row.channel, fault(error))
        outbox.failed(row.id, "This failed inside the product.", now=app.clock(), again=_next(app, row))
    else:
        outbox.sent(row.id, now=app.clock())
    return True


def look(app: Application) -> bool:
    """One look at every workspace; whether anything was delivered. What fails in one does not stop the next."""
    busy = False
    try:
        for workspace in app.database.workspaces():
            try:
                busy = _step(app, workspace.id) or busy
            except Exception as error:  # noqa: BLE001 - the next look tries again
                log.error("looking for messages failed: %s", fault(error))
    except Exception as error:  # noqa: BLE001 - a locked database now may be free in a moment
        log.error("looking for messages failed: %s", fault(error))
    return busy


@contextmanager
def running(app: Application) -> Iterator[None]:
    """For a server's lifespan: delivers until the block ends."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set() and not app.stopping.is_set():
            if not look(app):
                ended.wait(LOOK)

    thread = threading.Thread(target=work, name="tacit-outbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(5)


def _step(app: Application, workspace: str) -> bool:
    for act in (calendars.read_due, lapse_due):
        try:
            act(app, workspace)
        except Exception as error:  # noqa: BLE001 - what is to be told goes out whatever else fails
            log.error("%s failed: %s", act.__name__, fault(error))
    return deliver(app, workspace)


def _next(app: Application, row: OutboxRow) -> datetime | None:
    return app.clock() + WAITS[row.tries - 1] if row.tries <= len(WAITS) else None


def _mail(app: Application, workspace: str, row: OutboxRow) -> None:
    mail_server.send(app, workspace, compose(app, workspace, row))


def _webhook(app: Application, workspace: str, row: OutboxRow) -> None:
    store = app.store(workspace)
    config, booking, bot = rules_of(store, row.bot), Bookings(store).get(row.subject), Bots(store).get(row.bot)
    if config is None or config.webhook is None or booking is None or bot is None:
        raise NotWritten("nobody is to be told any more")
    content = {
        "type": f"booking.{row.event}",
        "timestamp": row.created_at.isoformat(),
        "data": {
            "bot": bot.key, "id": booking.id, "state": booking.state, "service": booking.service,
            "staff": booking.staff, "start": booking.starts.isoformat(), "end": booking.ends.isoformat(),
            "zone": booking.zone, "people": booking.seats,
        },
    }  # fmt: skip
    webhooks.send(app, workspace, config.webhook.url, row.id, content, private=config.webhook.private)


def _freed(app: Application, workspace: str, row: OutboxRow) -> None:
    store = app.store(workspace)
    config = rules_of(store, row.bot)
    if config is None or not config.waiting_list:
        raise NotWritten("there is no waiting list any more")
    offer_freed(store, row.bot, config, app.clock())


_BY: Mapping[str, Deliver] = {MAIL: _mail, WEBHOOK: _webhook, WAITING_LIST: _freed, CALENDAR: calendars.deliver}
