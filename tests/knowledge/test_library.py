"""Added, found, replaced, removed: what the library promises; test_mending.py holds what goes wrong beneath it."""

# ruff: noqa: PLR0917 - a test takes the fixtures it needs

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from guardrails import Guardrails
from knowledge import IndexOwned, Library, MiniLM, OnFinding, Upload
from knowledge.errors import UnknownKnowledge
from knowledge.types import SourceStatus
from records.database import Database
from records.knowledge import KnowledgeRecords
from records.store import Store
from records.tables import chunks
from tests.knowledge.conftest import FEES, HOURS, NOW, Add, Ask, found

# Adding and asking


def test_a_question_finds_the_passage_with_its_citation(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES, hours=HOURS)
    best = library.search(kb, ask("what do I pay for a late film?")).passages[0]
    assert (best.citation.source, best.citation.title, best.citation.heading) == ("fees", "Fees", "Fees › Late")
    assert best.chunk.text == "A late film costs 1 EUR more for each day."


def test_knowledge_that_holds_the_answer_is_more_certain(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES, hours=HOURS)
    answerable = library.search(kb, ask("how much does a film cost")).confidence
    assert answerable > 0.5 > library.search(kb, ask("who painted the Mona Lisa")).confidence


def test_an_empty_base_knows_nothing(library: Library, kb: str, ask: Ask) -> None:
    assert (library.search(kb, ask("anything?")).passages, library.search(kb, ask("anything?")).confidence) == ((), 0.0)


def test_a_base_has_one_name(library: Library, kb: str) -> None:
    assert library.create("shop", NOW) == kb
    assert library.bases() == {"shop": kb}


def test_a_broken_file_fails_alone(library: Library, kb: str, add: Add, ask: Ask) -> None:
    ended = add(Upload("bad.pdf", b"%PDF-1.7 broken"), Upload("empty.md", b""), fees=FEES)
    assert [(s.key, s.status.value) for s in ended] == [("bad", "failed"), ("empty", "failed"), ("fees", "indexed")]
    assert ended[0].error == "This file is broken and cannot be read. Open it, save it again, and add the new copy."
    assert found(library, kb, ask, "late film")[0] == "fees"


def test_a_source_records_where_it_came_from(library: Library, kb: str, add: Add) -> None:
    (source,) = add(Upload("a.md", FEES.encode(), origin="backup", url="https://library.example/fees"))
    assert (source.origin, source.licence, source.added_by, source.added_at, source.url) == (
        "backup", "own text", "mem_1", NOW, "https://library.example/fees",
    )  # fmt: skip
    assert (source.title, source.language, source.chunks, len(source.hash)) == ("Fees", "en", 2, 64)


def test_an_address_that_is_not_a_web_address_is_not_kept(add: Add) -> None:
    assert add(Upload("a.md", FEES.encode(), url="javascript:alert(1)"))[0].url is None


def test_the_same_key_again_replaces(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES)
    add(fees="# Fees\n\nFilms cost 7 EUR a week.")
    assert [c.text for s in library.sources(kb) for c in library.chunks(s.id)] == ["Films cost 7 EUR a week."]
    assert [p.chunk.text for p in library.search(kb, ask("what does a film cost")).passages] == [
        "Films cost 7 EUR a week."
    ]


def test_a_new_version_that_cannot_be_read_leaves_the_old_one(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES)
    (ended,) = add(fees="")
    assert (ended.status, ended.error) == (SourceStatus.FAILED, "This file is empty.")
    (row,) = library.sources(kb)
    assert (row.status, row.chunks, row.error) == (SourceStatus.INDEXED, 2, "This file is empty.")
    assert found(library, kb, ask, "late film")[0] == "fees"


def test_an_archive_is_its_files(kb: str, add: Add, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "fees.md").write_text(FEES)
    (tmp_path / "in" / "hours.md").write_text(HOURS)
    packed = Path(shutil.make_archive(str(tmp_path / "all"), "zip", tmp_path / "in"))
    assert sorted(s.key for s in add(Upload("all.zip", packed))) == ["fees", "hours"]


def test_progress_ends_at_one(library: Library, kb: str, guardrails: Guardrails) -> None:
    told: list[float] = []
    list(
        library.ingest(
            kb, [Upload("fees.md", FEES.encode())], guardrails=guardrails, on_finding=OnFinding.MASK, added_by="m",
            licence="", now=NOW, progress=lambda _, share: told.append(share),
        )
    )  # fmt: skip
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_placeholders_say_nothing(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES, hours=HOURS)
    plain = library.search(kb, ask("late film")).passages
    assert plain == library.search(kb, ask("late film [[PERSON:7f3k2qxz]]")).passages


def test_questions_and_ingests_at_once(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES)
    wrong: list[object] = []

    def asking() -> None:
        for _ in range(10):
            try:
                if found(library, kb, ask, "late film")[0] != "fees":
                    wrong.append("another source first")
            except Exception as error:  # noqa: BLE001 - a thread's error must reach the test
                wrong.append(error)

    threads = [threading.Thread(target=asking) for _ in range(3)]
    for thread in threads:
        thread.start()
    add(**{f"note{n}": f"# Note {n}\n\nShelf {n} holds maps of town {n}." for n in range(10)})
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(library.sources(kb)) == 11


