"""A turn is two commits; a message id counts once; what is stored is cleared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from guardrails.pipeline import trusted
from guardrails.types import ClearedText
from guardrails.vault import MemoryVault
from records.bots import BotRow
from records.conversations import Cited, ConversationRow, Conversations, Offered, TurnRow
from records.database import Database
from records.errors import ConversationEnded, MessageConflict, UnknownRow
from records.handovers import Handovers
from records.store import Store
from records.tables import turns, vault_entries
from records.unit import Unit

Say = Callable[..., TurnRow]


@dataclass(frozen=True)
class Page:
    """A citation of a layer above, which records do not know."""

    source: str
    title: str
    url: str | None
    heading: str


class Unsealed(MemoryVault):
    """A vault with nothing to write."""

    def flush(self, unit: Unit) -> None:
        """Nothing."""


def test_a_conversation_begins_open_and_empty(store: Store, talk: ConversationRow, now: datetime) -> None:
    assert Conversations(store).get(talk.id) == talk
    assert (talk.outcome, talk.state, talk.started_at, talk.closed_at) == ("open", {}, now, None)
    assert Conversations(store).turns(talk.id) == []
    assert Conversations(store).get("cnv_unknown") is None


def test_a_turn_is_read_back_as_it_ended(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    turn = say(
        talk, "Do you repair nibs?", reply=trusted("Yes [1]."), citations=(Page("repairs", "Repairs", None, "Nibs"),),
        choices=({"id": "more", "label": "More"},), asking="service", notice="from your documents", model="small",
        milliseconds={"total": 12.5}, conversation_state={"step": 2},
    )  # fmt: skip
    assert Conversations(store).turns(talk.id) == [turn]
    assert (turn.number, turn.state, turn.message, turn.reply) == (1, "complete", "Do you repair nibs?", "Yes [1].")
    assert (type(turn.message), type(turn.reply)) == (ClearedText, ClearedText)
    assert turn.citations == (Cited("repairs", "Repairs", None, "Nibs"),)
    assert turn.choices == (Offered("more", "More"),)
    assert (turn.asking, turn.notice, turn.model, turn.milliseconds) == (
        "service", "from your documents", "small", {"total": 12.5},
    )  # fmt: skip
    assert (turn.at, turn.finished_at) == (now, now)
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert kept.state == {"step": 2}


def test_turns_are_numbered_in_order(store: Store, talk: ConversationRow, say: Say) -> None:
    assert [say(talk).number for _ in range(3)] == [1, 2, 3]
    assert [turn.number for turn in Conversations(store).turns(talk.id)] == [1, 2, 3]


def test_the_same_message_again_gives_the_stored_turn(store: Store, talk: ConversationRow, say: Say) -> None:
    first = say(talk, "hello", id="m1", reply=trusted("Hi."))
    again = _open(store, talk, "m1", "hello")
    assert again.replay == first
    assert (again.turn_id, again.number) == (first.id, 1)
    assert Conversations(store).turns(talk.id) == [first]


def test_the_same_id_with_another_body_is_a_conflict(store: Store, talk: ConversationRow, say: Say) -> None:
    say(talk, "hello", id="m1")
    with pytest.raises(MessageConflict, match="use a new id"):
        _open(store, talk, "m1", "something else")
    assert len(Conversations(store).turns(talk.id)) == 1


def test_a_turn_that_never_closed_is_found_open(store: Store, talk: ConversationRow, now: datetime) -> None:
    opened = _open(store, talk, "m1", "hello")
    again = _open(store, talk, "m1", "hello")
    assert again.replay is not None
    assert (again.turn_id, again.replay.state, again.replay.finished_at) == (opened.turn_id, "open", None)


def test_the_body_itself_is_not_kept(store: Store, talk: ConversationRow, say: Say) -> None:
    turn = say(talk, "call me", secrets=[("PHONE_NUMBER", "020 7946 0958")])
    assert "7946" not in turn.message
    with store.read() as unit:
        assert all("7946" not in repr(row) for table in (turns, vault_entries) for row in unit.select(table))


def test_a_turn_costs_two_commits(database: Database, talk: ConversationRow, say: Say) -> None:
    commits: list[object] = []
    sa.event.listen(database._writes, "commit", commits.append)
    say(talk, secrets=[("PHONE_NUMBER", "020 7946 0958")], ledger=[("input", "PHONE_NUMBER", "redact", 1)],
        handed_over=True, handover_reason="asked")  # fmt: skip
    assert len(commits) == 2


def test_a_closed_conversation_takes_no_message(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    first = say(talk, "hello", id="m1")
    Conversations(store).close(talk.id, "withdrawn", now)
    with pytest.raises(ConversationEnded):
        _open(store, talk, "m2", "more")
    assert _open(store, talk, "m1", "hello").replay == first, "what was answered can still be replayed"
    Conversations(store).close(talk.id, "ended", now + timedelta(days=1))
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert (kept.outcome, kept.closed_at) == ("withdrawn", now)


def test_a_handover_is_stored_with_its_turn(store: Store, talk: ConversationRow, say: Say) -> None:
    turn = say(talk, "a person please", handed_over=True, handover_reason="asked")
    waiting = Handovers(store).listing(state="waiting")
    assert [(row.turn, row.reason, row.contact) for row in waiting] == [(turn.id, "asked", None)]
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert kept.outcome == "handed_over"
    say(talk, "a person, now", handed_over=True, handover_reason="asked")
    assert len(Handovers(store).listing()) == 1, "asked for again while somebody is asked already"


def test_the_ledger_adds_up_what_the_guardrails_did(store: Store, talk: ConversationRow, say: Say) -> None:
    turn = say(
        talk,
        ledger=[("input", "PHONE_NUMBER", "redact", 1), ("input", "PHONE_NUMBER", "redact", 2)],
    )
    assert Conversations(store).ledger(talk.id) == {turn.id: [("input", "PHONE_NUMBER", "redact", 3)]}


def test_a_signed_in_visitor_stays_one_person(store: Store, bot: BotRow, now: datetime) -> None:
    first, second = _start(store, bot, now, subject="customer-7"), _start(store, bot, now, subject="customer-7")
    assert first.person == second.person
    assert _start(store, bot, now, subject="customer-8").person != first.person
    assert first.subject_index != "customer-7"
    with store.write() as unit:
        store.sealer.erase_person(unit, first.person, now)
    assert _start(store, bot, now, subject="customer-7").person != first.person, "an erased person does not come back"


def test_an_anonymous_visitor_is_somebody_new_each_time(store: Store, bot: BotRow, now: datetime) -> None:
    assert _start(store, bot, now).person != _start(store, bot, now).person


def test_another_workspace_sees_no_conversation(other_store: Store, talk: ConversationRow, say: Say) -> None:
    turn = say(talk)
    theirs = Conversations(other_store)
    assert theirs.get(talk.id) is None
    assert theirs.turns(talk.id) == []
    assert theirs.turn(turn.id) is None
    assert theirs.listing() == []
    assert theirs.ledger(talk.id) == {}
    with pytest.raises(UnknownRow):
        _open(other_store, talk, "m9", "hello")


def test_the_listing_is_newest_first_and_by_time(store: Store, bot: BotRow, now: datetime) -> None:
    made = [_start(store, bot, now + timedelta(hours=hour)) for hour in range(4)]
    found = Conversations(store).listing(since=now + timedelta(hours=1), until=now + timedelta(hours=3))
    assert [row.id for row in found] == [made[2].id, made[1].id]
    assert Conversations(store).listing(limit=1) == [made[3]]
    assert Conversations(store).listing(bot="bot_other") == []


def _start(store: Store, bot: BotRow, now: datetime, subject: str | None = None) -> ConversationRow:
    return Conversations(store).start(
        bot=bot.id, version=1, channel="widget", origin="https://shop.example", language="en", timezone="Europe/London",
        subject=subject, now=now,
    )  # fmt: skip


def _open(store: Store, talk: ConversationRow, message_id: str, body: str) -> Any:
    return Conversations(store).open_turn(
        talk.id, message_id=message_id, body=body, message=trusted(body), at=talk.started_at, vault=Unsealed(),
        ledger=[],
    )  # fmt: skip
