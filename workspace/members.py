"""People of the business: invitations, passwords, log-in and its sessions."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from pwdlib import PasswordHash

from records.audit import AuditNote, AuditTrail
from records.errors import Taken
from records.logins import Invitations, LoginSessions, token_hash
from records.members import MEMBER_EMAIL, MemberRow, Members, plain_email
from records.store import Store
from records.tables import invitations, login_sessions
from records.tables import members as members_table
from workspace.assembly import Application
from workspace.errors import BadRequest, InvitationRefused, LoginRefused, WeakPassword
from workspace.roles import LOCAL, Actor, Desk, Role
from workspace.tries import Tries

OWNER_LINK, COLLEAGUE_LINK = timedelta(hours=24), timedelta(days=7)
MIN_PASSWORD, MAX_PASSWORD, MAX_NAME = 12, 200, 200
COMMON = ("password", "passwort", "123456", "qwerty", "qwertz", "azerty", "letmein", "welcome1", "iloveyou", "abcdef")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: ``path`` is /welcome/{token}, ``url`` the whole address. Only its hash is stored."""

    token: str
    path: str
    url: str
    role: Role
    expires_at: datetime
    whose: str = ""  # the name of whose password it sets; empty: it makes an account


@dataclass(frozen=True, slots=True)
class Member:
    """A person with an account."""

    id: str
    name: str
    email: str
    role: Role
    created_at: datetime
    disabled: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in session: the token for the cookie (stored hashed) and who it is."""

    token: str
    actor: Actor


def create_owner(app: Application) -> Invitation:
    """The link that creates an owner's account; makes the workspace when there is none."""
    return _invite(app, app.home(), Role.OWNER, LOCAL)


def needs_owner(app: Application) -> bool:
    """Whether nobody has an owner's account yet."""
    return not any(
        member.role == Role.OWNER and member.disabled_at is None
        for workspace in app.database.workspaces()
        for member in Members(app.store(workspace.id)).listing()
    )


def invitation(app: Application, token: str) -> Invitation:
    """The invitation behind a link, without using it. Raises InvitationRefused."""
    store = _store_of(app, invitations.c.token_hash, token_hash(token))
    found = Invitations(store).find(token, now=app.clock()) if store is not None else None
    if found is None:
        raise InvitationRefused("This link has been used or is too old. Ask for a new one.")
    return _link(app, token, Role(found.role), found.expires_at, _name(store, found.member) if store else "")


def accept(app: Application, token: str, *, name: str, email: str, password: str) -> Actor:
    """Use a one-time link. Raises InvitationRefused, WeakPassword, BadRequest."""
    invitation(app, token)
    _must_be_named(name, email)
    _must_be_strong(password, name, email)
    store = _store_of(app, invitations.c.token_hash, token_hash(token))
    hashed = _hasher().hash(password)
    try:
        member = store and Invitations(store).accept(
            token, name=name, email=email, password_hash=hashed, now=app.clock()
        )
    except Taken:
        raise BadRequest("There is an account with this e-mail address already. Log in with it.") from None
    if not store or not member:
        raise InvitationRefused("This link has been used or is too old. Ask for a new one.")
    return _actor(store, member)


def invite(desk: Desk, role: Role) -> Invitation:
    """A link for a colleague."""
    desk.allow("members.edit")
    return _invite(desk.app, desk.actor.workspace, role, desk.actor.member)


def password_link(desk: Desk, member: str) -> Invitation:
    """A one-time link with which somebody sets a new password, and ends earlier ones. Raises BadRequest."""
    desk.allow("members.edit")
    row = Members(_own(desk)).get(member)
    if row is None or row.disabled_at is not None:
        raise BadRequest("There is no open account of that person.")
    now = desk.app.clock()
    note = AuditNote(desk.actor.member, "member.password_offered", member)
    links = Invitations(_own(desk))
    token = links.create(row.role, now=now, lasts=OWNER_LINK, member=member, notes=(note,))
    return _link(desk.app, token, Role(row.role), now + OWNER_LINK, row.name)


