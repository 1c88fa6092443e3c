"""Talks that wait for a person: who waits, why, and who took it. Values stay masked until somebody says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from guardrails import PLACEHOLDER
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.conversations import Conversations
from records.errors import Erased
from records.handovers import DONE, TAKEN, WAITING, Handovers
from records.store import Store
from records.vault import SealedVault
from workspace import retention
from workspace.errors import UnknownConversation
from workspace.roles import Desk

# Why somebody looks behind the bars. A fixed list: the audit trail holds no free words, which could name somebody.
REASONS: Mapping[str, str] = {
    "reach": "To reach the customer, as they asked",
    "check": "To check what the customer means",
    "danger": "Somebody may be in danger",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A talk handed to a person. ``state`` is waiting, taken or done; ``reason`` the bot's typed reason."""

    handover: str
    conversation: str
    bot: str
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
        Waiting(row.id, row.conversation, row.bot, names.get(row.bot, ""), row.reason, row.state, row.at)
        for row in sorted(open_ones, key=lambda row: (row.state != WAITING, row.at))
    ]


@dataclass(frozen=True, slots=True)
class Opened:
    """A value that stood behind a bar in the customer's own words."""

    entity: str
    value: str


def reveal(desk: Desk, handover: str, reason: str) -> list[Opened]:
    """What a waiting customer's own words hold behind bars, each once. It is on record before anything is opened.

    Only for a talk that waits for a person or was taken: what is done, or over its time, stays closed. Raises
    UnknownConversation.
    """
    desk.allow("inbox.reveal")
    if reason not in REASONS:
        raise ValueError("This is none of the reasons to look behind the bars.")
    found = next((one for one in waiting(desk) if one.handover == handover), None)
    if found is None:
        raise UnknownConversation("This talk does not wait for a person any more.")
    store = desk.app.store(desk.actor.workspace)
    note = AuditNote(desk.actor.member, "handover.revealed", handover, {"reason": reason})
    AuditTrail(store).append(note, now=desk.app.clock())
    return _opened(store, found.conversation)


def take(desk: Desk, handover: str) -> None:
    """Say that you see to it, so that nobody does it twice."""
    _move(desk, handover, TAKEN)


def finish(desk: Desk, handover: str) -> None:
    """The customer has been helped."""
    _move(desk, handover, DONE)


def _opened(store: Store, conversation: str) -> list[Opened]:
    stored = Conversations(store)
    talk = stored.get(conversation)
    if talk is None:
        return []
    try:
        vault = SealedVault(store, talk.id, talk.person)
    except Erased:
        return []
    words = " ".join(turn.message for turn in stored.turns(conversation))
    placeholders = dict.fromkeys(found.group() for found in PLACEHOLDER.finditer(words))
    return [
        Opened(placeholder[2:].split(":")[0], value)
        for placeholder in placeholders
        if (value := vault.open(placeholder)) is not None
    ]


def _move(desk: Desk, handover: str, state: str) -> None:
    desk.allow("inbox.work")
    store = desk.app.store(desk.actor.workspace)
    Handovers(store).set_state(handover, state)
    AuditTrail(store).append(AuditNote(desk.actor.member, f"handover.{state}", handover), now=desk.app.clock())


def _counts(store: Store, conversation: str) -> bool:
    talk = Conversations(store).get(conversation)
    return talk is not None and talk.channel != "preview"
