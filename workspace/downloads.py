"""Files somebody may fetch once: made by a page, fetched over HTTP by the same person within five minutes.

Streamlit serves what its download button holds at an address that asks nobody who they are, so files that hold what
customers said go this way instead. In memory: a file that was not fetched is gone with the process.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from workspace.assembly import Application
from workspace.roles import Desk

LASTS = timedelta(minutes=5)
MOST = 20  # files that wait at once; the oldest goes first


@dataclass(frozen=True, slots=True)
class Download:
    """A file that waits for one person."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    member: str
    until: datetime


def offer(desk: Desk, name: str, media_type: str, data: bytes) -> str:
    """The path the person at the desk fetches it from, once."""
    token = secrets.token_urlsafe(32)
    now = desk.app.clock()
    with _GUARD:
        waiting = _WAITING.setdefault(desk.app, {})
        for old in [key for key, file in waiting.items() if file.until <= now] + list(waiting)[: -MOST + 1]:
            waiting.pop(old, None)
        waiting[token] = Download(name, media_type, data, desk.actor.member, now + LASTS)
    return f"/download/{token}"


def take(app: Application, token: str, member: str) -> Download | None:
    """The file, for whom it was made; None when it was fetched, is too old, or was made for somebody else."""
    with _GUARD:
        waiting = _WAITING.setdefault(app, {})
        found = waiting.get(token)
        if found is None or found.member != member or found.until <= app.clock():
            return None
        return waiting.pop(token)


_GUARD = threading.Lock()
_WAITING: WeakKeyDictionary[Application, dict[str, Download]] = WeakKeyDictionary()
