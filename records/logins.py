"""Log-in sessions and one-time invitations. Of a token only its SHA-256 is stored: it is 256 random bits."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement

from records.audit import AuditNote, AuditTrail
from records.ids import instant, millis, new_id
from records.members import MemberRow, Members
from records.store import Store
from records.tables import invitations, login_sessions

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
_TOUCH = timedelta(minutes=1)  # being seen is written at most this often: a page load costs no commit


@dataclass(frozen=True, slots=True)
class LoginSession:
    """A log-in session that is good now."""

    id: str
    member: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that may be used."""

    id: str
    role: str
    expires_at: datetime
    member: str = ""  # whose password it sets; empty: it makes an account


class LoginSessions:
    """The log-in sessions of a workspace. ``Database.workspace_of(login_sessions.c.token_hash, …)`` finds which."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, member: str, *, now: datetime) -> str:
        """A new session; the token for the cookie, shown this once."""
        token = secrets.token_urlsafe(32)
        with self._store.write() as unit:
            unit.insert(
                login_sessions, id=new_id("lgn"), token_hash=token_hash(token), member=member, created_at=millis(now),
                seen_at=millis(now),
            )  # fmt: skip
        return token

    def find(self, token: str, *, now: datetime) -> LoginSession | None:
        """The session of a token, or None: ended, idle for 30 minutes, older than 8 hours, or never made."""
        with self._store.read() as unit:
            row = unit.first(
                login_sessions,
                login_sessions.c.token_hash == token_hash(token),
                login_sessions.c.ended_at.is_(None),
                login_sessions.c.seen_at > millis(now - IDLE),
                login_sessions.c.created_at > millis(now - LONGEST),
            )
        if row is None:
            return None
        if now - instant(row.seen_at) > _TOUCH:
            with self._store.write() as unit:
                unit.update(login_sessions, login_sessions.c.id == row.id, seen_at=millis(now))
        return LoginSession(row.id, row.member, instant(row.created_at), instant(row.seen_at))

    def end(self, token: str, *, now: datetime) -> None:
        """Log out."""
        with self._store.write() as unit:
            mine = (login_sessions.c.token_hash == token_hash(token), login_sessions.c.ended_at.is_(None))
            unit.update(login_sessions, *mine, ended_at=millis(now))

    def sweep(self, *, now: datetime) -> int:
        """Delete sessions nobody can use any more; how many."""
        with self._store.write() as unit:
            return unit.delete(login_sessions, login_sessions.c.created_at <= millis(now - LONGEST))


class Invitations:
    """One-time links of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def create(
        self, role: str, *, now: datetime, lasts: timedelta, member: str = "", notes: Sequence[AuditNote] = ()
    ) -> str:
        """A new link, to make an account or to set the password of a ``member``; its token, shown this once.

        A member's earlier links end with it.
        """
        token = secrets.token_urlsafe(32)
        with self._store.write() as unit:
            if member:
                earlier = (invitations.c.member == member, invitations.c.used_at.is_(None))
                unit.update(invitations, *earlier, used_at=millis(now))
            unit.insert(
                invitations, id=new_id("inv"), token_hash=token_hash(token), role=role, created_at=millis(now),
                expires_at=millis(now + lasts), member=member or None,
            )  # fmt: skip
            self._audit.append_to(unit, notes, now=now)
        return token

    def find(self, token: str, *, now: datetime) -> InvitationRow | None:
        """The invitation of a token, or None: used, too old, or never made."""
        with self._store.read() as unit:
            row = unit.first(invitations, *_usable(token, now))
            if row is None:
                return None
            return InvitationRow(row.id, row.role, instant(row.expires_at), row.member or "")

    def accept(self, token: str, *, name: str, email: str, password_hash: str, now: datetime) -> MemberRow | None:
        """Use an invitation and make the account, in one commit; None when it cannot be used (any more)."""
        with self._store.write() as unit:
            good = (*_usable(token, now), invitations.c.member.is_(None))
            row = unit.first(invitations, *good)
            if row is None or not unit.update(invitations, *good, used_at=millis(now)):
                return None
            member = Members(self._store).add_to(
                unit, name=name, email=email, password_hash=password_hash, role=row.role, now=now
            )
            joined = AuditNote(member.id, "member.joined", member.id, {"role": row.role})
            self._audit.append_to(unit, [joined], now=now)
            return member

    def set_password(self, token: str, password_hash: str, *, now: datetime) -> str | None:
        """Use a member's link, in one commit; the member's id, or None when it cannot be used (any more)."""
        with self._store.write() as unit:
            good = (*_usable(token, now), invitations.c.member.is_not(None))
            row = unit.first(invitations, *good)
            if row is None or not unit.update(invitations, *good, used_at=millis(now)):
                return None
            Members(self._store).set_password_in(unit, row.member, password_hash, now=now)
            self._audit.append_to(unit, [AuditNote(row.member, "member.password_changed", row.member)], now=now)
            return str(row.member)


def _usable(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        invitations.c.token_hash == token_hash(token),
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > millis(now),
    )


def token_hash(token: str) -> str:
    """What of a token is stored."""
    return sha256(token.encode("utf-8")).hexdigest()
