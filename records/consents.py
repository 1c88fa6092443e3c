"""Consent: what was agreed to, by which notice, in which words, when, and when it was withdrawn.

Giving and withdrawing are audited in their own commit; withdrawing closes the conversation in it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.audit import AuditNote, AuditTrail
from records.conversations import WITHDRAWN, close_conversation
from records.errors import ConversationEnded, UnknownRow
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import consents, conversations

CONVERSATION = "conversation"  # the purpose without which nothing is read


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A stored consent."""

    id: str
    conversation: str
    purpose: str
    notice_hash: str
    language: str
    wording: str
    method: str
    given_at: datetime
    withdrawn_at: datetime | None


class Consents:
    """The consents of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def give(  # noqa: PLR0913 - each is a part of the proof
        self,
        conversation: str,
        *,
        notice_hash: str,
        language: str,
        wording: str,
        method: str,
        now: datetime,
        purpose: str = CONVERSATION,
    ) -> ConsentRow:
        """Record consent. The same notice again for the same purpose keeps the first record."""
        with self._store.write() as unit:
            talk = unit.first(conversations, conversations.c.id == conversation)
            if talk is None:
                raise UnknownRow("There is no such conversation in this workspace.")
            if talk.closed_at is not None:
                raise ConversationEnded("This conversation is closed; start a new one.")
            given = unit.first(consents, *_active(conversation, purpose), consents.c.notice_hash == notice_hash)
            if given is not None:
                return _consent(given)
            row = new_id("cns")
            unit.insert(
                consents, id=row, conversation=conversation, person=talk.person, purpose=purpose,
                notice_hash=notice_hash, language=language, wording=wording, method=method, given_at=millis(now),
            )  # fmt: skip
            detail = {"purpose": purpose, "notice": notice_hash, "method": method}
            note = AuditNote(self._audit.visitor(talk.person), "consent.given", conversation, detail)
            self._audit.append_to(unit, [note], now=now)
            return _consent(unit.first(consents, consents.c.id == row))

    def withdraw(self, conversation: str, *, now: datetime) -> bool:
        """Withdraw every consent of a conversation and close it; whether there was any. Twice is no error."""
        with self._store.write() as unit:
            talk = unit.first(conversations, conversations.c.id == conversation)
            if talk is None:
                raise UnknownRow("There is no such conversation in this workspace.")
            withdrawn = unit.update(
                consents, consents.c.conversation == conversation, consents.c.withdrawn_at.is_(None),
                withdrawn_at=millis(now),
            )  # fmt: skip
            close_conversation(unit, conversation, WITHDRAWN, now)
            if withdrawn:
                note = AuditNote(self._audit.visitor(talk.person), "consent.withdrawn", conversation)
                self._audit.append_to(unit, [note], now=now)
            return bool(withdrawn)

    def active(self, conversation: str, purpose: str = CONVERSATION) -> ConsentRow | None:
        """The newest consent that stands, or None."""
        with self._store.read() as unit:
            row = unit.first(consents, *_active(conversation, purpose), order_by=(consents.c.given_at.desc(),))
            return _consent(row) if row is not None else None

    def listing(self, conversation: str) -> list[ConsentRow]:
        """Every consent of a conversation, oldest first."""
        with self._store.read() as unit:
            rows = unit.select(consents, consents.c.conversation == conversation, order_by=(consents.c.given_at,))
            return [_consent(row) for row in rows]


def _active(conversation: str, purpose: str) -> tuple[Any, ...]:
    return (
        consents.c.conversation == conversation,
        consents.c.purpose == purpose,
        consents.c.withdrawn_at.is_(None),
    )


def _consent(row: Any) -> ConsentRow:
    return ConsentRow(
        row.id, row.conversation, row.purpose, row.notice_hash, row.language, row.wording, row.method,
        instant(row.given_at), instant(row.withdrawn_at) if row.withdrawn_at is not None else None,
    )  # fmt: skip
