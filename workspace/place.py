"""Where a conversation lives: its workspace's store, its row, and the bot at the version it began with."""

from __future__ import annotations

from dataclasses import dataclass

from bots.engine import LiveBot
from records.conversations import ConversationRow, Conversations
from records.store import Store
from records.tables import conversations
from workspace.assembly import Application
from workspace.errors import UnknownConversation

PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation with all that is needed to go on with it."""

    store: Store
    row: ConversationRow
    bot: LiveBot


def find(app: Application, conversation: str) -> Place:
    """The place of a conversation. Raises UnknownConversation, UnknownBot, NotPublished."""
    workspace = app.database.workspace_of(conversations.c.id, conversation)
    store = app.store(workspace) if workspace else None
    row = Conversations(store).get(conversation) if store else None
    if workspace is None or store is None or row is None:
        raise UnknownConversation("There is no such conversation, or its time to be kept is over.")
    draft = row.version is None
    bot = app.live_bot(workspace, row.bot, draft=draft, version=row.version, tried=row.channel == PREVIEW)
    return Place(store, row, bot)
