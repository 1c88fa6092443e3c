"""What a first visitor would wait for, done beforehand: a short talk with every kind of bot that is live.

Loading parts one by one misses some (a language model unpacked at the first sentence, patterns compiled at the first
answer, statements compiled at the first row: 3.4 s before a survey's first word). A talk misses none. It happens in a
database made for it, asks no service of others, and no model: those who talk to one wait for its libraries once less.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from bots.engine import Incoming, LiveBot, run_turn
from bots.models.openai import load
from bots.types import Conversation, Visitor
from guardrails.faults import fault
from records.bots import BotRow, Bots
from records.conversations import Conversations
from records.store import Store
from records.vault import SealedVault
from workspace.assembly import Application
from workspace.rehearsal import Rehearsal

log = logging.getLogger(__name__)
SAID = ("Hello", "tomorrow at 10", "What do you cost?")


def warm(app: Application) -> None:
    """The heavy parts, then a talk with one live bot of each kind and language."""
    app.warm()
    if app.settings.builder_only:
        return  # it answers no customer
    with Rehearsal(app.clock) as rehearsal:
        for workspace, row, bot in _live(app):
            try:
                alone = app.assemble(workspace, row, bot.config, None, store=rehearsal.stage(row), alone=True)
                _say(app, replace(alone, model=None), alone.services.store)
            except Exception as error:  # noqa: BLE001 - a visitor will be told better; the process goes on
                log.warning("a bot could not be tried beforehand: %s", fault(error))
    if any(app.endpoint(workspace.id).source != "none" for workspace in app.database.workspaces()):
        load()


def _live(app: Application) -> Iterator[tuple[str, BotRow, LiveBot]]:
    seen = set()
    for workspace in app.database.workspaces():
        for row in Bots(app.store(workspace.id)).listing():
            if row.live_version is None or row.archived_at is not None:
                continue
            bot = app.live_bot(workspace.id, row.id)
            if (bot.config.kind, bot.config.language) not in seen:
                seen.add((bot.config.kind, bot.config.language))
                yield workspace.id, row, bot


def _say(app: Application, bot: LiveBot, store: Store) -> None:
    records, language = Conversations(store), bot.config.language
    row = records.start(
        bot=bot.id, version=None, channel="check", origin=None, language=language, timezone=None, subject=None,
        now=app.clock(),
    )  # fmt: skip
    for number, text in enumerate(SAID):
        known = records.get(row.id)
        assert known is not None
        conversation = Conversation(row.id, Visitor(row.person), language, (), known.state)
        incoming = Incoming(f"warm-{number}", text, None, app.clock())
        for _ in run_turn(bot, conversation, incoming, SealedVault(store, row.id, row.person), records):
            pass
