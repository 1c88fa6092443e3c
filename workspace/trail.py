"""What the privacy page shows of the past: what was agreed to, and the audit trail with its seal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from records.audit import SYSTEM, AuditTrail, Head, Verified
from records.bots import Bots
from records.ids import instant, millis
from records.members import Members
from records.tables import consents, conversations
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent: to which notice, in which language, how it was given, and whether it was taken back."""

    bot_name: str
    notice: str
    language: str
    method: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Happened:
    """A row of the audit trail for people: ``who`` is a member's name, a visitor's pseudonym or "Tacit"."""

    seq: int
    at: datetime
    who: str
    action: str
    about: str
    detail: Mapping[str, Any]


def agreed(desk: Desk, *, days: int = 30, limit: int = 500) -> list[Agreed]:
    """Consents given in the last days, newest first. Talk in the preview is not among them."""
    desk.allow("privacy.view")
    store = desk.app.store(desk.actor.workspace)
    since = millis(desk.app.clock() - timedelta(days=days))
    names = _bots(desk)
    with store.read() as unit:
        given = unit.select(consents, consents.c.given_at >= since, order_by=(consents.c.given_at.desc(),), limit=limit)
        talks = {
            row.id: row.bot
            for row in unit.select(
                conversations, conversations.c.last_at >= since, conversations.c.channel != "preview"
            )
        }
    return [
        Agreed(
            names.get(talks[row.conversation], ""), row.notice_hash, row.language, row.method, instant(row.given_at),
            instant(row.withdrawn_at) if row.withdrawn_at else None,
        )
        for row in given
        if row.conversation in talks
    ]  # fmt: skip


def happened(desk: Desk, *, limit: int = 200) -> list[Happened]:
    """The audit trail, newest first."""
    desk.allow("audit.view")
    store = desk.app.store(desk.actor.workspace)
    people = {member.id: member.name for member in Members(store).listing()}
    names = people | _bots(desk)
    return [
        Happened(
            row.seq, row.at, "Tacit" if row.actor == SYSTEM else names.get(row.actor, row.actor), row.action,
            names.get(row.subject, row.subject), row.detail,
        )
        for row in AuditTrail(store).listing(limit=limit)
    ]  # fmt: skip


def seal(desk: Desk, kept: Sequence[Head] = ()) -> Verified:
    """Whether the trail is whole: every row in its place, every signature ours, every end that was kept still there."""
    desk.allow("audit.view")
    trail = AuditTrail(desk.app.store(desk.actor.workspace))
    found = trail.verify()
    for head in kept:
        if found.whole:
            found = trail.verify(head)
    return found


def head(desk: Desk) -> Head | None:
    """The signed end of the trail, to be kept elsewhere: the chain alone does not show that its end was cut off."""
    desk.allow("audit.view")
    return AuditTrail(desk.app.store(desk.actor.workspace)).head()


def _bots(desk: Desk) -> dict[str, str]:
    stored = Bots(desk.app.store(desk.actor.workspace))
    return {row.id: row.name for row in (*stored.listing(), *stored.listing(archived=True))}
