"""Chunks are found by their words on both databases, and belong to one workspace."""

from __future__ import annotations

from datetime import datetime

import pytest

from guardrails.pipeline import trusted
from records.errors import UnknownRow
from records.knowledge import KnowledgeRecords, NewChunk, NewSource
from records.store import Store


def chunk(text: str, heading: str = "", language: str = "en") -> NewChunk:
    return NewChunk(trusted(heading), trusted(text), text, heading, language, text.encode())


def source(key: str, now: datetime) -> NewSource:
    return NewSource(key, trusted(key), None, "en", "upload", "", "mem_1", now, "0" * 64, 1, "mask")


@pytest.fixture
def records(store: Store) -> KnowledgeRecords:
    return KnowledgeRecords(store)


@pytest.fixture
def kb(records: KnowledgeRecords, now: datetime) -> str:
    return records.create("shop", "model", now)


def put(records: KnowledgeRecords, kb: str, now: datetime, key: str, *made: NewChunk) -> tuple[str, tuple[int, ...]]:
    new = source(key, now)
    announced = records.announce(kb, new, "reading")
    return announced, records.publish(kb, announced, new, "indexed", {}, made, "model").added


def test_rare_words_count_more_and_short_texts_win(records: KnowledgeRecords, kb: str, now: datetime) -> None:
    _, ids = put(
        records, kb, now, "a", chunk("film cost day"), chunk("book cost day and so many other words beside"),
        chunk("cost day"), chunk("zebra"),
    )  # fmt: skip
    found = records.keyword(kb, (("film",), ("cost",)), 10)
    assert found[0][0] == ids[0]
    assert {i for i, _ in found} == set(ids[:3])
    assert all(score > 0 for _, score in found)


def test_headings_are_searched_and_any_stem_of_a_term_counts(records: KnowledgeRecords, kb: str, now: datetime) -> None:
    _, ids = put(records, kb, now, "a", chunk("nothing", "bestell"), chunk("else"))
    assert [i for i, _ in records.keyword(kb, (("bestell", "bestellungen"),), 10)] == [ids[0]]
    assert records.term_counts(kb, (("bestell", "bestellungen"), ("zebra",))) == [1, 0]


def test_replacing_and_removing_leaves_nothing_behind(records: KnowledgeRecords, kb: str, now: datetime) -> None:
    first, old = put(records, kb, now, "a", chunk("heron"))
    again, new = put(records, kb, now, "a", chunk("egret"))
    assert (first, records.keyword(kb, (("heron",),), 10)) == (again, [])
    assert records.remove(again) == (kb, list(new))
    assert (records.keyword(kb, (("egret",),), 10), records.sources(kb), set(old) & set(new)) == ([], [], set())


def test_bases_and_workspaces_are_apart(records: KnowledgeRecords, kb: str, now: datetime, other_store: Store) -> None:
    _, ids = put(records, kb, now, "a", chunk("heron"))
    other, rival = records.create("other", "model", now), KnowledgeRecords(other_store)
    theirs = rival.create("shop", "model", now)
    assert records.keyword(other, (("heron",),), 10) == []
    assert rival.keyword(theirs, (("heron",),), 10) == []
    assert rival.keyword(kb, (("heron",),), 10) == []
    assert (rival.served(kb, ids), rival.chunk_ids(kb), rival.languages(kb)) == ([], [], {})
    with pytest.raises(UnknownRow):
        rival.base(kb)


def test_vectors_are_sealed_and_come_back(records: KnowledgeRecords, kb: str, now: datetime) -> None:
    _, ids = put(records, kb, now, "a", chunk("one"), chunk("two"))
    assert list(records.vectors(kb, ids)) == [(ids[0], b"one"), (ids[1], b"two")]


def test_a_source_removed_while_it_is_read_stays_removed(records: KnowledgeRecords, kb: str, now: datetime) -> None:
    new = source("a", now)
    announced = records.announce(kb, new, "reading")
    records.remove(announced)
    with pytest.raises(UnknownRow):
        records.publish(kb, announced, new, "indexed", {}, [chunk("x")], "model")
