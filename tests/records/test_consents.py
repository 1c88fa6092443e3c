"""Consent: a proof per notice, and a withdrawal that closes the talk in the same commit."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from records.audit import AuditTrail
from records.consents import ConsentRow, Consents
from records.conversations import ConversationRow, Conversations
from records.errors import ConversationEnded, UnknownRow
from records.store import Store

NOTICE = "a" * 64


def test_consent_holds_what_was_shown(store: Store, talk: ConversationRow, now: datetime) -> None:
    assert Consents(store).active(talk.id) is None
    given = _give(store, talk, now)
    assert Consents(store).active(talk.id) == given
    assert (given.purpose, given.notice_hash, given.language, given.wording, given.method, given.given_at) == (
        "conversation", NOTICE, "en", "May we read this?", "button", now,
    )  # fmt: skip


def test_the_same_consent_twice_is_one(store: Store, talk: ConversationRow, now: datetime) -> None:
    assert _give(store, talk, now) == _give(store, talk, now + timedelta(hours=1))
    assert len(Consents(store).listing(talk.id)) == 1


def test_a_new_notice_is_a_new_consent(store: Store, talk: ConversationRow, now: datetime) -> None:
    _give(store, talk, now)
    newer = _give(store, talk, now + timedelta(hours=1), notice="b" * 64)
    assert Consents(store).active(talk.id) == newer


def test_a_purpose_is_agreed_to_by_itself(store: Store, talk: ConversationRow, now: datetime) -> None:
    Consents(store).give(
        talk.id, notice_hash=NOTICE, language="en", wording="News?", method="button", now=now, purpose="news"
    )
    assert Consents(store).active(talk.id) is None
    assert Consents(store).active(talk.id, "news") is not None


def test_withdrawal_ends_consent_and_talk_together(store: Store, talk: ConversationRow, now: datetime) -> None:
    _give(store, talk, now)
    later = now + timedelta(minutes=5)
    assert Consents(store).withdraw(talk.id, now=later)
    assert Consents(store).active(talk.id) is None
    assert [row.withdrawn_at for row in Consents(store).listing(talk.id)] == [later]
    closed = Conversations(store).get(talk.id)
    assert closed is not None
    assert (closed.outcome, closed.closed_at) == ("withdrawn", later)
    assert not Consents(store).withdraw(talk.id, now=later), "twice is no error"
    with pytest.raises(ConversationEnded):
        _give(store, talk, later)


def test_both_are_audited_by_pseudonym(store: Store, talk: ConversationRow, now: datetime) -> None:
    _give(store, talk, now)
    Consents(store).withdraw(talk.id, now=now)
    trail = AuditTrail(store)
    assert [(r.action, r.actor) for r in trail.listing(subject=talk.id)] == [
        ("consent.withdrawn", trail.visitor(talk.person)),
        ("consent.given", trail.visitor(talk.person)),
    ]
    assert talk.person not in repr(trail.listing())


def test_another_workspace_can_neither_give_nor_withdraw(
    store: Store, other_store: Store, talk: ConversationRow, now: datetime
) -> None:
    with pytest.raises(UnknownRow):
        _give(other_store, talk, now)
    with pytest.raises(UnknownRow):
        Consents(other_store).withdraw(talk.id, now=now)
    _give(store, talk, now)
    assert Consents(other_store).active(talk.id) is None


def _give(store: Store, talk: ConversationRow, now: datetime, notice: str = NOTICE) -> ConsentRow:
    return Consents(store).give(
        talk.id, notice_hash=notice, language="en", wording="May we read this?", method="button", now=now
    )
