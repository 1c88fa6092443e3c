"""Talks that wait for a person: who waits, why, who took it and how it ended. Values stay masked until somebody says
why not. What staff say in such a talk is ``workspace.replying``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bots.config import BotConfig
from guardrails import PLACEHOLDER
from records.attending import Attending
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.conversations import ConversationRow, Conversations
from records.errors import ConversationEnded, NotTaken, UnknownRow
from records.handovers import TAKEN, WAITING, HandoverRow, Handovers
from records.members import Members
from records.store import Store
from records.vault import SealedVault
from workspace import files, retention
from workspace.errors import BadRequest, UnknownConversation
from workspace.live import name
from workspace.roles import Desk

# Why somebody looks behind the bars. A fixed list: the audit trail holds no free words, which could name somebody.
REASONS: Mapping[str, str] = {
    "reach": "To reach the customer, as they asked",
    "check": "To check what the customer means",
    "danger": "Somebody may be in danger",
}


# How a talk that a person took ended. "returned" is written by giving it back to the bot.
OUTCOMES: Mapping[str, str] = {
    "solved": "The customer has what they need",
    "elsewhere": "Answered by mail or phone",
    "gone": "The customer did not answer any more",
    "unhelped": "We could not help",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A talk handed to a person. ``state`` is waiting or taken; ``reason`` the bot's typed reason."""

    handover: str
    conversation: str
    bot: str
    bot_name: str
    reason: str
    state: str
    at: datetime
    taken_by: str  # the name of the member who took it, ""
    mine: bool  # taken by whoever asks
    unread: int  # messages of the customer that nobody has opened
    ended: bool  # the customer has ended the talk, or it timed out
    words: bool  # nothing said in an anonymous survey is kept, so nobody can answer there
    called: str  # how customers read who answers


def waiting(desk: Desk, *, limit: int = 200) -> list[Waiting]:
    """Talks handed over and not done yet: mine first, then the longest wait."""
    desk.allow("conversations.view")
    store = desk.app.store(desk.actor.workspace)
    asked = _asked(store, desk.app.clock(), limit)
    if not asked:
        return []
    stored = Bots(store)
    bots = {row.id: row for row in (*stored.listing(), *stored.listing(archived=True))}
    unread = Attending(store).unread()
    names = {row.id: row.name for row in Members(store).listing()} if any(row.taken_by for row, _ in asked) else {}
    files = {(bot, number): _file(stored, bot, number) for bot, number in {(one.bot, one.version) for _, one in asked}}
    found = [
        Waiting(
            row.id, talk.id, row.bot, bots[row.bot].name if row.bot in bots else "", row.reason,
            TAKEN if talk.taken_by else WAITING, row.at, names.get(talk.taken_by or "", ""),
            talk.taken_by == desk.actor.member, unread.get(row.id, 0), talk.closed_at is not None,
            file is None or file.stores_words, name(file) if file is not None else "",
        )
        for row, talk in asked
        for file in [files[talk.bot, talk.version]]
    ]  # fmt: skip
    return sorted(found, key=lambda one: (not one.mine, one.state != WAITING, one.at))


def count(desk: Desk, *, limit: int = 200) -> int:
    """How many ``waiting`` lists; told on every page, so no file of a bot is read for it a second time."""
    desk.allow("conversations.view")
    return len(_asked(desk.app.store(desk.actor.workspace), desk.app.clock(), limit))


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
    """You answer from now on and the bot does not; the customer reads that a person has joined. Twice is no error.

    Raises BadRequest when it is done already, the customer has ended the talk, or nothing said in it is kept.
    """
    desk.allow("inbox.work")
    found = next((one for one in waiting(desk) if one.handover == handover), None)
    if found is None:
        raise BadRequest("This talk does not wait for a person any more.")
    if not found.words:
        raise BadRequest("This survey is anonymous: nothing said in it is kept, so nobody can answer in it.")
    if found.mine:
        return
    try:
        Attending(_store(desk)).take(handover, desk.actor.member, now=desk.app.clock())
    except (UnknownRow, ConversationEnded):
        raise BadRequest("The customer has ended this talk meanwhile. Mark it as done.") from None


