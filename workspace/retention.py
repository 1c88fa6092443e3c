"""How long things are kept: hidden from the moment their time is over, deleted by the next run, shown beforehand.

Chats, bookings and answers follow each bot's own days (its live version's, or the draft's before there is one); of a
bot whose file no longer loads the shorter of those days and the usual ones. Consent records stay 24 months, because
they prove that the rest was allowed; with the last that names it goes a talk's bare row and its person's key. What
else is kept for a time only goes in the same run: uploads nobody decided about, what ended among jobs and things to
tell, invitations, log-ins. Which table goes with what is told by tests/workspace/test_kept.py, where a new table must
be named.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import yaml

from bots.schema.common import RetentionConfig
from bots.schema.survey import SurveyFile
from guardrails.faults import fault
from records.audit import SYSTEM, AuditNote, AuditTrail
from records.bots import BotRow, Bots
from records.conversations import close_conversation
from records.ids import millis
from records.jobs import Jobs
from records.leftovers import delete_bare_talks, delete_silent_values, delete_values, parts
from records.logins import LoginSessions
from records.originals import Originals
from records.outbox import Outbox
from records.responses import Responses
from records.store import Store
from records.tables import (
    answers,
    bookings,
    consents,
    conversations,
    handovers,
    invitations,
    ledger,
    outbox,
    person_lines,
    ratings,
    responses,
    turns,
    waiting_list,
)
from records.unit import Unit
from workspace import files
from workspace.assembly import Application
from workspace.roles import Desk

log = logging.getLogger(__name__)

CONSENT = timedelta(days=731)
UNDECIDED = timedelta(days=30)  # an upload that waits, sealed, for somebody to decide about what was found in it
ENDED = timedelta(days=30)  # jobs and things to tell, after their end
INVITED = timedelta(days=30)  # invitations, after they ran out
SOON, EVERY = 60.0, 3600.0  # seconds; soon after a start too, for a server may never run a whole hour
_OPENED = timedelta(days=1)  # a widget opened and left: its visitor may still answer the notice
_QUIET = timedelta(hours=1)  # a bot that forgets at once still needs its last words until the visitor has gone


@dataclass(frozen=True, slots=True)
class Planned:
    """What the next run deletes of one bot."""

    bot: str
    bot_name: str
    chats: int
    bookings: int
    answers: int
    unread: bool = False  # its file no longer loads, so the shorter of its own days and the usual ones hold

    @property
    def anything(self) -> bool:
        return bool(self.chats or self.bookings or self.answers)


def tonight(desk: Desk) -> list[Planned]:
    """What the next run would delete, bot by bot."""
    desk.allow("privacy.view")
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    with store.read() as unit:
        return [_plan(unit, row, kept, now) for row, kept in _kept_by_bot(store)]


def run(desk: Desk) -> list[Planned]:
    """Delete now what is over; what was deleted, bot by bot."""
    desk.allow("privacy.act")
    return sweep(desk.app.store(desk.actor.workspace), desk.app.clock(), by=desk.actor.member)


def sweep(store: Store, now: datetime, *, by: str = SYSTEM) -> list[Planned]:
    """One run over a workspace, with one line in the audit trail for each bot that lost anything."""
    done = []
    _close_left_open(store, now)
    for row, kept in _kept_by_bot(store):
        with store.write() as unit:
            planned = _plan(unit, row, kept, now)
            _delete_bookings(unit, row.id, kept.days, now)
            if planned.anything:
                _delete_answers(unit, row.id, kept.days, now)
                _delete_chats(unit, row.id, kept.days, now)
                counts = {"chats": planned.chats, "bookings": planned.bookings, "answers": planned.answers}
                AuditTrail(store).append_to(unit, [AuditNote(by, "retention.deleted", row.id, counts)], now=now)
            delete_silent_values(unit, row.id, now - _QUIET)
        done.append(planned)
    with store.write() as unit:
        unit.delete(consents, consents.c.given_at < millis(now - CONSENT))
        unit.delete(invitations, invitations.c.expires_at < millis(now - INVITED))
    for row, kept in _kept_by_bot(store):
        before = min(_chats_since(kept.days, now), now - _OPENED)
        with store.write() as unit:
            delete_bare_talks(unit, store.sealer, row.id, before, now)
    LoginSessions(store).sweep(now=now)
    Originals(store).drop_before(now - UNDECIDED)
    Jobs(store).forget(now - ENDED)
    Outbox(store).forget(now - ENDED)
    return done


def readable_since(store: Store, now: datetime) -> Mapping[str, datetime]:
    """From when on a bot's chats may still be read, by the bot's id; of an unknown bot nothing."""
    return _Horizons({row.id: _chats_since(kept.days, now) for row, kept in _kept_by_bot(store)}, now)


def look(app: Application) -> None:
    """One run over every workspace. What fails, in one or in finding them, is tried again in an hour."""
    try:
        for workspace in app.database.workspaces():
            try:
                sweep(app.store(workspace.id), app.clock())
            except Exception as error:  # noqa: BLE001 - the next hour tries again
                log.error("retention failed: %s", fault(error))
    except Exception as error:  # noqa: BLE001 - a locked database now may be free in an hour
        log.error("retention failed: %s", fault(error))


@contextmanager
def every_hour(app: Application) -> Iterator[None]:
    """For a server: runs in the background until the block ends."""
    ended = threading.Event()

    def work() -> None:
        pause = SOON
        while not ended.wait(pause):
            pause = EVERY
            look(app)

    thread = threading.Thread(target=work, name="tacit-retention", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(5)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The days of a bot, and whether they are a guess because its file no longer loads."""

    days: RetentionConfig
    unread: bool = False


