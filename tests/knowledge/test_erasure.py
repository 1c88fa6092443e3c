"""Deleted means gone: no byte of a text or its vector is left, in clear or under the key, in file, log or index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from guardrails import Guardrails
from knowledge import Library, MiniLM, OnFinding, Upload
from knowledge.decisions import Decisions
from knowledge.index import ChromaIndex
from knowledge.ingest import Order
from records.knowledge import KnowledgeRecords
from records.sealing import MasterKey
from records.store import Store
from records.tables import chunks
from tests.knowledge.conftest import NOW, Add

PAGE, RESERVED, FRAME, LOG_HEAD = 4096, 80, 24, 32  # SQLCipher 4's page and SQLite's log
GONE = "# Zanzibar\n\nThe quagmire of Zanzibar costs 99 xylophones.\n"
STAYS = "# Control\n\nThe heron stays where it stands.\n"
Scan = Callable[[], bytes]


@pytest.fixture
def scan(tmp_path: Path, key: MasterKey) -> Scan:
    """Every byte of the data folder, raw and, of database and log, decrypted page by page."""
    secret = key.derive("database")

    def opened(data: bytes, start: int) -> bytes:
        page = data[start : start + PAGE]
        body, tail = page[16 if start == 0 else 0 : PAGE - RESERVED], page[PAGE - RESERVED :]
        decryptor = Cipher(algorithms.AES(secret), modes.CBC(tail[:16])).decryptor()
        return decryptor.update(body) + decryptor.finalize()

    def scanning() -> bytes:
        raw = b"".join(f.read_bytes() for f in sorted(tmp_path.rglob("*")) if f.is_file())
        file = (tmp_path / "tacit.db").read_bytes()
        log_file = tmp_path / "tacit.db-wal"
        log = log_file.read_bytes() if log_file.exists() else b""
        pages = [opened(file, at) for at in range(0, len(file), PAGE)]
        frames = range(LOG_HEAD + FRAME, len(log), FRAME + PAGE)
        pages += [opened(b"\0" * PAGE + log[at : at + PAGE], PAGE) for at in frames]
        return raw + b"".join(pages)

    return scanning


def vector_of(store: Store, word: str) -> bytes:
    """A part of a stored vector as the index writes it."""
    with store.read() as unit:
        row = next(r for r in unit.select(chunks) if word in r.text)
    ((_, box),) = KnowledgeRecords(store).vectors(row.knowledge_base, [row.id])
    return np.frombuffer(box, "<f2").astype("<f4").tobytes()[:64]


def test_the_scan_finds_what_is_there(add: Add, scan: Scan, store: Store) -> None:
    add(gone=GONE, stays=STAYS)
    seen = scan()
    assert b"quagmire" in seen
    assert vector_of(store, "quagmire") in seen


def test_nothing_is_left_of_a_removed_source(add: Add, library: Library, scan: Scan, store: Store) -> None:
    gone, _ = add(gone=GONE, stays=STAYS)
    vector, control = vector_of(store, "quagmire"), vector_of(store, "heron")
    library.remove(gone.id)
    library.erase_now()
    seen = scan()
    assert b"heron stays" in seen
    assert control in seen
    assert b"quagmire" not in seen
    assert b"xylophon" not in seen
    assert vector not in seen


def test_a_base_that_cannot_be_written_is_erased_later_and_the_others_now(
    add: Add, library: Library, guardrails: Guardrails, scan: Scan, store: Store, tmp_path: Path
) -> None:
    (gone,) = add(gone=GONE)
    other = library.create("other", NOW)
    upload = Upload(name="other.md", data=b"# Other\n\nThe walrus hums at noon.\n")
    (second,) = library.ingest(
        other, [upload], guardrails=guardrails, on_finding=OnFinding.MASK, added_by="mem_1", licence="own", now=NOW
    )
    vector, walrus = vector_of(store, "quagmire"), vector_of(store, "walrus")
    kb = gone.knowledge_base
    in_the_way = tmp_path / "knowledge" / kb / str(int(KnowledgeRecords(store).base(kb).generation) + 1)
    in_the_way.write_text("a file where the new folder would be")
    library.remove(gone.id)
    library.remove(second.id)
    library.erase_now()
    assert walrus not in scan(), "the other base is erased"
    assert vector in scan()
    in_the_way.unlink()
    library.erase_now()
    assert vector not in scan(), "and this one when it can be written again"


def test_no_index_file_holds_what_another_index_held(tmp_path: Path) -> None:
    """Chroma writes room it has not filled yet, which is memory freed by somebody else."""
    chance = np.random.default_rng(7)
    secret = chance.normal(size=(1, 384)).astype("<f4")
    unit = secret / np.linalg.norm(secret)
    pieces = [v.tobytes()[at : at + 32] for v in (secret, unit) for at in range(0, 1504, 32)]
    for turn in range(6):
        for name, vectors in (("gone", secret), ("stays", chance.normal(size=(1, 384)).astype("<f4"))):
            index = ChromaIndex(tmp_path / f"{name}{turn}")
            index.add([1], vectors)
            index.query(vectors, 1)
            index.close()
        files = [f.read_bytes() for f in (tmp_path / f"stays{turn}").rglob("*") if f.is_file()]
        assert not [piece for piece in pieces if any(piece in data for data in files)]


def test_nothing_is_left_of_the_words_before_an_edit(
    add: Add, library: Library, scan: Scan, store: Store, guardrails: Guardrails
) -> None:
    source, _ = add(gone=GONE, stays=STAYS)
    vector = vector_of(store, "quagmire")
    (chunk,) = library.chunks(source.id)
    library.edit(chunk.id, "Zanzibar is an island.", guardrails=guardrails, now=NOW)
    library.erase_now()
    seen = scan()
    assert b"Zanzibar is an island" in seen
    assert b"quagmire" not in seen
    assert vector not in seen


def test_nothing_is_left_of_the_version_before(add: Add, library: Library, scan: Scan) -> None:
    add(page=GONE, stays=STAYS)
    add(page="# Zanzibar\n\nZanzibar is an island.\n")
    library.erase_now()
    assert b"quagmire" not in scan()


def test_an_upload_that_waited_is_gone_with_its_source(
    library: Library,
    kb: str,
    scan: Scan,
    guardrails: Guardrails,
    model: MiniLM,
    store: Store,
) -> None:
    order = Order(kb, guardrails, Decisions(), "mem_1", "", NOW)
    source = library.announce(Upload("gone.md", GONE.encode()), order)
    assert b"quagmire" not in scan()  # sealed, so not even the database's key shows it
    library.withdraw(source.id)
    assert library.sources(kb) == []
    assert library.waiting(source.id) is None
