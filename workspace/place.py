"""Where a conversation lives: its workspace's store, its rows, and, to speak, the bot at the version it began with.

What a visitor has a right to (withdrawing, being forgotten, reading back) needs the rows alone: it holds whatever
became of the bot since, put away or with a file that no longer loads.
"""

from __future__ import annotations

from dataclasses import dataclass

from bots.config import BotConfig
from bots.engine import LiveBot
from bots.errors import ConfigError
from guardrails import Policy
from records.bots import BotRow, Bots
from records.conversations import ConversationRow, Conversations
from records.store import Store
from records.tables import conversations
from workspace import files
from workspace.assembly import Application
from workspace.errors import NotPublished, UnknownBot, UnknownConversation

PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is kept."""

    store: Store
    row: ConversationRow
    bot: BotRow


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation with all that is needed to go on with it."""

    store: Store
    row: ConversationRow
    bot: LiveBot


def find(app: Application, conversation: str) -> Place:
    """The place of a conversation, to go on with it. Raises UnknownConversation, UnknownBot, NotPublished."""
    found = kept(app, conversation)
    return Place(found.store, found.row, _speaking(app, found))


def kept(app: Application, conversation: str) -> Kept:
    """A conversation, whatever became of its bot. Raises UnknownConversation."""
    workspace = app.database.workspace_of(conversations.c.id, conversation)
    store = app.store(workspace) if workspace else None
    row = Conversations(store).get(conversation) if store else None
    bot = Bots(store).get(row.bot) if store and row else None
    if store is None or row is None or bot is None:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    return Kept(store, row, bot)


def rules(app: Application, found: Kept) -> BotConfig | None:
    """The file a conversation began with; None when it no longer loads."""
    try:
        return _speaking(app, found).config  # loaded already while the bot is used
    except (UnknownBot, NotPublished, ConfigError):
        return files.begun(found.store, found.bot, found.row.version)


def shows_own_values(config: BotConfig | None) -> bool:
    """Whether a visitor sees their own values again; not when nobody can tell."""
    return config is not None and Policy.load(config.guarded()).show_own_values


def _speaking(app: Application, found: Kept) -> LiveBot:
    row = found.row
    draft, tried = row.version is None, row.channel == PREVIEW
    return app.live_bot(found.store.workspace, row.bot, draft=draft, version=row.version, tried=tried)