def set_password(app: Application, token: str, password: str) -> Actor:
    """Use such a link; every session of that person ends. Raises InvitationRefused, WeakPassword."""
    store = _store_of(app, invitations.c.token_hash, token_hash(token))
    found = Invitations(store).find(token, now=app.clock()) if store is not None else None
    row = Members(store).get(found.member) if store and found else None
    if store is None or row is None or row.disabled_at is not None:
        raise InvitationRefused("This link has been used or is too old. Ask for a new one.")
    _must_be_strong(password, row.name, row.email)
    if not Invitations(store).set_password(token, _hasher().hash(password), now=app.clock()):
        raise InvitationRefused("This link has been used or is too old. Ask for a new one.")
    return _actor(store, row)


def login(app: Application, email: str, password: str, *, address: str = "") -> Session:
    """Log in. Raises LoginRefused: the same words for an unknown e-mail and a wrong password, and lock-out of this
    e-mail at this ``address`` after ten tries in ten minutes (see ``tries``)."""
    index, tries = app.database.index(plain_email(email), MEMBER_EMAIL), _tries(app)
    wait = tries.take(index, address)
    if wait:
        raise LoginRefused("Too many tries. Wait a while and try again.", retry_after=wait)
    store = _store_of(app, members_table.c.email_index, index)
    member = Members(store).by_email(email) if store is not None else None
    # An unknown address costs the same time as a known one: a hash of nobody's password is checked.
    good = _hasher().verify(password[:MAX_PASSWORD], member.password_hash if member else _nobodys_hash())
    if store is None or member is None or not good or member.disabled_at is not None:
        raise LoginRefused("E-mail address or password is not right.")
    tries.right(index, address)
    actor_ = _actor(store, member)
    AuditTrail(store).append(AuditNote(member.id, "member.logged_in", member.id), now=app.clock())
    return open_session(app, actor_)


def open_session(app: Application, actor: Actor) -> Session:
    """A session for somebody just identified (after ``accept``)."""
    token = LoginSessions(app.store(actor.workspace)).open(actor.member, now=app.clock())
    return Session(token, actor)


def session_actor(app: Application, token: str) -> Actor | None:
    """Who a session token belongs to, or None: ended, idle for 30 minutes, older than 8 hours, member disabled."""
    store = _store_of(app, login_sessions.c.token_hash, token_hash(token))
    found = LoginSessions(store).find(token, now=app.clock()) if store is not None else None
    return actor(app, found.member) if found is not None else None


def end_session(app: Application, token: str) -> None:
    """Log out."""
    store = _store_of(app, login_sessions.c.token_hash, token_hash(token))
    if store is not None:
        LoginSessions(store).end(token, now=app.clock())


def actor(app: Application, member: str) -> Actor | None:
    """The actor of a member id (what X-Tacit-Member carries to the pages), or None when unknown or disabled."""
    store = _store_of(app, members_table.c.id, member)
    found = Members(store).get(member) if store is not None else None
    return _actor(store, found) if store and found and found.disabled_at is None else None


def list_members(desk: Desk) -> list[Member]:
    """Everybody with an account here."""
    desk.allow("members.view")
    return [
        Member(row.id, row.name, row.email, Role(row.role), row.created_at, row.disabled_at is not None)
        for row in Members(_own(desk)).listing()
    ]


def change_role(desk: Desk, member: str, role: Role) -> None:
    """Another part for a colleague. The last owner stays owner (BadRequest)."""
    desk.allow("members.edit")
    if role is not Role.OWNER:
        _must_leave_an_owner(desk, member)
    note = AuditNote(desk.actor.member, "member.role_changed", member, {"role": role.value})
    Members(_own(desk)).set_role(member, role.value, now=desk.app.clock(), notes=(note,))


