"""A person in a talk: comes once, speaks only while it is theirs, leaves, and every act is a line for the visitor."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from guardrails.pipeline import trusted
from records.attending import Attending, Line
from records.audit import AuditTrail
from records.conversations import ConversationRow, Conversations
from records.errors import ConversationEnded, NotTaken, UnknownRow
from records.handovers import HandoverRow, Handovers
from records.insights import Insights, Period
from records.store import Store
from records.tables import ledger, vault_entries
from records.vault import SealedVault
from tests.records.conftest import Say

MARA, JON = "mbr_mara", "mbr_jon"


@pytest.fixture
def asked(store: Store, talk: ConversationRow, say: Say) -> HandoverRow:
    """A visitor who asked for a person."""
    say(talk, "a person please", handed_over=True, handover_reason="asked")
    return Handovers(store).listing()[0]


def speak(store: Store, talk: ConversationRow, member: str, words: str, now: datetime) -> Line:
    vault = SealedVault(store, talk.id, talk.person)
    said = trusted(f"{words} {vault.seal('EMAIL_ADDRESS', 'ines@mail.example')}")
    found = [("output", "EMAIL_ADDRESS", "redact", 1)]
    return Attending(store).say(talk.id, member, said, ledger=found, vault=vault, now=now)


def kinds(store: Store, talk: ConversationRow) -> list[tuple[int, str]]:
    return [(line.number, line.kind) for line in Attending(store).lines(talk.id)]


def test_a_person_comes_speaks_and_leaves(
    store: Store, talk: ConversationRow, asked: HandoverRow, now: datetime
) -> None:
    people = Attending(store)
    people.take(asked.id, MARA, now=now)
    speak(store, talk, MARA, "I write to", now + timedelta(seconds=40))
    speak(store, talk, MARA, "again to", now + timedelta(seconds=90))
    people.give_back(talk.id, MARA, now=now + timedelta(minutes=2))
    assert kinds(store, talk) == [(1, "joined"), (2, "said"), (3, "said"), (4, "left")]
    assert [line.number for line in people.lines(talk.id, after=2)] == [3, 4]
    (done,) = Handovers(store).listing()
    assert (done.state, done.outcome, done.taken_by) == ("done", "returned", MARA)
    assert done.answered_at == now + timedelta(seconds=40), "the first words count"
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert (kept.taken_by, kept.closed_at, kept.last_at) == (None, None, now + timedelta(seconds=90))
    notes = [(row.actor, row.action) for row in AuditTrail(store).listing() if row.action.startswith("handover")]
    assert sorted(notes) == [(MARA, "handover.done"), (MARA, "handover.taken")]


def test_their_words_are_sealed_and_in_the_ledger_of_the_message_they_answer(
    store: Store, talk: ConversationRow, asked: HandoverRow, now: datetime
) -> None:
    Attending(store).take(asked.id, MARA, now=now)
    line = speak(store, talk, MARA, "I write to", now)
    assert (line.turn, line.member) == (asked.turn, MARA)
    with store.read() as unit:
        assert [(row.turn, row.stage, row.entity) for row in unit.select(ledger)] == [
            (asked.turn, "output", "EMAIL_ADDRESS")
        ]
        assert unit.count(vault_entries) == 1
        assert all(b"ines@mail" not in row.sealed_value for row in unit.select(vault_entries))
    assert "ines@mail" not in line.text


def test_only_who_has_taken_it_speaks(store: Store, talk: ConversationRow, asked: HandoverRow, now: datetime) -> None:
    with pytest.raises(NotTaken):
        speak(store, talk, MARA, "hello", now)
    Attending(store).take(asked.id, MARA, now=now)
    with pytest.raises(NotTaken):
        speak(store, talk, JON, "hello", now)
    Attending(store).take(asked.id, JON, now=now)
    speak(store, talk, JON, "hello", now)
    assert kinds(store, talk) == [(1, "joined"), (2, "said")], "a colleague goes under the same name"
    with pytest.raises(NotTaken):
        Attending(store).give_back(talk.id, MARA, now=now)


def test_a_talk_that_has_ended_takes_no_word(
    store: Store, talk: ConversationRow, asked: HandoverRow, say: Say, now: datetime
) -> None:
    people = Attending(store)
    people.take(asked.id, MARA, now=now)
    people.close(talk.id, MARA, "solved", now=now)
    assert people.standing([talk.id])[talk.id].closed
    with pytest.raises(ConversationEnded):
        speak(store, talk, MARA, "one more thing", now)
    with pytest.raises(ConversationEnded):
        say(talk, "hello?", id="later")
    with pytest.raises(UnknownRow):
        people.take(asked.id, MARA, now=now)
    assert [row.outcome for row in Handovers(store).listing()] == ["solved"]


def test_that_nobody_came_is_said_once(store: Store, talk: ConversationRow, asked: HandoverRow, now: datetime) -> None:
    people, later = Attending(store), now + timedelta(minutes=3)
    assert Handovers(store).unanswered([talk.id], since=now) == [], "just asked"
    assert [row.id for row in Handovers(store).unanswered([talk.id], since=later)] == [asked.id]
    assert people.offer(asked.id, {"contact": True}, now=later)
    assert not people.offer(asked.id, {"contact": True}, now=later)
    assert Handovers(store).unanswered([talk.id], since=later) == []
    assert kinds(store, talk) == [(1, "nobody")]
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert kept.state["contact"] is True


def test_a_reply_being_written_meanwhile_does_not_undo_the_offer(
    store: Store, talk: ConversationRow, asked: HandoverRow, say: Say, now: datetime
) -> None:
    before = {"doubt": 1, "said": "hours"}
    say(talk, "when are you open?", id="first", conversation_state=before)
    Attending(store).offer(asked.id, {"contact": True}, now=now)
    say(talk, "and on Sunday?", id="second", begun_with=before, conversation_state={"doubt": 2})
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert kept.state == {"doubt": 2, "contact": True}, "the turn's own keys as it left them, and the offer"


def test_how_a_talk_stands_and_what_is_unread(
    store: Store, other_store: Store, talk: ConversationRow, asked: HandoverRow, say: Say, now: datetime
) -> None:
    people = Attending(store)
    standing = people.standing([talk.id])[talk.id]
    assert (standing.newest, standing.waiting, standing.taken_by) == (0, True, None)
    assert people.unread() == {asked.id: 1}
    people.seen(talk.id, 1)
    assert people.unread() == {}
    people.take(asked.id, MARA, now=now)
    say(talk, "are you there?", to_person=True)
    assert people.unread() == {asked.id: 1}
    people.seen(talk.id, 2)
    people.seen(talk.id, 1)
    assert people.unread() == {}, "what was seen stays seen"
    standing = people.standing([talk.id])[talk.id]
    assert (standing.newest, standing.waiting, standing.taken_by) == (1, False, MARA)
    assert Attending(other_store).standing([talk.id]) == {}
    assert Attending(other_store).lines(talk.id) == []


def test_analytics_count_who_was_asked_came_and_answered(
    store: Store, talk: ConversationRow, asked: HandoverRow, say: Say, now: datetime
) -> None:
    period = Period(now - timedelta(days=1), now + timedelta(days=1))
    Attending(store).take(asked.id, MARA, now=now + timedelta(seconds=10))
    totals = Insights(store).totals(period)
    assert (totals.handed_over, totals.taken, totals.by_person, totals.person_p50) == (1, 1, 0, 0)
    speak(store, talk, MARA, "hello", now + timedelta(seconds=30))
    say(talk, "thank you", to_person=True)
    totals = Insights(store).totals(period)
    assert (totals.by_person, totals.person_p50, totals.person_p95) == (1, 30_000, 30_000)
    assert (totals.turns, totals.answered) == (2, 0), "what was said to a person is no answer of the bot"
    assert [seen.turn.id for seen in Insights(store).rows(period, "by_person")] == [asked.turn]
