"""Secret addresses of calendar feeds. Kept as a hash, so a copy of the database opens none; revocable."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from records.audit import AuditNote, AuditTrail
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import feeds


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it may be shown; the address itself is shown once, when it is made."""

    id: str
    bot: str
    name: str
    with_details: bool
    made_by: str
    created_at: datetime
    read_at: datetime | None
    revoked_at: datetime | None


class Feeds:
    """The feeds of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def make(self, bot: str, name: str, *, with_details: bool, by: str, now: datetime) -> tuple[Feed, str]:
        """A new feed, and the token of its address."""
        token, row = secrets.token_urlsafe(32), new_id("fed")
        with self._store.write() as unit:
            unit.insert(
                feeds, id=row, bot=bot, token_hash=hashed(token), name=name, with_details=with_details, made_by=by,
                created_at=millis(now),
            )  # fmt: skip
            note = AuditNote(by, "feed.made", row, {"with_details": with_details})
            self._audit.append_to(unit, [note], now=now)
            return _feed(unit.first(feeds, feeds.c.id == row)), token

    def open(self, token: str, *, now: datetime) -> Feed | None:
        """The feed of an address that has not been revoked; notes when it was read, by the hour."""
        with self._store.read() as unit:
            row = unit.first(feeds, feeds.c.token_hash == hashed(token), feeds.c.revoked_at.is_(None))
        if row is None:
            return None
        if row.read_at is None or millis(now) - row.read_at > 3_600_000:
            with self._store.write() as unit:
                unit.update(feeds, feeds.c.id == row.id, read_at=millis(now))
        return _feed(row)

    def revoke(self, feed: str, *, by: str, now: datetime) -> None:
        """From now on its address opens nothing."""
        with self._store.write() as unit:
            if unit.update(feeds, feeds.c.id == feed, feeds.c.revoked_at.is_(None), revoked_at=millis(now)):
                self._audit.append_to(unit, [AuditNote(by, "feed.revoked", feed)], now=now)

    def listing(self, bot: str) -> Sequence[Feed]:
        """The feeds of a bot that still work, oldest first."""
        with self._store.read() as unit:
            alive = (feeds.c.bot == bot, feeds.c.revoked_at.is_(None))
            return [_feed(row) for row in unit.select(feeds, *alive, order_by=(feeds.c.created_at, feeds.c.id))]


def hashed(token: str) -> str:
    """A token as it is stored; it holds 256 random bits, so a plain hash cannot be turned back."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def _feed(row: Any) -> Feed:
    return Feed(
        row.id, row.bot, row.name, bool(row.with_details), row.made_by, instant(row.created_at),
        instant(row.read_at) if row.read_at is not None else None,
        instant(row.revoked_at) if row.revoked_at is not None else None,
    )  # fmt: skip
