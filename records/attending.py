"""A person of the business in a talk: came, said, left, ended it. Each act is one commit, with a line for the visitor.

Lines of a talk are numbered from 1 without a gap; the number is the id of the event a visitor's page receives, so that
it can go on where it stopped. Builder and chat API may be two processes: all they share about this is these rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from records.audit import AuditNote, AuditTrail
from records.conversations import HANDED_OVER, Flushed, LedgerEntry, close_conversation, write_ledger
from records.errors import ConversationEnded, NotTaken, UnknownRow
from records.handovers import DONE, TAKEN, WAITING
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import conversations, handovers, person_lines, turns
from records.unit import Unit

JOINED, SAID, LEFT, ENDED, NOBODY = "joined", "said", "left", "ended", "nobody"
RETURNED = "returned"  # the outcome of a talk given back to the bot


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a person did in a talk. ``turn`` is the visitor's last message before it."""

    number: int
    turn: str
    kind: str
    text: ClearedText
    member: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a talk stands for who watches it: its newest line, who has taken it, whether somebody was asked to come."""

    newest: int
    taken_by: str | None
    waiting: bool
    closed: bool


class Attending:
    """People in the talks of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def take(self, handover: str, member: str, *, now: datetime) -> None:
        """A member answers from now on, the bot does not. Raises UnknownRow, ConversationEnded."""
        with self._store.write() as unit:
            asked = unit.first(handovers, handovers.c.id == handover, handovers.c.state != DONE)
            if asked is None:
                raise UnknownRow("This talk does not wait for a person any more.")
            talk = self._open(unit, asked.conversation)
            unit.update(
                handovers, *_unfinished(talk.id), state=TAKEN, taken_by=member,
                taken_at=sa.func.coalesce(handovers.c.taken_at, millis(now)),
            )  # fmt: skip
            unit.update(conversations, conversations.c.id == talk.id, taken_by=member)
            if talk.taken_by is None:  # who takes over from a colleague goes under the same name
                _add(unit, talk, JOINED, member, now)
            self._audit.append_to(unit, [AuditNote(member, "handover.taken", handover)], now=now)

    def say(
        self,
        conversation: str,
        member: str,
        text: ClearedText,
        *,
        ledger: Iterable[LedgerEntry],
        vault: Flushed,
        now: datetime,
    ) -> Line:
        """A member's words for the visitor. Raises NotTaken, ConversationEnded, UnknownRow."""
        with self._store.write() as unit:
            talk = self._held(unit, conversation, member)
            line = _add(unit, talk, SAID, member, now, text)
            unit.update(handovers, *_unfinished(talk.id), handovers.c.answered_at.is_(None), answered_at=millis(now))
            unit.update(conversations, conversations.c.id == talk.id, last_at=millis(now))
            write_ledger(unit, line.turn, talk.bot, ledger, now)
            vault.flush(unit)
            return line

    def give_back(self, conversation: str, member: str, *, now: datetime) -> None:
        """The bot answers again. Raises NotTaken, ConversationEnded, UnknownRow."""
        with self._store.write() as unit:
            talk = self._held(unit, conversation, member)
            _add(unit, talk, LEFT, member, now)
            self._end(unit, talk.id, member, RETURNED, now)

    def close(self, conversation: str, member: str, outcome: str, *, now: datetime) -> None:
        """The talk is over. Raises NotTaken, ConversationEnded, UnknownRow."""
        with self._store.write() as unit:
            talk = self._held(unit, conversation, member)
            _add(unit, talk, ENDED, member, now)
            self._end(unit, talk.id, member, outcome, now)
            close_conversation(unit, talk.id, HANDED_OVER, now)

    def finish(self, handover: str, member: str, outcome: str, *, now: datetime) -> None:
        """Done without a word in the talk, such as by mail; the bot goes on answering there. Raises UnknownRow."""
        with self._store.write() as unit:
            asked = unit.first(handovers, handovers.c.id == handover)
            if asked is None:
                raise UnknownRow("There is no such handover in this workspace.")
            self._end(unit, asked.conversation, member, outcome, now)

    def offer(self, handover: str, state: Mapping[str, Any], *, now: datetime) -> bool:
        """Nobody has come in time: say so once, in whichever process sees it first. ``state`` joins the talk's."""
        with self._store.write() as unit:
            asked = unit.first(handovers, handovers.c.id == handover)
            if asked is None:
                return False
            unit.lock(f"conversation {asked.conversation}")
            if not _told(unit, handover, now):
                return False
            talk = unit.first(conversations, conversations.c.id == asked.conversation)
            if talk is None or talk.closed_at is not None:
                return False
            unit.update(conversations, conversations.c.id == talk.id, state={**talk.state, **state})
            _add(unit, talk, NOBODY, None, now)
            return True

    def let_be(self, handover: str, *, now: datetime) -> None:
        """This visitor need not be told that nobody came."""
        with self._store.write() as unit:
            _told(unit, handover, now)

    def seen(self, conversation: str, number: int) -> None:
        """Staff have read the messages up to this one."""
        with self._store.write() as unit:
            unit.update(handovers, *_unfinished(conversation), handovers.c.seen < number, seen=number)

    def lines(self, conversation: str, after: int = 0) -> list[Line]:
        """What people did in a talk, after a number."""
        where = (person_lines.c.conversation == conversation, person_lines.c.number > after)
        with self._store.read() as unit:
            return [_line(row) for row in unit.select(person_lines, *where, order_by=(person_lines.c.number,))]

    def standing(self, talks: Sequence[str]) -> dict[str, Standing]:
        """How these talks stand, in three statements however many they are."""
        newest = sa.func.max(person_lines.c.number)
        with self._store.read() as unit:
            lines = sa.select(person_lines.c.conversation, newest).where(unit.mine(person_lines))
            lines = lines.where(person_lines.c.conversation.in_(talks)).group_by(person_lines.c.conversation)
            last = {row[0]: int(row[1]) for row in unit.execute(lines)}
            asked = unit.select(
                handovers, handovers.c.conversation.in_(talks), handovers.c.state == WAITING,
                columns=(handovers.c.conversation,),
            )  # fmt: skip
            waiting = {row.conversation for row in asked}
            columns = (conversations.c.id, conversations.c.taken_by, conversations.c.closed_at)
            rows = unit.select(conversations, conversations.c.id.in_(talks), columns=columns)
        return {
            row.id: Standing(last.get(row.id, 0), row.taken_by, row.id in waiting, row.closed_at is not None)
            for row in rows
        }

    def unread(self) -> dict[str, int]:
        """How many messages of visitors staff have not seen, by handover, of all that are not done."""
        with self._store.read() as unit:
            query = (
                sa.select(handovers.c.id, sa.func.count())
                .join(turns, turns.c.conversation == handovers.c.conversation)
                .where(unit.mine(handovers), unit.mine(turns), handovers.c.state != DONE)
                .where(turns.c.number > handovers.c.seen)
                .group_by(handovers.c.id)
            )
            return {handover: int(count) for handover, count in unit.execute(query)}

    def _open(self, unit: Unit, conversation: str) -> Any:
        unit.lock(f"conversation {conversation}")
        talk = unit.first(conversations, conversations.c.id == conversation)
        if talk is None:
            raise UnknownRow("There is no such conversation in this workspace.")
        if talk.closed_at is not None:
            raise ConversationEnded("This conversation is closed.")
        return talk

    def _held(self, unit: Unit, conversation: str, member: str) -> Any:
        talk = self._open(unit, conversation)
        if talk.taken_by != member:
            raise NotTaken("This talk is not taken by this member.")
        return talk

    def _end(self, unit: Unit, conversation: str, member: str, outcome: str, now: datetime) -> None:
        ended = [row.id for row in unit.select(handovers, *_unfinished(conversation), columns=(handovers.c.id,))]
        unit.update(handovers, handovers.c.id.in_(ended), state=DONE, outcome=outcome, ended_at=millis(now))
        unit.update(conversations, conversations.c.id == conversation, taken_by=None)
        notes = [AuditNote(member, "handover.done", one, {"outcome": outcome}) for one in ended]
        self._audit.append_to(unit, notes, now=now)


