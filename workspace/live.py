"""A visitor's view of people in the talk: who answers, what they said, and what to do when nobody comes.

```
builder: inbox.take, replying.reply … ─→ rows ─→ news() ─→ channels.live ─→ "id: 3\\nevent: said\\ndata: {…}"
```
Builder and chat API may be two processes, so the rows are all there is: who watches asks for them again and again, in a
few statements for every talk that is watched in a process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from bots.config import BotConfig
from bots.errors import ConfigError
from bots.schema.support import SupportFile
from guardrails import PLACEHOLDER
from guardrails.restore import restore
from guardrails.types import Vault
from records.attending import Attending, Line, Standing
from records.conversations import Conversations
from records.handovers import HandoverRow, Handovers
from records.store import Store
from records.tables import conversations
from records.vault import SealedVault
from workspace.assembly import Application
from workspace.errors import NotPublished, UnknownBot, UnknownConversation
from workspace.place import kept, rules, shows_own_values

_SHORTEST_WAIT = timedelta(minutes=1)
_CONTACTS = ("EMAIL_ADDRESS", "PHONE_NUMBER")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One thing a person did in a talk, as its visitor may see it: joined, said, left, ended, or nobody came."""

    number: int
    turn: str  # the visitor's message before it
    kind: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Live:
    """How a talk stands for its visitor. ``name`` is how the shop calls its people in a talk; ``person`` the same while
    somebody answers instead of the bot, else ""."""

    name: str
    person: str
    waiting: bool
    closed: bool
    lines: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A talk somebody watches."""

    workspace: str
    conversation: str


def live(app: Application, conversation: str, after: int = 0) -> Live:
    """How a talk stands, with what people did in it after a number. Raises UnknownConversation."""
    found = kept(app, conversation)
    config = rules(app, found)
    people = Attending(found.store)
    standing = people.standing([conversation])[conversation]
    lines = people.lines(conversation, after)
    shows = lines and shows_own_values(config)
    vault = SealedVault(found.store, found.row.id, found.row.person) if shows else None
    called = name(config) if config is not None else found.bot.name
    return Live(
        name=called,
        person=called if standing.taken_by else "",
        waiting=standing.waiting,
        closed=standing.closed,
        lines=tuple(_shown(line, vault) for line in lines),
    )


def name(config: BotConfig) -> str:
    """How a person of the business is called in a talk: as the shop set it, otherwise by the bot's name."""
    return (config.handover.answers_as.strip() if isinstance(config, SupportFile) else "") or config.name


def watched(app: Application, conversation: str) -> Watched:
    """A talk to be watched. Raises UnknownConversation."""
    workspace = app.database.workspace_of(conversations.c.id, conversation)
    if workspace is None:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    return Watched(workspace, conversation)


def news(app: Application, talks: Iterable[Watched]) -> dict[str, Standing]:
    """How these talks stand now; those that have waited too long are told so first."""
    found: dict[str, Standing] = {}
    for workspace, group in groupby(sorted(talks, key=lambda one: one.workspace), key=lambda one: one.workspace):
        ids = [one.conversation for one in group]
        _tell_who_waits(app, workspace, ids)
        found |= Attending(app.store(workspace)).standing(ids)
    return found


def _tell_who_waits(app: Application, workspace: str, talks: Sequence[str]) -> None:
    store, now = app.store(workspace), app.clock()
    for asked in Handovers(store).unanswered(talks, since=now - _SHORTEST_WAIT):
        talk = Conversations(store).get(asked.conversation)
        if talk is None:
            continue
        try:
            config = app.live_bot(workspace, asked.bot, draft=talk.version is None, version=talk.version).config
        except (UnknownBot, NotPublished, ConfigError):  # one bot's fault is not everybody's
            continue
        if not isinstance(config, SupportFile) or not config.somebody_there(asked.at) or _left(store, asked):
            Attending(store).let_be(asked.id, now=now)  # told already, or there is nowhere to leave an address
        elif now - asked.at >= timedelta(minutes=config.handover.wait_minutes):
            Attending(store).offer(asked.id, {"contact": True}, now=now)


def _left(store: Store, asked: HandoverRow) -> bool:
    """Whether the visitor has left an address or a number since."""
    turns = Conversations(store).turns(asked.conversation)
    since = next((turn.number for turn in turns if turn.id == asked.turn), 0)
    said = " ".join(turn.message for turn in turns if turn.number > since)
    return any(found[1] in _CONTACTS for found in PLACEHOLDER.finditer(said))


def _shown(line: Line, vault: Vault | None) -> PersonLine:
    text = restore(line.text, vault) if vault is not None else str(line.text)
    return PersonLine(line.number, line.turn, line.kind, text, line.at)