class _Horizons(dict[str, datetime]):
    """By bot; a bot that is not known hides everything up to now."""

    def __init__(self, known: Mapping[str, datetime], now: datetime) -> None:
        super().__init__(known)
        self._now = now

    def __missing__(self, bot: str) -> datetime:
        return self._now


def _kept_by_bot(store: Store) -> Iterator[tuple[BotRow, _Kept]]:
    stored = Bots(store)
    for row in (*stored.listing(), *stored.listing(archived=True)):
        yield row, _kept(files.text(store, row))


@lru_cache(maxsize=256)  # asked for on every page, and the same text says the same
def _kept(file: str) -> _Kept:
    config = files.loaded(file)
    return _Kept(_shortest(file), unread=True) if config is None else _Kept(config.retention)


def _shortest(file: str) -> RetentionConfig:
    """The days of a file that no longer loads: its own where they can be made out and are fewer than the usual ones."""
    usual = RetentionConfig()
    try:
        table = yaml.load(file, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return usual
    said = table.get("retention") if isinstance(table, dict) else None
    days = {name: said.get(name) for name in RetentionConfig.model_fields} if isinstance(said, dict) else {}
    fewer = {name: min(n, getattr(usual, name)) for name, n in days.items() if type(n) is int and n >= 0}
    return usual.model_copy(update=fewer)


def _close_left_open(store: Store, now: datetime) -> None:
    """Surveys left half-way: from then on nothing joins their answers to a talk, or they go, as the file says."""
    stored = Bots(store)
    for row in stored.listing():
        if row.kind == "survey":
            file = files.standing(store, row)
            drop = isinstance(file, SurveyFile) and file.partials == "drop"
            Responses(store).close_left_open(row.id, now=now, drop=drop)


def _chats_since(kept: RetentionConfig, now: datetime) -> datetime:
    return now - max(timedelta(days=kept.chats), _QUIET)


def _plan(unit: Unit, row: BotRow, kept: _Kept, now: datetime) -> Planned:
    days = kept.days
    return Planned(
        row.id,
        row.name,
        len(_old_chats(unit, row.id, days, now)),
        unit.count(bookings, *_old_bookings(row.id, days, now)),
        unit.count(responses, *_old_answers(row.id, days, now)),
        kept.unread,
    )


def _old_chats(unit: Unit, bot: str, kept: RetentionConfig, now: datetime) -> list[str]:
    where = (conversations.c.bot == bot, conversations.c.last_at < millis(_chats_since(kept, now)))
    old = [row.id for row in unit.select(conversations, *where, columns=(conversations.c.id,))]
    held = {row.conversation for part in parts(old) for row in unit.select(
        turns, turns.c.conversation.in_(part), columns=(turns.c.conversation,))}  # fmt: skip
    return [talk for talk in old if talk in held]


def _old_bookings(bot: str, kept: RetentionConfig, now: datetime) -> tuple[Any, ...]:
    return (bookings.c.bot == bot, bookings.c.ends_at < millis(now - timedelta(days=kept.bookings)))


def _old_answers(bot: str, kept: RetentionConfig, now: datetime) -> tuple[Any, ...]:
    return (responses.c.bot == bot, responses.c.started_at < millis(now - timedelta(days=kept.answers)))


def _delete_bookings(unit: Unit, bot: str, kept: RetentionConfig, now: datetime) -> None:
    """With what was to be told of them, and who waited until then."""
    where = _old_bookings(bot, kept, now)
    for part in parts([row.id for row in unit.select(bookings, *where, columns=(bookings.c.id,))]):
        unit.delete(outbox, outbox.c.subject.in_(part))
        unit.delete(bookings, bookings.c.id.in_(part))
    over = (waiting_list.c.bot == bot, waiting_list.c.until < millis(now - timedelta(days=kept.bookings)))
    for part in parts([row.id for row in unit.select(waiting_list, *over, columns=(waiting_list.c.id,))]):
        unit.delete(outbox, outbox.c.subject.in_(part))
        unit.delete(waiting_list, waiting_list.c.id.in_(part))


def _delete_answers(unit: Unit, bot: str, kept: RetentionConfig, now: datetime) -> None:
    where = _old_answers(bot, kept, now)
    for part in parts([row.id for row in unit.select(responses, *where, columns=(responses.c.id,))]):
        unit.delete(answers, answers.c.response.in_(part))
        unit.delete(responses, responses.c.id.in_(part))


def _delete_chats(unit: Unit, bot: str, kept: RetentionConfig, now: datetime) -> None:
    """Words, thumbs, ledger and values go, and from where the visitor came; the bare row of the talk stays as long as
    its consent record."""
    for talks in parts(_old_chats(unit, bot, kept, now)):
        for part in parts([r.id for r in unit.select(turns, turns.c.conversation.in_(talks), columns=(turns.c.id,))]):
            unit.delete(ratings, ratings.c.turn.in_(part))
            unit.delete(ledger, ledger.c.turn.in_(part))
            unit.delete(turns, turns.c.id.in_(part))
        unit.delete(handovers, handovers.c.conversation.in_(talks))
        unit.delete(person_lines, person_lines.c.conversation.in_(talks))
        delete_values(unit, talks)
        unit.update(
            conversations,
            conversations.c.id.in_(talks),
            state={},
            subject_index=None,
            taken_by=None,
            origin=None,
            timezone=None,
        )
        for talk in talks:
            close_conversation(unit, talk, "expired", now)
