"""Bots put away and brought back, and copies of a bot. A bot that was put away answers nobody; its records stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bots import config as bot_file
from records.audit import AuditNote
from records.bots import Bots
from workspace import studio
from workspace.errors import UnknownBot
from workspace.roles import Desk
from workspace.studio import Draft


@dataclass(frozen=True, slots=True)
class PutAway:
    """A bot that was put away, and when."""

    bot: str
    key: str
    name: str
    kind: str
    at: datetime


def put_away(desk: Desk) -> list[PutAway]:
    """The bots that were put away, the last one first."""
    desk.allow("bots.view")
    rows = Bots(desk.app.store(desk.actor.workspace)).listing(archived=True)
    found = [PutAway(row.id, row.key, row.name, row.kind, row.archived_at) for row in rows if row.archived_at]
    return sorted(found, key=lambda one: one.at, reverse=True)


def bring_back(desk: Desk, bot: str) -> None:
    """A bot that was put away stands where it stood: its draft, its versions, and live if it was. UnknownBot.

    Its files are not read: what no longer loads comes back too, and its card says how to mend it.
    """
    desk.allow("bots.archive")
    stored = Bots(desk.app.store(desk.actor.workspace))
    row = stored.get(bot)
    if row is None:
        raise UnknownBot("There is no such bot.")
    stored.unarchive(row.id, now=desk.app.clock(), notes=(AuditNote(desk.actor.member, "bot.unarchived", row.id),))


def copy_bot(desk: Desk, bot: str, *, name: str) -> Draft:
    """A new draft with everything of another's draft but its name. Both read the same files: nothing is read twice."""
    desk.allow("bots.edit")
    draft = studio.get_draft(desk, bot)
    stored = Bots(desk.app.store(desk.actor.workspace))
    used = {row.key for row in (*stored.listing(), *stored.listing(archived=True))}
    config = draft.config.model_copy(
        update={
            "id": studio.free_key(name, used),
            "name": name.strip(),
            "knowledge": draft.config.knowledge or draft.key,
        }
    )
    return studio.import_bot(desk, bot_file.dump(config), "copy.yaml")