def _unfinished(conversation: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (handovers.c.conversation == conversation, handovers.c.state != DONE)


def _told(unit: Unit, handover: str, now: datetime) -> bool:
    """Mark as told, once; False when somebody answered, told them, or ended it meanwhile."""
    unanswered = (handovers.c.id == handover, handovers.c.state != DONE, handovers.c.answered_at.is_(None))
    return bool(unit.update(handovers, *unanswered, handovers.c.offered_at.is_(None), offered_at=millis(now)))


def _add(unit: Unit, talk: Any, kind: str, member: str | None, now: datetime, text: ClearedText | None = None) -> Line:
    of_talk = person_lines.c.conversation == talk.id
    last = unit.first(person_lines, of_talk, order_by=(person_lines.c.number.desc(),))
    turn = unit.first(turns, turns.c.conversation == talk.id, order_by=(turns.c.number.desc(),))
    number = 1 if last is None else last.number + 1
    unit.insert(
        person_lines, id=new_id("pln"), conversation=talk.id, bot=talk.bot, turn=turn.id if turn is not None else "",
        number=number, kind=kind, text=str(text or ""), member=member, at=millis(now),
    )  # fmt: skip
    return _line(unit.first(person_lines, of_talk, person_lines.c.number == number))


def _line(row: Any) -> Line:
    return Line(row.number, row.turn, row.kind, trusted(row.text), row.member, instant(row.at))