def give_back(desk: Desk, conversation: str) -> None:
    """The bot answers again in a talk you have taken; the customer reads so. Raises BadRequest."""
    _leave(desk, lambda people, member, now: people.give_back(conversation, member, now=now))


def close(desk: Desk, conversation: str, outcome: str) -> None:
    """End a talk you have taken, saying how it went: nothing more can be said in it. Raises BadRequest."""
    _known(outcome)
    _leave(desk, lambda people, member, now: people.close(conversation, member, outcome, now=now))


def finish(desk: Desk, handover: str, outcome: str = "elsewhere") -> None:
    """The customer was helped without a word in the talk, such as by mail. The bot goes on answering there."""
    desk.allow("inbox.work")
    _known(outcome)
    Attending(_store(desk)).finish(handover, desk.actor.member, outcome, now=desk.app.clock())


def opened(desk: Desk, conversation: str) -> None:
    """Whoever may answer has read the talk up to now; who only looks leaves it unread."""
    if not desk.may("inbox.work"):
        return
    turns = Conversations(_store(desk)).turns(conversation)
    if turns:
        Attending(_store(desk)).seen(conversation, turns[-1].number)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a person did in a talk: joined, said, left, ended, or nobody came; ``turn`` is the message before it."""

    turn: str
    kind: str
    text: str
    by: str
    at: datetime


def spoken(desk: Desk, conversation: str) -> list[Spoken]:
    """What people of the business did in a talk, masked, in order."""
    desk.allow("conversations.view")
    store = _store(desk)
    lines = Attending(store).lines(conversation)
    names = {row.id: row.name for row in Members(store).listing()} if lines else {}
    return [Spoken(line.turn, line.kind, line.text, names.get(line.member or "", ""), line.at) for line in lines]


def _asked(store: Store, now: datetime, limit: int) -> list[tuple[HandoverRow, ConversationRow]]:
    """What is handed over, not done and not over its time, with its talk."""
    asked = Handovers(store).open(limit)
    if not asked:
        return []
    talks = Conversations(store).some([row.conversation for row in asked])
    since = retention.readable_since(store, now)
    return [
        (row, talk)
        for row in asked
        if (talk := talks.get(row.conversation)) is not None and talk.channel != "preview" and row.at >= since[row.bot]
    ]


def _opened(store: Store, conversation: str) -> list[Opened]:
    stored = Conversations(store)
    talk = stored.get(conversation)
    if talk is None:
        return []
    vault = SealedVault(store, talk.id, talk.person)
    words = " ".join(turn.message for turn in stored.turns(conversation))
    placeholders = dict.fromkeys(found.group() for found in PLACEHOLDER.finditer(words))
    return [
        Opened(placeholder[2:].split(":")[0], value)
        for placeholder in placeholders
        if (value := vault.open(placeholder)) is not None
    ]


def _leave(desk: Desk, act: Callable[[Attending, str, datetime], None]) -> None:
    desk.allow("inbox.work")
    try:
        act(Attending(_store(desk)), desk.actor.member, desk.app.clock())
    except NotTaken:
        raise BadRequest("A colleague has taken this talk since. Take over first.") from None
    except (UnknownRow, ConversationEnded):
        raise BadRequest("The customer has ended this talk meanwhile. Mark it as done.") from None


def _known(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise BadRequest(f"Say how it ended: one of {', '.join(OUTCOMES)}.")


def _file(bots: Bots, bot: str, number: int | None) -> BotConfig | None:
    found = bots.version(bot, number) if number is not None else None
    return files.loaded(found.file) if found is not None else None


def _store(desk: Desk) -> Store:
    return desk.app.store(desk.actor.workspace)
