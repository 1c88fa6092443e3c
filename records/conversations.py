"""Conversations and their turns. A turn costs two durable commits: one before the model is called, one at its end.

The first holds the visitor's message, the values put into the vault and what the guardrails did; the second all the
rest. The client's message id is the key of idempotency: the same id and body gives the stored turn back, another body
is a MessageConflict. Texts are stored cleared; of the body only a keyed hash is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from records.audit import AuditNote, AuditTrail
from records.errors import ConversationEnded, MessageConflict, UnknownRow
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import conversations, handovers, ledger, turns
from records.unit import Unit

OPEN, COMPLETE, CUT, FAILED = "open", "complete", "cut", "failed"
HANDED_OVER, WITHDRAWN, ENDED = "handed_over", "withdrawn", "ended"

LedgerEntry = tuple[str, str, str, int]  # stage, entity, action, count

__all__ = [
    "Cited", "ConversationEnded", "ConversationRow", "Conversations", "LedgerEntry", "MessageConflict", "Offered",
    "OpenedTurn", "TurnRow",
]  # fmt: skip


class Flushed(Protocol):
    """A vault whose new entries can be written with the turn."""

    def flush(self, unit: Unit) -> None:
        """Write what is new."""
        ...


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A stored conversation. ``version`` is None for a talk with the draft."""

    id: str
    bot: str
    version: int | None
    person: str
    channel: str
    origin: str | None
    subject_index: str | None
    language: str
    timezone: str | None
    state: Mapping[str, Any]
    outcome: str
    started_at: datetime
    last_at: datetime
    closed_at: datetime | None
    taken_by: str | None = None  # the member who answers instead of the bot


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as stored; has the attributes of ``knowledge.types.Citation``, which stands above this layer."""

    source: str
    title: str
    url: str | None
    heading: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A button as stored; has the attributes of ``bots.types.Choice``."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A stored turn."""

    id: str
    conversation: str
    bot: str
    number: int
    message_id: str
    message: ClearedText
    reply: ClearedText
    state: str
    citations: tuple[Any, ...]  # Cited
    choices: tuple[Any, ...]  # Offered
    asking: str | None
    abstained: bool
    abstain_reason: str
    blocked: bool
    block_reason: str
    handed_over: bool
    handover_reason: str
    notice: str
    model: str
    at: datetime
    finished_at: datetime | None
    milliseconds: Mapping[str, float] = field(default_factory=dict)
    to_person: bool = False


@dataclass(frozen=True, slots=True)
class OpenedTurn:
    """Where to write the reply; ``replay`` is the turn already stored for this message id, whatever its state."""

    turn_id: str
    number: int
    replay: TurnRow | None = None


