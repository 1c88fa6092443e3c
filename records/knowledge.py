"""Knowledge bases, their sources and chunks: the truth the index can be rebuilt from at any time.

Texts are cleared text; vectors are sealed, bound to source and position. A source and all its chunks change in one
commit, so nothing half-read is ever served.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from guardrails.types import ClearedText
from records.errors import ModelMoved, UnknownRow
from records.ids import millis, new_id
from records.keyword import Term, keyword_search, term_counts
from records.store import Store
from records.tables import chunks, knowledge_bases, originals, sources
from records.unit import Unit

_IN = 500  # ids per statement: SQLite binds a limited number of values


@dataclass(frozen=True, slots=True)
class NewChunk:
    """A chunk to be stored: cleared text, the words it is searched by, its vector as bytes."""

    heading: ClearedText
    text: ClearedText
    words: str
    heading_words: str
    language: str | None
    vector: bytes
    page: int | None = None
    made_from: str = ""  # hash of the piece as the file has it


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is known of a source when it arrives; the title is cleared text."""

    key: str
    title: ClearedText
    url: str | None
    language: str | None
    origin: str
    licence: str
    added_by: str
    added_at: datetime
    hash: str
    bytes: int
    on_finding: str
    kind: str = "file"
    owner: str = ""
    site: str | None = None
    report: Sequence[Sequence[Any]] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a source's new chunks changed: ids gone, ids new in their order, and how many stayed as they were."""

    gone: tuple[int, ...]
    added: tuple[int, ...]
    kept: int = 0


