"""An index that is damaged, fell behind or was made by another model is told of, and put right from the store."""

# ruff: noqa: PLR0917 - a test takes the fixtures it needs

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from guardrails import Guardrails
from knowledge import Library, MiniLM, OnFinding, OtherModel, Source, Upload
from knowledge.many_languages import MultilingualE5
from knowledge.prepare import Prepared, Task, prepare
from knowledge.types import Embedder, SourceStatus, Vector
from records.knowledge import KnowledgeRecords
from records.store import Store
from records.tables import sources
from tests.knowledge.conftest import FEES, HOURS, NOW, Add, Ask, found


@pytest.mark.parametrize("harm", ["missing", "garbage", "emptied"])
def test_a_damaged_index_is_rebuilt_from_the_store(
    library: Library, kb: str, add: Add, ask: Ask, store: Store, tmp_path: Path, model: MiniLM, harm: str
) -> None:
    add(fees=FEES, hours=HOURS)
    before = library.search(kb, ask("late film"))
    library.close()
    folder = tmp_path / "knowledge" / kb
    for file in list(folder.rglob("*")):
        if file.is_file() and harm == "garbage":
            file.write_bytes(b"\x00garbage" * 100)
        elif file.is_file() and harm == "emptied":
            file.write_bytes(b"")
    if harm == "missing":
        shutil.rmtree(folder)
    again = Library(store, tmp_path / "knowledge", model)
    after = again.search(kb, ask("late film"))
    again.close()
    assert [p.chunk.id for p in after.passages] == [p.chunk.id for p in before.passages]
    assert after.passages[0].cosine == pytest.approx(before.passages[0].cosine, abs=1e-5)


def test_an_index_that_missed_a_commit_catches_up(
    library: Library, kb: str, add: Add, ask: Ask, store: Store, tmp_path: Path, model: MiniLM
) -> None:
    add(fees=FEES)
    library.close()
    saved = tmp_path / "saved"
    shutil.copytree(tmp_path / "knowledge" / kb, saved)
    add(hours=HOURS)
    library.close()
    shutil.rmtree(tmp_path / "knowledge" / kb)
    shutil.copytree(saved, tmp_path / "knowledge" / kb)
    last = Library(store, tmp_path / "knowledge", model)
    best = last.search(kb, ask("when are you open")).passages[0]
    last.close()
    assert (best.citation.source, best.cosine > 0.3) == ("hours", True)


def test_a_process_that_ended_while_reading_is_told(
    library: Library, kb: str, add: Add, store: Store, tmp_path: Path, model: MiniLM
) -> None:
    add(fees=FEES)
    with store.write() as unit:
        unit.update(sources, status="reading")
    library.close()
    again = Library(store, tmp_path / "knowledge", model)
    again.warm()
    assert [(s.status.value, s.error) for s in again.sources(kb)] == [
        ("failed", "The process ended while this was being read. Add it again."),
    ]  # fmt: skip
    again.close()


def test_rebuilding_gives_the_same_answers(library: Library, kb: str, add: Add, ask: Ask) -> None:
    add(fees=FEES, hours=HOURS)
    before = library.search(kb, ask("late film"))
    assert library.rebuild(kb) == 3
    assert library.search(kb, ask("late film")) == before


def test_an_index_of_another_model_is_refused_until_rebuilt(
    library: Library, kb: str, add: Add, ask: Ask, store: Store, tmp_path: Path, model: MiniLM
) -> None:
    add(fees=FEES)
    library.close()
    KnowledgeRecords(store).set_generation(kb, 1, "another-model")
    again = Library(store, tmp_path / "knowledge", model)
    with pytest.raises(OtherModel, match="rebuild"):
        again.search(kb, ask("late film"))
    again.rebuild(kb)
    assert found(again, kb, ask, "late film")[0] == "fees"
    again.close()


