"""Forgetting one talk because its visitor asked: its words, values and ratings go, its person's key is destroyed.

What stays is what proves the duty was done: the consent with its withdrawal, the audit trail, and the talk's bare row,
which they name. A booked time stays booked; the details given for it go with the talk, sealed values and plain words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from records.audit import AuditNote, AuditTrail
from records.conversations import WITHDRAWN
from records.errors import UnknownRow
from records.ids import millis
from records.store import Store
from records.tables import (
    answers,
    bookings,
    conversations,
    handovers,
    ledger,
    person_lines,
    ratings,
    responses,
    turns,
    vault_entries,
    waiting_list,
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    turns: int
    values: int
    answers: int


class Forgetting:
    """Deletes talks of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def talk(self, conversation: str, *, now: datetime) -> Forgotten:
        """Delete a talk's content in one commit. Twice is no error."""
        with self._store.write() as unit:
            talk = unit.first(conversations, conversations.c.id == conversation)
            if talk is None:
                raise UnknownRow("There is no such conversation in this workspace.")
            said = sa.select(turns.c.id).where(unit.mine(turns), turns.c.conversation == conversation)
            given = sa.select(responses.c.id).where(unit.mine(responses), responses.c.conversation == conversation)
            unit.delete(ledger, ledger.c.turn.in_(said))
            unit.delete(ratings, ratings.c.turn.in_(said))
            unit.delete(handovers, handovers.c.conversation == conversation)
            unit.delete(person_lines, person_lines.c.conversation == conversation)
            unit.delete(waiting_list, waiting_list.c.conversation == conversation)
            unit.update(bookings, bookings.c.conversation == conversation, details={})  # words lie there unsealed
            done = Forgotten(
                answers=unit.delete(answers, answers.c.response.in_(given)),
                values=unit.delete(vault_entries, vault_entries.c.conversation == conversation),
                turns=unit.delete(turns, turns.c.conversation == conversation),
            )
            unit.delete(responses, responses.c.conversation == conversation)
            unit.update(
                conversations, conversations.c.id == conversation, state={}, origin=None, timezone=None,
                subject_index=None, taken_by=None, outcome=WITHDRAWN, closed_at=talk.closed_at or millis(now),
            )  # fmt: skip
            others = (conversations.c.person == talk.person, conversations.c.id != conversation)
            if not unit.count(conversations, *others):
                self._store.sealer.erase_person(unit, talk.person, now)
            detail = {"turns": done.turns, "values": done.values, "answers": done.answers}
            note = AuditNote(self._audit.visitor(talk.person), "conversation.forgotten", conversation, detail)
            self._audit.append_to(unit, [note], now=now)
            return done