# Removing


def test_what_is_removed_is_not_found_again(library: Library, kb: str, add: Add, ask: Ask) -> None:
    fees, _ = add(fees=FEES, hours=HOURS)
    library.remove(fees.id)
    assert "fees" not in found(library, kb, ask, "late film fee")
    with pytest.raises(UnknownKnowledge):
        library.remove(fees.id)


def test_no_byte_of_a_removed_text_or_vector_is_left(
    library: Library, kb: str, add: Add, store: Store, tmp_path: Path
) -> None:
    gone, stays = add(
        gone="# Zanzibar\n\nThe quagmire of Zanzibar costs 99 xylophones.", stays="# Control\n\nThe heron stays.",
    )  # fmt: skip
    vectors = _vectors(store)
    library.remove(gone.id)
    library.erase_now()
    scanned = _every_byte(tmp_path / "knowledge")
    assert vectors[stays.id] in scanned, "the control's vector must be found, or the scan proves nothing"
    assert vectors[gone.id] not in scanned
    assert b"xylophone" not in scanned
    with store.read() as unit:
        words = unit._connection.exec_driver_sql("SELECT hex(block) FROM chunk_text_data").fetchall()
        text = b"".join(bytes.fromhex(row[0]) for row in words)
        rows = unit._connection.exec_driver_sql(
            "SELECT count(*) FROM chunks WHERE text LIKE '%xylophone%'"
        ).scalar_one()
    assert b"heron" in text
    assert b"xylophon" not in text
    assert rows == 0


def test_a_removal_erases_by_itself(store: Store, tmp_path: Path, model: MiniLM, guardrails: Guardrails) -> None:
    library = Library(store, tmp_path / "knowledge", model, erase_after=0.05)
    kb = library.create("shop", NOW)
    (source,) = library.ingest(
        kb, [Upload("fees.md", FEES.encode())], guardrails=guardrails, on_finding=OnFinding.MASK, added_by="m",
        licence="", now=NOW,
    )  # fmt: skip
    vector = _vectors(store)[source.id]
    assert vector in _every_byte(tmp_path / "knowledge")
    library.remove(source.id)
    until = time.monotonic() + 60
    while vector in _every_byte(tmp_path / "knowledge") and time.monotonic() < until:
        time.sleep(0.05)
    assert vector not in _every_byte(tmp_path / "knowledge")
    library.close()


def test_bytes_that_a_crash_left_are_erased_at_the_next_start(
    library: Library, kb: str, add: Add, store: Store, tmp_path: Path, model: MiniLM
) -> None:
    gone, _ = add(fees=FEES, hours=HOURS)
    vector = _vectors(store)[gone.id]
    crashed = tmp_path / "crashed"
    library.remove(gone.id)
    shutil.copytree(tmp_path / "knowledge", crashed)  # what the disk holds if the process ends here
    assert vector in _every_byte(crashed)
    again = Library(store, crashed, model)
    again.warm()
    assert vector not in _every_byte(crashed)
    again.close()


def test_nothing_readable_lies_in_the_index(library: Library, kb: str, add: Add, tmp_path: Path) -> None:
    add(fees=FEES)
    assert b"Films cost" not in _every_byte(tmp_path / "knowledge")
    assert b"Films cost" not in _every_byte(tmp_path, "tacit.db*")


# Owning


def test_a_second_process_is_refused(library: Library, kb: str, add: Add, tmp_path: Path) -> None:
    add(fees=FEES)
    code = "import sys; from pathlib import Path; from knowledge.index import Ownership; Ownership(Path(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "knowledge")],
        capture_output=True, text=True, check=False, timeout=240, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert IndexOwned.__name__ in done.stderr
    assert "Another process owns the index" in done.stderr


def test_one_workspace_does_not_see_another(
    library: Library, kb: str, add: Add, ask: Ask, database: Database, tmp_path: Path, model: MiniLM
) -> None:
    (source,) = add(fees=FEES)
    other = Library(database.store(database.create_workspace("Rival", NOW)), tmp_path / "rival", model)
    with pytest.raises(UnknownKnowledge):
        other.search(kb, ask("late film"))
    with pytest.raises(UnknownKnowledge):
        other.remove(source.id)
    assert (other.chunks(source.id), other.bases()) == ([], {})
    other.close()


def test_importing_the_library_does_not_load_chroma() -> None:
    code = (
        "import sys, knowledge, knowledge.library; print([m for m in ('chromadb', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=240,
                          cwd=Path(__file__).resolve().parents[2])  # fmt: skip
    assert done.stdout.strip() == "[]"


def _vectors(store: Store) -> dict[str, bytes]:
    """A piece of each source's vector as Chroma writes it."""
    records = KnowledgeRecords(store)
    with store.read() as unit:
        owner = {row.id: row.source for row in unit.select(chunks, columns=(chunks.c.id, chunks.c.source))}
        (kb,) = {row.knowledge_base for row in unit.select(chunks)}
    return {
        owner[i]: np.frombuffer(v, "<f2").astype("<f4").tobytes()[:64] for i, v in records.vectors(kb, sorted(owner))
    }


def _every_byte(folder: Path, pattern: str = "**/*") -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.glob(pattern)) if file.is_file())
