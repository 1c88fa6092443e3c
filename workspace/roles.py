"""Who may do what: one table, deny by default.

A permission that is not written here is refused to everyone, so a new act starts closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workspace.assembly import Application


class Role(StrEnum):
    """The parts people play. Owner and analyst are the admins who review analytics."""

    OWNER = "owner"
    EDITOR = "editor"
    AGENT = "agent"
    ANALYST = "analyst"
    PRIVACY_OFFICER = "privacy_officer"


LABELS: Mapping[Role, str] = {
    Role.OWNER: "Owner",
    Role.EDITOR: "Editor",
    Role.AGENT: "Support agent",
    Role.ANALYST: "Analyst",
    Role.PRIVACY_OFFICER: "Privacy officer",
}

_O, _E, _A, _N, _P = Role.OWNER, Role.EDITOR, Role.AGENT, Role.ANALYST, Role.PRIVACY_OFFICER
TABLE: Mapping[str, frozenset[Role]] = {
    "bots.view": frozenset({_O, _E, _A, _N, _P}),
    "bots.edit": frozenset({_O, _E}),
    "bots.preview": frozenset({_O, _E}),
    "bots.publish": frozenset({_O, _E}),
    "bots.publish_unchecked": frozenset({_O}),
    "bots.archive": frozenset({_O}),
    "network.inside": frozenset({_O}),  # letting a bot, or the reading of a website, into the own network
    "sources.view": frozenset({_O, _E, _N, _P}),
    "sources.edit": frozenset({_O, _E}),
    "gaps.view": frozenset({_O, _E, _N}),
    "answers.propose": frozenset({_O, _E, _A, _N}),  # whoever reads talks; who edits sources decides
    "insights.view": frozenset({_O, _N}),
    "conversations.view": frozenset({_O, _A, _N, _P}),
    "records.view": frozenset({_O, _A, _N, _P}),
    "records.reveal": frozenset({_O, _P}),
    "records.export": frozenset({_O, _N, _P}),  # answers taken along, masked
    "bookings.work": frozenset({_O, _A}),  # move, cancel, mark as not come, add by hand
    "bookings.reveal": frozenset({_O, _A, _P}),  # one booking's details, with a reason; audited
    "bookings.share": frozenset({_O}),  # feeds, calendars elsewhere: what leaves the house
    "inbox.work": frozenset({_O, _A}),
    "inbox.reveal": frozenset({_O, _A}),  # what a waiting customer left, so that a person can reach them; audited
    "members.view": frozenset({_O, _P}),
    "members.edit": frozenset({_O}),
    "account.view": frozenset(Role),
    "settings.view": frozenset({_O, _E}),
    "settings.edit": frozenset({_O}),
    "privacy.view": frozenset({_O, _P}),
    "privacy.act": frozenset({_O, _P}),
    "audit.view": frozenset({_O, _P}),
    "demo.install": frozenset({_O}),
}


class NotAllowed(Exception):
    """The role table says no; the message names the act and who may do it, never a value."""

    def __init__(self, permission: str, role: Role) -> None:
        may = ", ".join(sorted(LABELS[r] for r in TABLE.get(permission, ()))) or "nobody"
        super().__init__(f"{LABELS[role]} may not do this ({permission}). Allowed: {may}.")
        self.permission = permission
        self.role = role


LOCAL, LOCAL_NAME = "local", "Command line"  # whoever may read the data folder and its key is its owner


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of one workspace in one role. ``member`` is its id ("local" for the command line)."""

    member: str
    workspace: str
    role: Role
    name: str = ""

    def may(self, permission: str) -> bool:
        """Whether the table lets this role do it."""
        return self.role in TABLE.get(permission, frozenset())


@dataclass(frozen=True, slots=True)
class Desk:
    """An actor at work in an application: what every function of the builder's side is handed."""

    app: Application
    actor: Actor

    def allow(self, permission: str) -> None:
        """Raises NotAllowed unless the role table lets this actor do it."""
        if not self.actor.may(permission):
            raise NotAllowed(permission, self.actor.role)

    def may(self, permission: str) -> bool:
        """For drawing: whether to offer an act at all. The act itself calls ``allow``."""
        return self.actor.may(permission)