def test_another_model_is_told_of_step_by_step_and_can_be_stopped_and_undone(
    library: Library, kb: str, add: Add, ask: Ask, store: Store, monkeypatch: pytest.MonkeyPatch, model: MiniLM
) -> None:
    class Other:
        model_id = "other"
        dimensions = model.dimensions

        def embed(self, texts: Sequence[str]) -> Vector:
            return model.embed([text[::-1] for text in texts])

    class Stopped(Exception):
        pass

    told: list[float] = []

    def stop_after_the_first(share: float) -> None:
        told.append(share)
        raise Stopped

    monkeypatch.setattr("knowledge.library.embedder", lambda _: Other())
    add(pens="# Pens\n\nWe repair pens in a week.", ink="# Ink\n\nInk comes in six colours.")
    with pytest.raises(Stopped):
        library.rebuild(kb, "other", stop_after_the_first)
    assert told == [0.5]
    assert library.model(kb) == model.model_id
    assert found(library, kb, ask, "How long does a repair take?")[0] == "pens"
    assert library.rebuild(kb) == 2  # what was embedded by the other one is embedded back
    assert {row.model for s in library.sources(kb) for row in KnowledgeRecords(store).made_from(s.id)} == {
        model.model_id
    }


GERMAN = "# Verleih\n\nEin Fahrrad kostet vierzehn Euro am Tag. Bringen Sie es bis achtzehn Uhr wieder zurück."
ENGLISH = "# Hire\n\nA bicycle costs fourteen euros a day. Please bring it back before six in the evening."


@pytest.mark.parametrize(
    ("first", "then", "chosen"),
    [(GERMAN, ENGLISH, MultilingualE5), (ENGLISH, GERMAN, MiniLM), ("# 14\n\n14 15 16", GERMAN, MiniLM)],
)
def test_the_first_documents_choose_the_model_by_their_language(
    library: Library, kb: str, add: Add, ask: Ask, store: Store, first: str, then: str,
    chosen: type[MiniLM | MultilingualE5],
) -> None:  # fmt: skip
    add(first=first)
    add(then=then)
    assert library.model(kb) == chosen.model_id
    assert {r.model for s in library.sources(kb) for r in KnowledgeRecords(store).made_from(s.id)} == {chosen.model_id}
    assert library.search(kb, ask("Was kostet ein Fahrrad?")).embedding_model == chosen.model_id


def test_a_base_that_took_up_another_model_meanwhile_is_read_for_with_that_one(
    store: Store, tmp_path: Path, model: MiniLM, guardrails: Guardrails
) -> None:
    """An English answer is typed while the first German file is being read."""
    typing = [Upload("hire.md", ENGLISH.encode())]

    def meanwhile(task: Task, guards: Guardrails, embedder: Embedder, progress: Callable[[float], None]) -> Prepared:
        while typing:
            adding(typing.pop())
        return prepare(task, guards, embedder, progress)

    def adding(upload: Upload) -> Source:
        (source,) = library.ingest(
            kb, [upload], guardrails=guardrails, on_finding=OnFinding.MASK, added_by="mem_1", licence="", now=NOW
        )
        return source

    library = Library(store, tmp_path / "knowledge", model, erase_after=60, prepare=meanwhile)
    kb = library.create("shop", NOW)
    assert adding(Upload("verleih.md", GERMAN.encode())).status is SourceStatus.INDEXED
    assert library.model(kb) == MiniLM.model_id
    assert library.languages(kb) == {"de": 1, "en": 1}
    library.close()


def test_thresholds_of_another_model_are_refused(store: Store, tmp_path: Path, ask: Ask) -> None:
    class Other:
        model_id = "other"
        dimensions = 384

        def embed(self, texts: object) -> Vector:
            raise AssertionError("must not be asked")

    library = Library(store, tmp_path / "other", Other())
    with pytest.raises(OtherModel, match="calibrate"):
        library.search(library.create("new", NOW), ask("hello there"))
    library.close()
