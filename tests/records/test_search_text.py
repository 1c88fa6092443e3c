"""Keyword search lives in the encrypted file, and a deleted text leaves it at once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from records.database import Database
from records.ids import millis
from records.sealing import MasterKey
from records.store import Store
from records.tables import chunk_text, chunks, knowledge_bases, sources

WORD = "quagmire7741"


@pytest.fixture
def store(tmp_path: Path, now: datetime) -> Store:
    database = Database.open(f"sqlite:///{tmp_path / 'data' / 'tacit.db'}", MasterKey.generate())
    return database.store(database.create_workspace("Ada & Finch", now))


def test_a_deleted_text_leaves_the_index_at_once(store: Store, now: datetime) -> None:
    _add(store, now, words=f"nib {WORD}")
    _add(store, now, words="nib ink")
    assert len(_found(store, WORD)) == 1
    assert _blocks_hold(store, WORD), "the scan finds what is there"
    with store.write() as unit:
        unit.delete(chunks, chunks.c.words.contains(WORD))
    assert _found(store, WORD) == []
    assert len(_found(store, "nib")) == 1
    assert not _blocks_hold(store, WORD)


def test_a_changed_text_is_found_by_its_new_words_only(store: Store, now: datetime) -> None:
    _add(store, now, words="nib")
    with store.write() as unit:
        unit.update(chunks, words="ink")
    assert (len(_found(store, "nib")), len(_found(store, "ink"))) == (0, 1)


def _add(store: Store, now: datetime, words: str) -> None:
    with store.write() as unit:
        if not unit.count(sources):
            unit.insert(knowledge_bases, id="kbs_1", name="k", embedding_model="m", created_at=millis(now))
            unit.insert(
                sources, id="src_1", knowledge_base="kbs_1", key="k", title="t", origin="o", added_by="m",
                added_at=millis(now), hash="h", status="indexed", on_finding="mask", findings={},
            )  # fmt: skip
        unit.insert(
            chunks, knowledge_base="kbs_1", source="src_1", position=0, heading="", text=words, words=words,
            heading_words="", model="m", sealed_vector=b"",
        )  # fmt: skip


def _found(store: Store, word: str) -> list[int]:
    with store.read() as unit:
        query = (
            sa.select(chunks.c.id)
            .join(chunk_text, chunk_text.c.rowid == chunks.c.id)
            .where(unit.mine(chunks), sa.text("chunk_text MATCH :word").bindparams(word=word))
        )
        return [row.id for row in unit.execute(query)]


def _blocks_hold(store: Store, word: str) -> bool:
    """Whether the index's own storage, read through the key, holds the word."""
    with store.read() as unit:
        rows = unit._connection.exec_driver_sql("SELECT block FROM chunk_text_data")
        return any(word.encode() in bytes(row[0]) for row in rows)