class Conversations:
    """The conversations of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def start(  # noqa: PLR0913 - each is a fact of the channel
        self,
        *,
        bot: str,
        version: int | None,
        channel: str,
        origin: str | None,
        language: str,
        timezone: str | None,
        subject: str | None,
        now: datetime,
        state: Mapping[str, Any] | None = None,
    ) -> ConversationRow:
        """A new conversation. A signed-in subject stays the same person over conversations; ``state`` is what a kind
        begins with, such as what the page told a survey."""
        subject_index = self._store.sealer.index(subject, "subject") if subject else None
        with self._store.write() as unit:
            person = self._known_person(unit, subject_index) or self._store.sealer.new_person(unit, now)
            row_id = new_id("cnv")
            unit.insert(
                conversations, id=row_id, bot=bot, version=version, person=person, channel=channel, origin=origin,
                subject_index=subject_index, language=language, timezone=timezone, state=dict(state or {}),
                outcome=OPEN, started_at=millis(now), last_at=millis(now),
            )  # fmt: skip
            return conversation_row(unit.first(conversations, conversations.c.id == row_id))

    def get(self, conversation_id: str) -> ConversationRow | None:
        """The conversation with that id."""
        with self._store.read() as unit:
            row = unit.first(conversations, conversations.c.id == conversation_id)
            return conversation_row(row) if row is not None else None

    def visited(self, bot: str, *, trials: Iterable[str]) -> bool:
        """Whether anybody has talked to a bot on another channel than those on which its owner tries it."""
        with self._store.read() as unit:
            beside = conversations.c.channel.not_in(tuple(trials))
            return unit.count(conversations, conversations.c.bot == bot, beside) > 0

    def some(self, ids: Sequence[str]) -> dict[str, ConversationRow]:
        """These conversations by their id, as far as there are any."""
        with self._store.read() as unit:
            return {row.id: conversation_row(row) for row in unit.select(conversations, conversations.c.id.in_(ids))}

    def turns(self, conversation_id: str) -> list[TurnRow]:
        """Its turns in order."""
        with self._store.read() as unit:
            rows = unit.select(turns, turns.c.conversation == conversation_id, order_by=(turns.c.number,))
            return [turn_row(row) for row in rows]

    def turn(self, turn_id: str) -> TurnRow | None:
        """One turn."""
        with self._store.read() as unit:
            row = unit.first(turns, turns.c.id == turn_id)
            return turn_row(row) if row is not None else None

    def ledger(self, conversation_id: str) -> dict[str, list[LedgerEntry]]:
        """What the guardrails did in each turn of a conversation, by turn id."""
        with self._store.read() as unit:
            query = (
                sa.select(ledger.c.turn, ledger.c.stage, ledger.c.entity, ledger.c.action, ledger.c.count)
                .join(turns, turns.c.id == ledger.c.turn)
                .where(unit.mine(ledger), unit.mine(turns), turns.c.conversation == conversation_id)
                .order_by(ledger.c.stage, ledger.c.entity, ledger.c.action)
            )
            seen: dict[str, list[LedgerEntry]] = {}
            for turn, stage, entity, action, count in unit.execute(query):
                seen.setdefault(turn, []).append((stage, entity, action, count))
            return seen

    def open_turn(  # noqa: PLR0913 - a message arrives with this many facts, all in one commit
        self,
        conversation_id: str,
        *,
        message_id: str,
        body: str,
        message: ClearedText,
        at: datetime,
        vault: Flushed,
        ledger: Iterable[LedgerEntry],
    ) -> OpenedTurn:
        """Store a message, in one commit; or give the turn that holds it already."""
        body_hash = self._store.sealer.index(body, f"message {conversation_id}")
        with self._store.write() as unit:
            unit.lock(f"conversation {conversation_id}")
            talk = self._must(unit, conversation_id)
            stored = unit.first(turns, turns.c.conversation == conversation_id, turns.c.message_id == message_id)
            if stored is not None:
                if stored.message_hash != body_hash:
                    raise MessageConflict("This message id was used before with another text; use a new id.")
                return OpenedTurn(stored.id, stored.number, turn_row(stored))
            if talk.closed_at is not None:
                raise ConversationEnded("This conversation is closed; start a new one.")
            opened = OpenedTurn(new_id("trn"), _next_number(unit, conversation_id))
            unit.insert(
                turns, id=opened.turn_id, conversation=conversation_id, bot=talk.bot, number=opened.number,
                message_id=message_id, message_hash=body_hash, message=str(message), state=OPEN, citations=[],
                choices=[], milliseconds={}, at=millis(at),
            )  # fmt: skip
            unit.update(conversations, conversations.c.id == conversation_id, last_at=millis(at))
            write_ledger(unit, opened.turn_id, talk.bot, ledger, at)
            vault.flush(unit)
            return opened

    def close_turn(  # noqa: PLR0913 - a turn ends with this many facts, all in one commit
        self,
        turn_id: str,
        *,
        state: str,
        reply: ClearedText,
        citations: Sequence[Any],
        choices: Sequence[Any],
        asking: str | None,
        abstained: bool,
        abstain_reason: str,
        blocked: bool,
        block_reason: str,
        handed_over: bool,
        handover_reason: str,
        notice: str,
        model: str,
        milliseconds: Mapping[str, float],
        begun_with: Mapping[str, Any],
        conversation_state: Mapping[str, Any],
        ledger: Iterable[LedgerEntry],
        vault: Flushed,
        at: datetime,
        audit: Sequence[AuditNote] = (),
        to_person: bool = False,
    ) -> None:
        """Store how a turn ended, in one commit: reply, state of the talk, ledger, vault, handover, audit.

        ``begun_with`` is the state the turn began with: what somebody else wrote into the talk's meanwhile stays.
        """
        with self._store.write() as unit:
            turn = unit.first(turns, turns.c.id == turn_id)
            if turn is None:
                raise UnknownRow("There is no such turn in this workspace.")
            unit.lock(f"conversation {turn.conversation}")
            meanwhile = _changed(begun_with, self._must(unit, turn.conversation).state)
            unit.update(
                turns, turns.c.id == turn_id, state=state, reply=str(reply), citations=_plain(citations),
                choices=_plain(choices), asking=asking, abstained=abstained, abstain_reason=abstain_reason,
                blocked=blocked, block_reason=block_reason, handed_over=handed_over,
                handover_reason=handover_reason, notice=notice, model=model, milliseconds=dict(milliseconds),
                finished_at=millis(at), to_person=to_person,
            )  # fmt: skip
            unit.update(
                conversations, conversations.c.id == turn.conversation, state={**conversation_state, **meanwhile},
                last_at=millis(at),
            )  # fmt: skip
            if handed_over:
                _hand_over(unit, turn, handover_reason, at)
            write_ledger(unit, turn_id, turn.bot, ledger, at)
            vault.flush(unit)
            self._audit.append_to(unit, audit, now=at)

    def close(self, conversation_id: str, outcome: str, now: datetime) -> None:
        """End a conversation; nothing more may be said in it. Closing twice keeps the first end."""
        with self._store.write() as unit:
            close_conversation(unit, conversation_id, outcome, now)

    def listing(
        self, *, bot: str | None = None, since: datetime | None = None, until: datetime | None = None, limit: int = 200
    ) -> list[ConversationRow]:
        """Conversations by their start, newest first."""
        where = [
            *([conversations.c.bot == bot] if bot else []),
            *([conversations.c.started_at >= millis(since)] if since else []),
            *([conversations.c.started_at < millis(until)] if until else []),
        ]
        order = (conversations.c.started_at.desc(), conversations.c.id)
        with self._store.read() as unit:
            return [conversation_row(row) for row in unit.select(conversations, *where, order_by=order, limit=limit)]

    def _known_person(self, unit: Unit, subject_index: str | None) -> str | None:
        if subject_index is None:
            return None
        row = unit.first(conversations, conversations.c.subject_index == subject_index)
        return row.person if row is not None and not self._store.sealer.is_erased(unit, row.person) else None

    def _must(self, unit: Unit, conversation_id: str) -> Any:
        row = unit.first(conversations, conversations.c.id == conversation_id)
        if row is None:
            raise UnknownRow("There is no such conversation in this workspace.")
        return row


def close_conversation(unit: Unit, conversation_id: str, outcome: str, now: datetime) -> None:
    """End a conversation inside a larger unit, such as the withdrawal of consent."""
    still_open = (conversations.c.id == conversation_id, conversations.c.closed_at.is_(None))
    unit.update(conversations, *still_open, outcome=outcome, closed_at=millis(now))


def turn_row(row: Any) -> TurnRow:
    """A row of the table ``turns`` as a value; its texts were cleared before they were stored."""
    return TurnRow(
        id=row.id,
        conversation=row.conversation,
        bot=row.bot,
        number=row.number,
        message_id=row.message_id,
        message=trusted(row.message),
        reply=trusted(row.reply),
        state=row.state,
        citations=tuple(Cited(**cited) for cited in row.citations),
        choices=tuple(Offered(**offered) for offered in row.choices),
        asking=row.asking,
        abstained=row.abstained,
        abstain_reason=row.abstain_reason,
        blocked=row.blocked,
        block_reason=row.block_reason,
        handed_over=row.handed_over,
        handover_reason=row.handover_reason,
        notice=row.notice,
        model=row.model,
        at=instant(row.at),
        finished_at=instant(row.finished_at) if row.finished_at is not None else None,
        milliseconds=dict(row.milliseconds),
        to_person=row.to_person,
    )


def conversation_row(row: Any) -> ConversationRow:
    """A row of the table ``conversations`` as a value."""
    return ConversationRow(
        row.id, row.bot, row.version, row.person, row.channel, row.origin, row.subject_index, row.language,
        row.timezone, dict(row.state), row.outcome, instant(row.started_at), instant(row.last_at),
        instant(row.closed_at) if row.closed_at is not None else None, row.taken_by,
    )  # fmt: skip


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in now.items() if key not in before or before[key] != value}


def _next_number(unit: Unit, conversation_id: str) -> int:
    last = unit.first(turns, turns.c.conversation == conversation_id, order_by=(turns.c.number.desc(),))
    return 1 if last is None else int(last.number) + 1


def _hand_over(unit: Unit, turn: Any, reason: str, at: datetime) -> None:
    still_open = (conversations.c.id == turn.conversation, conversations.c.closed_at.is_(None))
    unit.update(conversations, *still_open, outcome=HANDED_OVER)
    if unit.count(handovers, handovers.c.conversation == turn.conversation, handovers.c.state != "done"):
        return  # asked for again while somebody is asked already: one line in the Inbox
    unit.insert(
        handovers, id=new_id("hnd"), conversation=turn.conversation, bot=turn.bot, turn=turn.id, reason=reason,
        state="waiting", contact=None, at=millis(at),
    )  # fmt: skip


def write_ledger(unit: Unit, turn: str, bot: str, entries: Iterable[LedgerEntry], at: datetime) -> None:
    """What the guardrails did, added up, beside a turn."""
    totals: dict[tuple[str, str, str], int] = {}
    for stage, entity, action, count in entries:
        totals[str(stage), entity, str(action)] = totals.get((str(stage), entity, str(action)), 0) + count
    unit.insert_many(
        ledger,
        [
            {"id": new_id("ldg"), "turn": turn, "bot": bot, "stage": stage, "entity": entity, "action": action,
             "count": count, "at": millis(at)}
            for (stage, entity, action), count in totals.items()
        ],
    )  # fmt: skip


def _plain(items: Sequence[Any]) -> list[dict[str, Any]]:
    return [asdict(item) if is_dataclass(item) and not isinstance(item, type) else dict(item) for item in items]
