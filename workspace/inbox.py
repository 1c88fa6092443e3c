"""Talks that wait for a person: who waits, why, and who took it. Values stay masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.conversations import Conversations
from records.handovers import DONE, TAKEN, WAITING, Handovers
from records.store import Store
from workspace import retention
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class Waiting:
    """A talk handed to a person. ``state`` is waiting, taken or done; ``reason`` the bot's typed reason."""

    handover: str
    conversation: str
    bot_name: str
    reason: str
    state: str
    at: datetime


def waiting(desk: Desk, *, limit: int = 200) -> list[Waiting]:
    """Talks handed over and not done yet, the longest wait first."""
    desk.allow("conversations.view")
    store = desk.app.store(desk.actor.workspace)
    stored = Bots(store)
    names = {row.id: row.name for row in (*stored.listing(), *stored.listing(archived=True))}
    since = retention.readable_since(store, desk.app.clock())
    open_ones = [
        row
        for row in Handovers(store).listing(limit=limit)
        if row.state != DONE and row.at >= since[row.bot] and _counts(store, row.conversation)
    ]
    return [
        Waiting(row.id, row.conversation, names.get(row.bot, ""), row.reason, row.state, row.at)
        for row in sorted(open_ones, key=lambda row: (row.state != WAITING, row.at))
    ]


def take(desk: Desk, handover: str) -> None:
    """Say that you see to it, so that nobody does it twice."""
    _move(desk, handover, TAKEN)


def finish(desk: Desk, handover: str) -> None:
    """The customer has been helped."""
    _move(desk, handover, DONE)


def _move(desk: Desk, handover: str, state: str) -> None:
    desk.allow("inbox.work")
    store = desk.app.store(desk.actor.workspace)
    Handovers(store).set_state(handover, state)
    AuditTrail(store).append(AuditNote(desk.actor.member, f"handover.{state}", handover), now=desk.app.clock())


def _counts(store: Store, conversation: str) -> bool:
    talk = Conversations(store).get(conversation)
    return talk is not None and talk.channel != "preview"