class KnowledgeRecords:
    """The knowledge of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def create(self, name: str, model: str, now: datetime) -> str:
        """A new knowledge base, or the id of the one with this name."""
        with self._store.write() as unit:
            found = unit.first(knowledge_bases, knowledge_bases.c.name == name)
            if found is not None:
                return str(found.id)
            new = new_id("kbs")
            unit.insert(knowledge_bases, id=new, name=name, embedding_model=model, generation=1, created_at=millis(now))
            return new

    def base(self, kb: str) -> Any:
        """The row of a knowledge base; UnknownRow when there is none."""
        with self._store.read() as unit:
            row = unit.first(knowledge_bases, knowledge_bases.c.id == kb)
        if row is None:
            raise UnknownRow("There is no such knowledge base.")
        return row

    def bases(self) -> list[Any]:
        """Every knowledge base, oldest first."""
        with self._store.read() as unit:
            return unit.select(knowledge_bases, order_by=(knowledge_bases.c.created_at, knowledge_bases.c.id))

    def set_generation(self, kb: str, generation: int, model: str) -> None:
        """Which folder the index stands in, and which model its vectors are of."""
        with self._store.write() as unit:
            unit.update(knowledge_bases, knowledge_bases.c.id == kb, generation=generation, embedding_model=model)

    # Sources

    def sources(self, kb: str) -> list[tuple[Any, int]]:
        """Every source with the number of its chunks, newest first."""
        with self._store.read() as unit:
            rows = unit.select(
                sources, sources.c.knowledge_base == kb, order_by=(sources.c.added_at.desc(), sources.c.key)
            )
            query = (
                sa.select(chunks.c.source, sa.func.count())
                .where(unit.mine(chunks), chunks.c.knowledge_base == kb)
                .group_by(chunks.c.source)
            )
            counts = {row[0]: int(row[1]) for row in unit.execute(query)}
        return [(row, counts.get(row.id, 0)) for row in rows]

    def source(self, source: str) -> tuple[Any, int] | None:
        """A source by its id, with the number of its chunks."""
        with self._store.read() as unit:
            row = unit.first(sources, sources.c.id == source)
            return (row, unit.count(chunks, chunks.c.source == source)) if row is not None else None

    def source_by_key(self, kb: str, key: str) -> tuple[Any, int] | None:
        """A source by the key it has in its knowledge base."""
        with self._store.read() as unit:
            row = unit.first(sources, sources.c.knowledge_base == kb, sources.c.key == key)
            return (row, unit.count(chunks, chunks.c.source == row.id)) if row is not None else None

    def announce(self, kb: str, new: NewSource, status: str) -> str:
        """A source that is about to be read. One that is there already keeps its row until ``publish``."""
        with self._store.write() as unit:
            found = unit.first(sources, sources.c.knowledge_base == kb, sources.c.key == new.key)
            if found is not None and _serves(unit, found):
                return str(found.id)
            if found is not None:
                unit.update(sources, sources.c.id == found.id, error=None, **_columns(new, status, {}))
                return str(found.id)
            made = new_id("src")
            unit.insert(sources, id=made, knowledge_base=kb, key=new.key, error=None, **_columns(new, status, {}))
            return made

    def publish(  # noqa: PLR0913, PLR0917 - everything that changes in the one commit
        self,
        kb: str,
        source: str,
        new: NewSource,
        status: str,
        findings: dict[str, int],
        made: Sequence[NewChunk | int],
        model: str,
    ) -> Published:
        """Puts a source's chunks in place of its old ones, in one commit. A number among ``made`` is the id of a chunk
        that stays: it keeps its vector, its edit and its switch, and only moves to its new place.

        The first chunks of a base give it their embedding model; other chunks must have the base's, or ModelMoved."""
        stay = {chunk for chunk in made if isinstance(chunk, int)}
        with self._store.write() as unit:
            held = {row.id: row for row in unit.select(chunks, chunks.c.source == source, columns=_SEALED)}
            if not stay <= set(held):
                raise UnknownRow("The source changed while it was being read.")
            gone = tuple(chunk for chunk in held if chunk not in stay)
            changed = unit.update(
                sources, sources.c.id == source, error=None, read_at=millis(new.added_at),
                changed={"added": len(made) - len(stay), "gone": len(gone), "kept": len(stay)},
                **_columns(new, status, findings),
            )  # fmt: skip
            if not changed:
                raise UnknownRow("The source was removed while it was being read.")
            if made:
                _agree(unit, kb, model)
            for start in range(0, len(gone), _IN):
                unit.delete(chunks, chunks.c.id.in_(gone[start : start + _IN]))
            rows = []
            for position, chunk in enumerate(made):
                if isinstance(chunk, int):
                    self._move(unit, held[chunk], position)
                else:
                    rows.append(self._row(kb, source, position, chunk, model))
            unit.insert_many(chunks, rows)
            order = (chunks.c.position,)
            placed = unit.select(chunks, chunks.c.source == source, columns=(chunks.c.id,), order_by=order)
        return Published(gone, tuple(row.id for row in placed if row.id not in stay), len(stay))

    def _row(self, kb: str, source: str, position: int, chunk: NewChunk, model: str) -> dict[str, Any]:
        return {
            "knowledge_base": kb, "source": source, "position": position, "heading": str(chunk.heading),
            "text": str(chunk.text), "words": chunk.words, "heading_words": chunk.heading_words,
            "language": chunk.language, "enabled": True, "model": model, "page": chunk.page,
            "made_from": chunk.made_from, "sealed_vector": self._seal(source, position, chunk.vector),
        }  # fmt: skip

    def _move(self, unit: Unit, row: Any, position: int) -> None:
        """A sealed vector is bound to its place, so a chunk that moves is sealed anew."""
        if row.position != position:
            box = self._seal(row.source, position, self._open(row.source, row.position, row.sealed_vector))
            unit.update(chunks, chunks.c.id == row.id, position=position, sealed_vector=box)

    def fail(self, source: str, error: str, findings: dict[str, int] | None = None, status: str = "failed") -> None:
        """Says why a source could not be read. One with content keeps it and stays served."""
        with self._store.write() as unit:
            row = unit.first(sources, sources.c.id == source)
            if row is None:
                return
            if _serves(unit, row):
                unit.update(sources, sources.c.id == source, error=error)
            else:
                unit.update(sources, sources.c.id == source, status=status, error=error, findings=findings or {})

    def fail_unfinished(self, error: str) -> None:
        """Sources that a process was reading when it ended; those whose upload is still there wait again."""
        unfinished = sources.c.status.in_(("waiting", "reading"))
        with self._store.write() as unit:
            kept = sa.select(originals.c.source).where(unit.mine(originals))
            unit.update(sources, unfinished, sources.c.id.in_(kept), status="waiting")
            unit.update(sources, unfinished, sources.c.id.not_in(kept), status="failed", error=error)

    def remove(self, source: str) -> tuple[str, list[int]] | None:
        """Deletes a source and its chunks; (knowledge base, ids gone)."""
        with self._store.write() as unit:
            row = unit.first(sources, sources.c.id == source)
            if row is None:
                return None
            gone = [found.id for found in unit.select(chunks, chunks.c.source == source, columns=(chunks.c.id,))]
            unit.delete(chunks, chunks.c.source == source)
            unit.delete(originals, originals.c.source == source)
            unit.delete(sources, sources.c.id == source)
        return str(row.knowledge_base), gone

    def note(self, source: str, **values: Any) -> None:
        """Changes what is said about a source: its error, when it was read, what changed."""
        with self._store.write() as unit:
            unit.update(sources, sources.c.id == source, **values)

    # Chunks

    def chunks(self, source: str) -> list[Any]:
        """A source's chunks in order, without vectors."""
        with self._store.read() as unit:
            return unit.select(chunks, chunks.c.source == source, order_by=(chunks.c.position,), columns=_SHOWN)

    def made_from(self, source: str) -> list[Any]:
        """What each chunk of a source was made from, with the model of its vector, in order."""
        with self._store.read() as unit:
            columns = (chunks.c.id, chunks.c.made_from, chunks.c.model, chunks.c.heading, chunks.c.edited_at)
            return unit.select(chunks, chunks.c.source == source, columns=columns, order_by=(chunks.c.position,))

    def chunk(self, chunk: int) -> Any:
        """One chunk; None when there is none."""
        with self._store.read() as unit:
            return unit.first(chunks, chunks.c.id == chunk)

    def edit(self, chunk: int, new: NewChunk, now: datetime) -> int | None:
        """Other words for a chunk, under a new id, so that nothing of the old vector is found; None when it is gone."""
        with self._store.write() as unit:
            old = unit.first(chunks, chunks.c.id == chunk)
            if old is None:
                return None
            unit.delete(chunks, chunks.c.id == chunk)
            row = self._row(old.knowledge_base, old.source, old.position, new, old.model)
            kept = {"enabled": old.enabled, "page": old.page, "made_from": old.made_from, "edited_at": millis(now)}
            return int(unit.insert(chunks, **(row | kept)))

    def switch(self, chunk: int, enabled: bool) -> bool:
        """Whether answers may use a chunk; False when there is none."""
        with self._store.write() as unit:
            return unit.update(chunks, chunks.c.id == chunk, enabled=enabled) > 0

    def served(self, kb: str, ids: Sequence[int]) -> list[Any]:
        """These chunks with their source's key, title and url; only what is switched on and belongs to the base."""
        found: list[Any] = []
        with self._store.read() as unit:
            for start in range(0, len(ids), _IN):
                query = (
                    sa.select(
                        *_SHOWN, chunks.c.words, chunks.c.heading_words, sources.c.key, sources.c.title, sources.c.url,
                        sources.c.kind,
                    )
                    .select_from(chunks.join(sources, sources.c.id == chunks.c.source))
                    .where(
                        unit.mine(chunks), unit.mine(sources), sources.c.status == "indexed",
                        chunks.c.knowledge_base == kb, chunks.c.enabled.is_(True),
                        chunks.c.id.in_(list(ids[start : start + _IN])),
                    )
                )  # fmt: skip
                found += list(unit.execute(query))
        return found

    def keyword(self, kb: str, terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
        """(chunk id, BM25), best first."""
        if not terms:
            return []
        with self._store.read() as unit:
            return keyword_search(unit, self._store.dialect, kb, terms, limit)

    def term_counts(self, kb: str, terms: Sequence[Term]) -> list[int]:
        """In how many chunks each term stands."""
        with self._store.read() as unit:
            return term_counts(unit, self._store.dialect, kb, terms)

    def languages(self, kb: str) -> dict[str, int]:
        """The languages of a base's chunks with how many are in each, most frequent first."""
        with self._store.read() as unit:
            query = (
                sa.select(chunks.c.language, sa.func.count().label("many"))
                .where(unit.mine(chunks), chunks.c.knowledge_base == kb, chunks.c.language.is_not(None))
                .group_by(chunks.c.language)
                .order_by(sa.desc("many"))
            )
            return {str(row[0]): int(row[1]) for row in unit.execute(query)}

    def chunk_ids(self, kb: str) -> list[int]:
        """Every chunk of a base."""
        with self._store.read() as unit:
            return [row.id for row in unit.select(chunks, chunks.c.knowledge_base == kb, columns=(chunks.c.id,))]

    def count(self, kb: str) -> int:
        """How many chunks a base has."""
        with self._store.read() as unit:
            return unit.count(chunks, chunks.c.knowledge_base == kb)

    def vectors(self, kb: str, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """The vectors of these chunks, opened."""
        for start in range(0, len(ids), _IN):
            with self._store.read() as unit:
                rows = unit.select(
                    chunks, chunks.c.knowledge_base == kb, chunks.c.id.in_(list(ids[start : start + _IN])),
                    columns=(chunks.c.id, chunks.c.source, chunks.c.position, chunks.c.sealed_vector),
                )  # fmt: skip
            for row in rows:
                yield row.id, self._open(row.source, row.position, row.sealed_vector)

    def revector(self, ids: Sequence[int], vectors: Sequence[bytes], model: str) -> None:
        """New vectors for chunks, made by another model."""
        with self._store.write() as unit:
            for chunk, vector in zip(ids, vectors, strict=True):
                row = unit.first(chunks, chunks.c.id == chunk)
                if row is not None:
                    box = self._seal(row.source, row.position, vector)
                    unit.update(chunks, chunks.c.id == chunk, model=model, sealed_vector=box)

    def _seal(self, source: str, position: int, vector: bytes) -> bytes:
        return self._store.sealer.seal_bytes(vector, table="chunks", column="sealed_vector", row=f"{source}:{position}")

    def _open(self, source: str, position: int, box: bytes) -> bytes:
        return self._store.sealer.open_bytes(box, table="chunks", column="sealed_vector", row=f"{source}:{position}")


_SHOWN = (
    chunks.c.id, chunks.c.source, chunks.c.position, chunks.c.heading, chunks.c.text, chunks.c.language,
    chunks.c.enabled, chunks.c.page, chunks.c.edited_at,
)  # fmt: skip
_SEALED = (chunks.c.id, chunks.c.source, chunks.c.position, chunks.c.sealed_vector)


def _serves(unit: Unit, row: Any) -> bool:
    return row.status == "indexed" and unit.count(chunks, chunks.c.source == row.id) > 0


def _agree(unit: Unit, kb: str, model: str) -> None:
    """Chunks of this model may come into the base; an empty base takes it over."""
    if unit.count(knowledge_bases, knowledge_bases.c.id == kb, knowledge_bases.c.embedding_model == model):
        return
    if unit.count(chunks, chunks.c.knowledge_base == kb):
        raise ModelMoved("The knowledge base has another embedding model now.")
    unit.update(knowledge_bases, knowledge_bases.c.id == kb, embedding_model=model)


def _columns(new: NewSource, status: str, findings: dict[str, int]) -> dict[str, Any]:
    return {
        "title": str(new.title), "url": new.url, "language": new.language, "origin": new.origin, "licence": new.licence,
        "added_by": new.added_by, "added_at": millis(new.added_at), "hash": new.hash, "bytes": new.bytes,
        "status": status, "on_finding": new.on_finding, "findings": findings, "kind": new.kind, "owner": new.owner,
        "site": new.site, "report": [list(line) for line in new.report],
    }  # fmt: skip
