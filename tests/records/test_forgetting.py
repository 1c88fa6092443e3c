"""Forgetting a talk: its words and values go for good, the proof that it happened stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from guardrails.pipeline import trusted
from records.attending import Attending
from records.audit import AuditTrail
from records.bookings import Bookings, Wanted
from records.bots import BotRow
from records.consents import Consents
from records.conversations import ConversationRow, Conversations, TurnRow
from records.errors import UnknownRow
from records.forgetting import Forgetting
from records.handovers import Handovers
from records.ratings import Ratings
from records.responses import Responses, Talk
from records.store import Store
from records.tables import answers, handovers, ledger, person_lines, persons, ratings, responses, turns, vault_entries

Say = Callable[..., TurnRow]
PHONE = ("PHONE_NUMBER", "020 7946 0958")


def test_what_was_said_and_given_is_gone(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    turn = say(talk, secrets=[PHONE], ledger=[("input", *PHONE[:1], "redact", 1)], handed_over=True,
               handover_reason="asked")  # fmt: skip
    Attending(store).take(Handovers(store).listing()[0].id, "mbr_1", now=now)
    Ratings(store).rate(turn.id, "up", reason="", comment=trusted("good"), now=now)
    Responses(store).record(Talk(talk.bot, 1, talk.id, False), "q1", 5, now=now)
    done = Forgetting(store).talk(talk.id, now=now)
    assert (done.turns, done.values, done.answers) == (1, 1, 1)
    with store.read() as unit:
        for table in (turns, vault_entries, ledger, ratings, handovers, person_lines, answers, responses):
            assert unit.count(table) == 0, table.name
        assert unit.first(persons, persons.c.id == talk.person).wrapped_key is None


def test_the_booked_time_stays_booked_without_a_word_of_its_details(
    store: Store, bot: BotRow, talk: ConversationRow, now: datetime
) -> None:
    start, end = now + timedelta(days=1), now + timedelta(days=1, hours=1)
    wanted = Wanted(bot.id, talk.id, talk.person, "cut", "jo", start, end, start, end, "Europe/Berlin")
    given = {"phone": "[[PHONE_NUMBER:1a2b3c]]", "wishes": "I limp, please keep a chair free", "guests": "4"}
    booked = Bookings(store).book(wanted, key="k", code="a", details=given, now=now)
    assert booked is not None
    Forgetting(store).talk(talk.id, now=now)
    kept = Bookings(store).get(booked.id)
    assert kept is not None
    assert (kept.state, kept.starts, kept.details) == ("booked", start, {})


def test_the_proof_stays(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    Consents(store).give(talk.id, notice_hash="a" * 64, language="en", wording="May we?", method="button", now=now)
    say(talk)
    Forgetting(store).talk(talk.id, now=now)
    assert len(Consents(store).listing(talk.id)) == 1
    kept = Conversations(store).get(talk.id)
    assert kept is not None
    assert (kept.outcome, kept.closed_at, kept.state) == ("withdrawn", now, {})
    assert [record.action for record in AuditTrail(store).listing()] == ["conversation.forgotten", "consent.given"]
    assert AuditTrail(store).verify().whole


def test_twice_is_no_error(store: Store, talk: ConversationRow, say: Say, now: datetime) -> None:
    say(talk)
    Forgetting(store).talk(talk.id, now=now)
    assert Forgetting(store).talk(talk.id, now=now).turns == 0


def test_another_talk_of_the_same_person_keeps_its_values(store: Store, bot: BotRow, say: Say, now: datetime) -> None:
    one, two = (
        Conversations(store).start(
            bot=bot.id, version=1, channel="api", origin=None, language="en", timezone=None, subject="customer-7",
            now=now,
        )
        for _ in range(2)
    )  # fmt: skip
    say(one, secrets=[PHONE])
    say(two, secrets=[PHONE])
    Forgetting(store).talk(one.id, now=now)
    with store.read() as unit:
        assert unit.first(persons, persons.c.id == two.person).wrapped_key is not None
        assert unit.count(vault_entries, vault_entries.c.conversation == two.id) == 1


def test_another_workspace_cannot_forget_it(
    store: Store, other_store: Store, talk: ConversationRow, say: Say, now: datetime
) -> None:
    say(talk)
    with pytest.raises(UnknownRow):
        Forgetting(other_store).talk(talk.id, now=now)
    assert len(Conversations(store).turns(talk.id)) == 1