def disable(desk: Desk, member: str) -> None:
    """Close an account: sessions end at once. The last owner stays (BadRequest)."""
    desk.allow("members.edit")
    _must_leave_an_owner(desk, member)
    note = AuditNote(desk.actor.member, "member.disabled", member)
    Members(_own(desk)).disable(member, now=desk.app.clock(), notes=(note,))


def change_password(desk: Desk, old: str, new: str) -> None:
    """A new password for oneself; every session ends, this one too. Raises LoginRefused, WeakPassword."""
    store = _own(desk)
    row = Members(store).get(desk.actor.member)
    if row is None or not _hasher().verify(old[:MAX_PASSWORD], row.password_hash):
        raise LoginRefused("The old password is not right.")
    _must_be_strong(new, row.name, row.email)
    note = AuditNote(row.id, "member.password_changed", row.id)
    Members(store).set_password(row.id, _hasher().hash(new), now=desk.app.clock(), notes=(note,))


_TRIES: WeakKeyDictionary[Application, Tries] = WeakKeyDictionary()
_NEW = threading.Lock()


def _tries(app: Application) -> Tries:
    with _NEW:
        return _TRIES.setdefault(app, Tries(app.clock))


def _invite(app: Application, workspace: str, role: Role, by: str) -> Invitation:
    now, lasts = app.clock(), OWNER_LINK if by == LOCAL else COLLEAGUE_LINK
    note = AuditNote(by, "member.invited", role.value, {"role": role.value})
    token = Invitations(app.store(workspace)).create(role.value, now=now, lasts=lasts, notes=(note,))
    return _link(app, token, role, now + lasts)


def _link(app: Application, token: str, role: Role, expires_at: datetime, whose: str = "") -> Invitation:
    path = f"/welcome/{token}"
    return Invitation(token, path, f"{app.settings.desk_url}{path}", role, expires_at, whose)


def _name(store: Store, member: str) -> str:
    row = Members(store).get(member) if member else None
    return row.name if row else ""


def _actor(store: Store, member: MemberRow) -> Actor:
    return Actor(member.id, store.workspace, Role(member.role), member.name)


def _own(desk: Desk) -> Store:
    return desk.app.store(desk.actor.workspace)


def _store_of(app: Application, column: Any, value: str) -> Store | None:
    workspace = app.database.workspace_of(column, value)
    return app.store(workspace) if workspace is not None else None


def _must_leave_an_owner(desk: Desk, member: str) -> None:
    others = [m for m in list_members(desk) if m.role is Role.OWNER and not m.disabled and m.id != member]
    if not others:
        raise BadRequest("There must be an owner. Make somebody else an owner first.")


def _must_be_named(name: str, email: str) -> None:
    if not name.strip() or len(name) > MAX_NAME:
        raise BadRequest(f"A name is needed, of up to {MAX_NAME} signs.")
    before, at, after = email.strip().rpartition("@")
    if not (before and at and "." in after) or len(email) > MAX_NAME or any(c.isspace() for c in email.strip()):
        raise BadRequest("This is no e-mail address. Write it as name@example.com.")


def _must_be_strong(password: str, name: str, email: str) -> None:
    """Length is what counts; what an attacker tries first is refused."""
    if len(password) < MIN_PASSWORD:
        raise WeakPassword(f"The password is short. Take at least {MIN_PASSWORD} signs, such as four words.")
    if len(password) > MAX_PASSWORD:
        raise WeakPassword(f"The password is longer than {MAX_PASSWORD} signs.")
    plain = password.casefold()
    own = [part for part in (*name.casefold().split(), email.casefold().partition("@")[0]) if len(part) > 3]
    if len(set(plain)) < 5 or any(word in plain for word in COMMON) or any(part in plain for part in own):
        raise WeakPassword("This password is easy to guess. Take one without names and usual words or rows of keys.")


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
