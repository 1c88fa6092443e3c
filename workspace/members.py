"""People of the business: invitations, passwords, log-in and its sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workspace.assembly import Application
from workspace.roles import Actor, Desk, Role


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: ``path`` is /welcome/{token}, ``url`` the whole address. Only its hash is stored."""

    token: str
    path: str
    url: str
    role: Role
    expires_at: datetime


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


def create_owner(app: Application, *, workspace_name: str = "My business") -> Invitation:
    """The link that creates the owner's account; makes the workspace when there is none."""
    raise NotImplementedError


def needs_owner(app: Application) -> bool:
    """Whether nobody has an account yet."""
    raise NotImplementedError


def invitation(app: Application, token: str) -> Invitation:
    """The invitation behind a link, without using it. Raises InvitationRefused."""
    raise NotImplementedError


def accept(app: Application, token: str, *, name: str, email: str, password: str) -> Actor:
    """Use a one-time link. Raises InvitationRefused, WeakPassword, BadRequest."""
    raise NotImplementedError


def invite(desk: Desk, role: Role) -> Invitation:
    """A link for a colleague."""
    raise NotImplementedError


def login(app: Application, email: str, password: str, *, address: str = "") -> Session:
    """Log in. Raises LoginRefused: the same words for an unknown e-mail and a wrong password, and lock-out after ten
    tries in ten minutes per e-mail or per ``address``."""
    raise NotImplementedError


def open_session(app: Application, actor: Actor) -> Session:
    """A session for somebody just identified (after ``accept``)."""
    raise NotImplementedError


def session_actor(app: Application, token: str) -> Actor | None:
    """Who a session token belongs to, or None: ended, idle for 30 minutes, older than 8 hours, member disabled."""
    raise NotImplementedError


def end_session(app: Application, token: str) -> None:
    """Log out."""
    raise NotImplementedError


def actor(app: Application, member: str) -> Actor | None:
    """The actor of a member id (what X-Tacit-Member carries to the pages), or None when unknown or disabled."""
    raise NotImplementedError


def list_members(desk: Desk) -> list[Member]:
    """Everybody with an account here."""
    raise NotImplementedError


def change_role(desk: Desk, member: str, role: Role) -> None:
    """Another part for a colleague. The last owner stays owner (BadRequest)."""
    raise NotImplementedError


def disable(desk: Desk, member: str) -> None:
    """Close an account: sessions end at once."""
    raise NotImplementedError
