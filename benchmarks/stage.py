"""A support bot over some documents, put together from the real parts, for the benchmarks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bots import config, kinds
from bots.engine import Incoming, LiveBot, run_turn
from bots.models import ChatModel
from bots.tools import Services
from bots.types import Closed, Conversation, PastTurn, Visitor
from guardrails import Guardrails, Policy
from knowledge.embedders import DEFAULT, embedder
from knowledge.library import Library
from knowledge.types import Citation, OnFinding
from knowledge.uploads import uploads
from records.bots import Bots
from records.conversations import Conversations
from records.database import Database
from records.sealing import MasterKey
from records.store import Store
from records.vault import SealedVault

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class Stage:
    """A bot, its records and its library. ``ask`` sends one message; the same ``talk`` goes on."""

    bot: LiveBot
    store: Store
    library: Library
    kb: str
    records: Conversations
    _ids: Iterator[int] = field(default_factory=itertools.count)

    def talk(self) -> str:
        """A new conversation."""
        row = self.records.start(
            bot=self.bot.id, version=None, channel="cli", origin=None, language=self.bot.config.language, timezone=None,
            subject=None, now=NOW,
        )  # fmt: skip
        return row.id

    def ask(self, talk: str, text: str, choice: str | None = None) -> Closed:
        """The end of the turn that answers a message."""
        row = self.records.get(talk)
        assert row is not None
        past = tuple(
            PastTurn(t.message, t.reply, tuple(Citation(c.source, c.title, c.url, c.heading) for c in t.citations))
            for t in self.records.turns(talk)
        )
        conversation = Conversation(talk, Visitor(row.person), row.language, past, row.state)
        incoming = Incoming(f"m{next(self._ids)}", text, choice, NOW + timedelta(seconds=len(past)))
        events = run_turn(self.bot, conversation, incoming, SealedVault(self.store, talk, row.person), self.records)
        closed = [event for event in events if isinstance(event, Closed)]
        return closed[-1]


@contextmanager
def stage(
    folder: Path, bot_file: str, documents: Iterable[Path], model: ChatModel | None = None, embedding: str = DEFAULT
) -> Iterator[Stage]:
    """A stage in a folder; documents are read unless an earlier run has left them there. ``embedding`` names the model
    that finds passages; sentences are compared by the packaged one, as in the product."""
    now = NOW
    key = MasterKey.load_or_create(folder / "key")
    database = Database.open(f"sqlite:///{folder / 'data.db'}", key)
    spaces = database.workspaces()
    store = database.store(spaces[0].id if spaces else database.create_workspace("Benchmark", now))
    library = Library(store, folder / "index", embedder(embedding))
    parsed = config.load(bot_file)
    guardrails = Guardrails(Policy.load(parsed.policy.model_dump()))
    kb = library.create("documents", now)
    if not library.sources(kb):
        for source in library.ingest(
            kb, uploads([str(d) for d in documents]), guardrails=guardrails, on_finding=OnFinding.KEEP,
            added_by="benchmark", licence="", now=now,
        ):  # fmt: skip
            if source.error:
                print(f"  {source.key}: {source.error}")
    rows = Bots(store)
    row = rows.by_key(parsed.id)
    row = row or rows.create(key=parsed.id, kind="support", name=parsed.name, draft=bot_file, now=now)
    services = Services(store=store, search=partial(library.search, kb), embed=embedder(DEFAULT).embed)
    bot = LiveBot(row.id, row.public_id, parsed, None, guardrails, kinds.discover()["support"], model, services)
    try:
        yield Stage(bot, store, library, kb, Conversations(store))
    finally:
        library.close()
        database.close()
