"""A conversation's values: sealed under the visitor's key, written in the turn's commit, gone when forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

import pytest
import sqlalchemy as sa

from guardrails.vault import PLACEHOLDER
from records.bots import Bots
from records.conversations import ConversationRow, Conversations
from records.database import Database
from records.errors import Erased
from records.sealing import MasterKey
from records.store import Store
from records.tables import vault_entries
from records.vault import SealedVault

PHONE = ("PHONE_NUMBER", "020 7946 0958")


def test_a_value_is_found_again_after_a_restart(store: Store, talk: ConversationRow) -> None:
    placeholder = _kept(store, talk, *PHONE)
    again = SealedVault(store, talk.id, talk.person)
    assert PLACEHOLDER.fullmatch(placeholder)
    assert again.open(placeholder) == "020 7946 0958"
    assert list(again.known()) == [PHONE]
    assert again.seal(*PHONE) == placeholder
    assert again.open("[[PHONE_NUMBER:aaaaaaaa]]") is None


def test_nothing_is_written_before_the_turn_is(store: Store, talk: ConversationRow) -> None:
    vault = SealedVault(store, talk.id, talk.person)
    vault.seal(*PHONE)
    assert list(SealedVault(store, talk.id, talk.person).known()) == []


def test_each_value_is_written_once(store: Store, talk: ConversationRow) -> None:
    vault = SealedVault(store, talk.id, talk.person)
    for _ in range(2):
        vault.seal(*PHONE)
        with store.write() as unit:
            vault.flush(unit)
    with store.read() as unit:
        assert unit.count(vault_entries) == 1


def test_two_turns_at_once_may_name_one_value_twice(store: Store, talk: ConversationRow) -> None:
    one, two = (SealedVault(store, talk.id, talk.person) for _ in range(2))
    names = [vault.seal(*PHONE) for vault in (one, two)]
    for vault in (one, two):
        with store.write() as unit:
            vault.flush(unit)
    again = SealedVault(store, talk.id, talk.person)
    assert [again.open(name) for name in names] == ["020 7946 0958"] * 2


def test_rows_hold_no_value_and_one_index_per_value(store: Store, talk: ConversationRow) -> None:
    _kept(store, talk, *PHONE)
    _kept(store, talk, "EMAIL_ADDRESS", "grace@example.org")
    with store.read() as unit:
        rows = unit.select(vault_entries)
    assert not any(value in bytes(row.sealed_value) for row in rows for value in (b"7946", b"grace"))
    assert len({row.value_index for row in rows}) == 2


def test_a_placeholder_of_another_talk_opens_nothing(store: Store, talk: ConversationRow) -> None:
    placeholder = _kept(store, talk, *PHONE)
    assert SealedVault(store, "cnv_other", talk.person).open(placeholder) is None


def test_a_forgotten_visitor_leaves_placeholders_only(store: Store, talk: ConversationRow, now: datetime) -> None:
    placeholder = _kept(store, talk, *PHONE)
    with store.write() as unit:
        store.sealer.erase_person(unit, talk.person, now)
    vault = SealedVault(store, talk.id, talk.person)
    assert vault.open(placeholder) is None
    assert list(vault.known()) == []
    vault.seal("PERSON", "Grace")
    with store.write() as unit, pytest.raises(Erased):
        vault.flush(unit)


def test_a_turn_is_closed_on_one_connection_however_long_it_took(url: str, key: MasterKey, now: datetime) -> None:
    """Many turns that close at once would otherwise each hold a connection and wait for a second."""
    first = Database.open(url, key)
    workspace = first.create_workspace("Ada & Finch", now)
    talk = started(first.store(workspace), now)
    first.close()
    with closing(Database.open(url, key)) as database:  # which has not read the visitor's key yet
        store = database.store(workspace)
        vault = SealedVault(store, talk.id, talk.person)
        placeholder, taken = vault.seal(*PHONE), list[object]()
        with store.write() as unit, taking(taken):
            vault.flush(unit)
        assert taken == []
        assert SealedVault(store, talk.id, talk.person).open(placeholder) == PHONE[1]


def started(store: Store, now: datetime) -> ConversationRow:
    bot = Bots(store).create(key="help", kind="support", name="Help", draft="id: help", now=now)
    return Conversations(store).start(
        bot=bot.id, version=1, channel="widget", origin=None, language="en", timezone=None, subject=None, now=now
    )


@contextmanager
def taking(taken: list[object]) -> Iterator[None]:
    """Adds each connection that this thread takes from a pool meanwhile; what others left running takes its own."""
    here = threading.get_ident()

    def take(connection: object, *_: object) -> None:
        if threading.get_ident() == here:
            taken.append(connection)

    sa.event.listen(sa.Pool, "checkout", take)
    try:
        yield
    finally:
        sa.event.remove(sa.Pool, "checkout", take)


def _kept(store: Store, talk: ConversationRow, entity: str, value: str) -> str:
    vault = SealedVault(store, talk.id, talk.person)
    placeholder = vault.seal(entity, value)
    with store.write() as unit:
        vault.flush(unit)
    return placeholder
