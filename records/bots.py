"""Bots: the draft, its published versions, and the privacy notices that went with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from records.audit import AuditNote, AuditTrail
from records.errors import Taken, UnknownRow
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import bot_versions, bots, notices
from records.unit import Unit


@dataclass(frozen=True, slots=True)
class BotRow:
    """A stored bot. ``key`` is the bot file's id, ``draft`` the file's text."""

    id: str
    key: str
    public_id: str
    kind: str
    name: str
    draft: str
    draft_changed_at: datetime
    live_version: int | None
    knowledge_base: str | None
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version: it never changes."""

    bot: str
    number: int
    file: str
    notice_hash: str
    report: Mapping[str, Any]
    note: str
    published_by: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What is published. ``notices``: language → text, the notice's own words at this version."""

    file: str
    notice_hash: str
    notices: Mapping[str, str]
    report: Mapping[str, Any]
    note: str
    published_by: str


class Bots:
    """The bots of a workspace. ``Database.workspace_of(bots.c.public_id, …)`` finds which workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def create(
        self, *, key: str, kind: str, name: str, draft: str, now: datetime, notes: Sequence[AuditNote] = ()
    ) -> BotRow:
        """A new bot with a draft. Raises Taken when the key is in use."""
        with self._store.write() as unit:
            if unit.first(bots, bots.c.key == key) is not None:
                raise Taken(f"There is a bot with the id {key!r} already.")
            row = new_id("bot")
            unit.insert(
                bots, id=row, key=key, public_id=new_id("pub"), kind=kind, name=name, draft=draft,
                draft_changed_at=millis(now), created_at=millis(now),
            )  # fmt: skip
            self._audit.append_to(unit, notes, now=now)
            return _bot(unit.first(bots, bots.c.id == row))

    def get(self, bot_id: str) -> BotRow | None:
        """The bot with that row id."""
        return self._first(bots.c.id == bot_id)

    def by_key(self, key: str) -> BotRow | None:
        """The bot whose file has that id."""
        return self._first(bots.c.key == key)

    def by_public_id(self, public_id: str) -> BotRow | None:
        """The bot a page names."""
        return self._first(bots.c.public_id == public_id)

    def listing(self, *, archived: bool = False) -> list[BotRow]:
        """The bots, or the archived ones; newest change first."""
        where = bots.c.archived_at.is_not(None) if archived else bots.c.archived_at.is_(None)
        with self._store.read() as unit:
            return [_bot(row) for row in unit.select(bots, where, order_by=(bots.c.draft_changed_at.desc(), bots.c.id))]

    def save_draft(
        self,
        bot_id: str,
        *,
        draft: str,
        kind: str,
        name: str,
        now: datetime,
        unless_changed_since: datetime | None = None,
    ) -> BotRow | None:
        """Save the draft; None, and nothing saved, when somebody saved after ``unless_changed_since``."""
        where = [bots.c.id == bot_id]
        if unless_changed_since is not None:
            where.append(bots.c.draft_changed_at == millis(unless_changed_since))
        with self._store.write() as unit:
            old = _must(unit, bot_id)
            # Two saves within a millisecond still differ, so that ``unless_changed_since`` can tell them apart.
            changed_at = max(millis(now), old.draft_changed_at + 1)
            if not unit.update(bots, *where, draft=draft, kind=kind, name=name, draft_changed_at=changed_at):
                return None
            return _bot(_must(unit, bot_id))

    def set_knowledge_base(self, bot_id: str, knowledge_base: str | None) -> None:
        """Which knowledge base the bot answers from."""
        with self._store.write() as unit:
            _must(unit, bot_id)
            unit.update(bots, bots.c.id == bot_id, knowledge_base=knowledge_base)

    def archive(self, bot_id: str, *, now: datetime, notes: Sequence[AuditNote] = ()) -> None:
        """Take a bot off; its records stay."""
        self._archive(bot_id, millis(now), now, notes)

    def unarchive(self, bot_id: str, *, now: datetime, notes: Sequence[AuditNote] = ()) -> None:
        """Bring a bot back."""
        self._archive(bot_id, None, now, notes)

    def publish(self, bot_id: str, new: NewVersion, *, now: datetime, notes: Sequence[AuditNote] = ()) -> VersionRow:
        """A new version becomes live, its notices with it, in one commit."""
        with self._store.write() as unit:
            unit.lock(f"bot {bot_id}")
            _must(unit, bot_id)
            last = unit.first(bot_versions, bot_versions.c.bot == bot_id, order_by=(bot_versions.c.number.desc(),))
            number = 1 if last is None else last.number + 1
            unit.insert(
                bot_versions, id=new_id("ver"), bot=bot_id, number=number, file=new.file,
                notice_hash=new.notice_hash, report=dict(new.report), note=new.note, published_by=new.published_by,
                published_at=millis(now),
            )  # fmt: skip
            unit.update(bots, bots.c.id == bot_id, live_version=number)
            for language, text in new.notices.items():
                _keep_notice(unit, bot_id, new.notice_hash, language, text, now)
            self._audit.append_to(unit, notes, now=now)
            return _version(unit.first(bot_versions, *_numbered(bot_id, number)))

    def versions(self, bot_id: str) -> list[VersionRow]:
        """Every version, newest first."""
        with self._store.read() as unit:
            rows = unit.select(bot_versions, bot_versions.c.bot == bot_id, order_by=(bot_versions.c.number.desc(),))
            return [_version(row) for row in rows]

    def version(self, bot_id: str, number: int) -> VersionRow | None:
        """One version."""
        with self._store.read() as unit:
            row = unit.first(bot_versions, *_numbered(bot_id, number))
            return _version(row) if row is not None else None

    def keep_notice(self, bot_id: str, notice_hash: str, language: str, text: str, *, now: datetime) -> None:
        """Keep the words of a notice somebody is shown; the same hash and language keeps the first."""
        with self._store.write() as unit:
            _keep_notice(unit, bot_id, notice_hash, language, text, now)

    def notice(self, bot_id: str, notice_hash: str, language: str) -> str | None:
        """The words of a notice, also of one that is no longer current."""
        with self._store.read() as unit:
            row = unit.first(notices, *_worded(bot_id, notice_hash, language))
            return str(row.text) if row is not None else None

    def _first(self, where: sa.ColumnElement[bool]) -> BotRow | None:
        with self._store.read() as unit:
            row = unit.first(bots, where)
            return _bot(row) if row is not None else None

    def _archive(self, bot_id: str, at: int | None, now: datetime, notes: Sequence[AuditNote]) -> None:
        with self._store.write() as unit:
            _must(unit, bot_id)
            unit.update(bots, bots.c.id == bot_id, archived_at=at)
            self._audit.append_to(unit, notes, now=now)


def _must(unit: Unit, bot_id: str) -> Any:
    row = unit.first(bots, bots.c.id == bot_id)
    if row is None:
        raise UnknownRow("There is no such bot in this workspace.")
    return row


def _keep_notice(unit: Unit, bot_id: str, notice_hash: str, language: str, text: str, now: datetime) -> None:
    if unit.first(notices, *_worded(bot_id, notice_hash, language)) is None:
        unit.insert(
            notices, id=new_id("ntc"), bot=bot_id, hash=notice_hash, language=language, text=text,
            created_at=millis(now),
        )  # fmt: skip


def _worded(bot_id: str, notice_hash: str, language: str) -> tuple[Any, ...]:
    return (notices.c.bot == bot_id, notices.c.hash == notice_hash, notices.c.language == language)


def _numbered(bot_id: str, number: int) -> tuple[Any, ...]:
    return (bot_versions.c.bot == bot_id, bot_versions.c.number == number)


def _bot(row: Any) -> BotRow:
    return BotRow(
        row.id, row.key, row.public_id, row.kind, row.name, row.draft, instant(row.draft_changed_at),
        row.live_version, row.knowledge_base, instant(row.created_at),
        instant(row.archived_at) if row.archived_at is not None else None,
    )  # fmt: skip


def _version(row: Any) -> VersionRow:
    return VersionRow(
        row.bot, row.number, row.file, row.notice_hash, dict(row.report), row.note, row.published_by,
        instant(row.published_at),
    )  # fmt: skip
