"""Webhooks, signed as https://www.standardwebhooks.com says, so that any of its libraries can verify them.

``webhook-id`` stays the same over all tries of one message: the receiver keeps it and takes each once.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bots.fetching import FetchFailed, fetch
from records.audit import AuditNote, AuditTrail
from records.secrets import Secrets
from workspace.assembly import Application
from workspace.roles import Desk

SECRET = "webhook_secret"  # noqa: S105 - the name under which it is kept
_PREFIX = "whsec_"
GONE = 410


class NotTold(Exception):
    """A webhook was not taken; ``lasting``: trying again is of no use. The message holds no address."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting


def secret(app: Application, workspace: str) -> str:
    """The secret that signs, made at first use."""
    store = Secrets(app.store(workspace))
    known = store.get(SECRET)
    if known is None:
        known = _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
        store.set(SECRET, known, by="system", now=app.clock())
    return known


def reveal_secret(desk: Desk) -> str:
    """The secret, for the one who sets up the receiver; on record."""
    desk.allow("settings.edit")
    text = secret(desk.app, desk.actor.workspace)
    _note(desk, "settings.webhook_secret_shown")
    return text


def renew_secret(desk: Desk) -> str:
    """A new secret; what was signed with the old one is no longer taken."""
    desk.allow("settings.edit")
    store, now = Secrets(desk.app.store(desk.actor.workspace)), desk.app.clock()
    text = _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    note = AuditNote(desk.actor.member, "settings.webhook_secret_renewed", "")
    store.set(SECRET, text, by=desk.actor.member, now=now, notes=[note])
    return text


def signature(key: str, message: str, timestamp: int, body: bytes) -> str:
    """The value of ``webhook-signature``."""
    signed = f"{message}.{timestamp}.".encode() + body
    digest = hmac.new(base64.b64decode(key.removeprefix(_PREFIX)), signed, sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def send(
    app: Application, workspace: str, url: str, message: str, content: Mapping[str, Any], *, private: bool
) -> None:
    """Tell one message. Raises NotTold."""
    body = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()
    timestamp = int(app.clock().timestamp())
    headers = {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secret(app, workspace), message, timestamp, body),
        "idempotency-key": message,
    }
    try:
        answer = fetch("POST", url, content=body, headers=headers, private=private)
    except FetchFailed as failure:
        raise NotTold(str(failure)) from None
    if answer.status == GONE:
        raise NotTold("The service says it is gone for good (410).", lasting=True)
    if not 200 <= answer.status < 300:
        raise NotTold(f"The service answered {answer.status}.")


def _note(desk: Desk, act: str) -> None:
    from_desk = AuditNote(desk.actor.member, act, "")
    AuditTrail(desk.app.store(desk.actor.workspace)).append(from_desk, now=desk.app.clock())
