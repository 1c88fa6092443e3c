"""A visitor's "forget me": consent is withdrawn, then the talk deleted, so that nothing is written meanwhile."""

from __future__ import annotations

from datetime import datetime

from records.forgetting import Forgetting, Forgotten
from records.tables import conversations
from workspace import talk
from workspace.assembly import Application
from workspace.errors import UnknownConversation


def forget(app: Application, conversation: str, now: datetime | None = None) -> Forgotten:
    """Withdraw, wait for a reply that is being written to end, delete. Raises UnknownConversation."""
    talk.withdraw(app, conversation, now)
    workspace = app.database.workspace_of(conversations.c.id, conversation)
    if workspace is None:
        raise UnknownConversation("There is no such conversation.")
    writing = app.turn_lock(conversation)
    ended = writing.lock.acquire(timeout=talk.LONGEST_WAIT)
    try:
        return Forgetting(app.store(workspace)).talk(conversation, now=now or app.clock())
    finally:
        if ended:
            writing.lock.release()
