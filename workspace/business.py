"""Who is responsible for the business's bots: said once, written into every bot that does not say it itself.

It is copied into the bot file, and not looked up later: a published version's notice is what its file says.
"""

from __future__ import annotations

from dataclasses import dataclass

from bots.errors import ConfigError
from records.audit import AuditNote
from records.bots import Bots
from records.secrets import Secrets
from workspace import studio
from workspace.errors import BadRequest
from workspace.roles import Desk

CONTROLLER, CONTACT = studio.CONTROLLER, studio.CONTACT
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Business:
    """Name and address of who is responsible, and where people reach them about privacy."""

    controller: str
    contact: str


def known(desk: Desk) -> Business:
    """What was said for the whole business; empty when nothing was."""
    desk.allow("bots.view")
    secrets = Secrets(desk.app.store(desk.actor.workspace))
    return Business(secrets.get(CONTROLLER) or "", secrets.get(CONTACT) or "")


def save(desk: Desk, controller: str, contact: str) -> tuple[str, ...]:
    """Say it for the business. Drafts that name nobody take it; their names. Raises BadRequest when it is too long."""
    desk.allow("settings.edit")
    store, now, by = desk.app.store(desk.actor.workspace), desk.app.clock(), desk.actor.member
    said = {CONTROLLER: controller.strip(), CONTACT: contact.strip()}
    if any(len(value) > LONGEST for value in said.values()):
        raise BadRequest(f"At most {LONGEST} letters each. Name and address are enough.")
    secrets = Secrets(store)
    for name, value in said.items():
        if value and value != secrets.get(name):
            secrets.set(name, value, by=by, now=now, notes=(AuditNote(by, "business.set", name, {}),))
        elif not value and secrets.get(name) is not None:
            secrets.remove(name, now=now, notes=(AuditNote(by, "business.removed", name, {}),))
    return tuple(name for row in Bots(store).listing() if (name := _filled(desk, row.id)))


def _filled(desk: Desk, bot: str) -> str:
    """Fill one draft; its name when it changed. One whose file no longer loads is left alone."""
    try:
        config = studio.get_draft(desk, bot).config
    except ConfigError:
        return ""
    named = studio.responsible(desk, config)
    if named is config:
        return ""
    studio.change_draft(desk, bot, {"notice": named.notice.model_dump(mode="json")})
    return config.name
