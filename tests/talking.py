"""A visitor talking to a bot through ``run_turn``, on a real encrypted database with the real guardrails."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bots import kinds
from bots.config import BotConfig, load
from bots.engine import Incoming, LiveBot, run_turn
from bots.tools import Services
from bots.types import Closed, Conversation, PastTurn, TurnResult, Visitor
from guardrails import Guardrails, Policy
from knowledge.types import Citation, Retrieval
from records.bookings import Booking, Bookings
from records.bots import Bots
from records.conversations import Conversations
from records.database import Database
from records.responses import Response, Responses
from records.store import Store
from records.vault import SealedVault
from tests.prepared import blank_database


@dataclass
class Desk:
    """A business with one bot in a database of its own. ``now`` is everybody's clock."""

    store: Store
    bot: LiveBot
    now: datetime

    @classmethod
    def open(cls, folder: Path, file: str, now: datetime) -> Desk:
        """A desk on a new SQLite file."""
        path = folder / "tacit.db"
        database = Database.open(f"sqlite:///{path}", blank_database(path))
        return cls.at(database.store(database.create_workspace("Ada & Finch", now)), file, now)

    @classmethod
    def at(cls, store: Store, file: str, now: datetime) -> Desk:
        """A desk on a store that is there."""
        config = load(file)
        row = Bots(store).create(key=config.id, kind=config.kind, name=config.name, draft=file, now=now)
        return cls(store, _live(store, row.id, config), now)

    def talk(
        self,
        *,
        language: str = "",
        timezone: str | None = None,
        subject: str | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> Talk:
        """A new visitor; ``subject`` is who is signed in, ``state`` what the talk begins with."""
        row = Conversations(self.store).start(
            bot=self.bot.id, version=1, channel="widget", origin=None, language=language or self.bot.config.language,
            timezone=timezone, subject=subject, now=self.now, state=state,
        )  # fmt: skip
        return Talk(self, row.id, row.person, language or self.bot.config.language, timezone, subject)

    def bookings(self) -> list[Booking]:
        return Bookings(self.store).listing(self.bot.id, now=self.now)

    def responses(self) -> list[Response]:
        return Responses(self.store).listing(self.bot.id)


@dataclass
class Talk:
    """One visitor's conversation; ``last`` is the turn that just ended, ``shown`` what the visitor read."""

    desk: Desk
    id: str
    person: str
    language: str
    timezone: str | None
    subject: str | None = None
    last: TurnResult | None = None
    shown: str = ""
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def say(self, text: str, choice: str | None = None, *, message_id: str = "") -> str:
        """Send a message (and press a button); what the visitor reads."""
        records = Conversations(self.desk.store)
        incoming = Incoming(message_id or f"m{next(self._numbers)}", text, choice, self.desk.now)
        vault = SealedVault(self.desk.store, self.id, self.person)
        for event in run_turn(self.desk.bot, self._conversation(records), incoming, vault, records):
            if isinstance(event, Closed):
                self.last, self.shown = event.result, event.shown
        return self.shown

    def press(self, label: str) -> str:
        """Press the button whose label begins with these words."""
        assert self.last is not None
        found = [c for c in self.last.choices if c.label.startswith(label)]
        assert found, f"no button {label!r} among {[c.label for c in self.last.choices]}"
        return self.say(found[0].label, found[0].id)

    @property
    def asking(self) -> str | None:
        return self.last.asking if self.last else None

    @property
    def buttons(self) -> list[str]:
        return [c.label for c in self.last.choices] if self.last else []

    @property
    def state(self) -> Mapping[str, Any]:
        row = Conversations(self.desk.store).get(self.id)
        return row.state if row else {}

    def _conversation(self, records: Conversations) -> Conversation:
        row = records.get(self.id)
        assert row is not None
        past = tuple(PastTurn(t.message, t.reply, _cited(t.citations), asking=t.asking) for t in records.turns(self.id))
        return Conversation(self.id, Visitor(self.person, self.subject, self.timezone), self.language, past, row.state)


def later(desk: Desk, **length: float) -> None:
    """Let time pass."""
    desk.now += timedelta(**length)


def _cited(stored: tuple[Any, ...]) -> tuple[Citation, ...]:
    return tuple(Citation(c.source, c.title, c.url, c.heading) for c in stored)


def _live(store: Store, bot_id: str, config: BotConfig) -> LiveBot:
    return LiveBot(
        id=bot_id,
        public_id="pub_test",
        config=config,
        version=1,
        guardrails=Guardrails(Policy.load(config.guarded())),
        kind=kinds.discover()[config.kind],
        model=None,
        services=Services(store=store, search=lambda text, k: Retrieval((), 0.0)),
    )
