"""All knowledge bases of a workspace: what is asked, added and removed, with the index kept in step with the store.

One Library per workspace and process. The store is the truth; the index is a cache with one folder per knowledge base,
named by its generation. When the two differ (a crash between them, a damaged folder, another model) the index is mended
from the sealed vectors before it is used. What was removed is gone from answers at once, and its bytes soon after: a
thread writes the index anew beside the old one and swaps.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from guardrails import ClearedText, Guardrails
from guardrails.pipeline import trusted
from knowledge.errors import IndexDamaged, OtherModel, UnknownKnowledge
from knowledge.index import ChromaIndex, Ownership
from knowledge.ingest import Ingest, Order, from_bytes, rounded, to_bytes
from knowledge.retrieve import Candidate, Scored, features, fuse
from knowledge.splitter import embedding_text
from knowledge.thresholds import thresholds
from knowledge.types import Chunk, Citation, Embedder, OnFinding, Passage, Retrieval, Source, SourceStatus, Vector
from knowledge.uploads import Upload, expanded
from knowledge.words import question_terms
from records.errors import UnknownRow
from records.ids import instant
from records.knowledge import KnowledgeRecords
from records.store import Store

__all__ = ["Library", "Upload"]

_CANDIDATES = 60  # of each search; FACTS: the top 60 of each are enough
_ERASE_AFTER = 2.0  # seconds of quiet after a removal before the index is written anew
_INTERRUPTED = "The process ended while this was being read. Add it again."


class Library:
    """The knowledge of one workspace. Safe to use from many threads."""

    def __init__(self, store: Store, folder: Path, embedder: Embedder, *, erase_after: float = _ERASE_AFTER) -> None:
        self.embedder = embedder
        self._records = KnowledgeRecords(store)
        self._folder = folder
        self._ingest = Ingest(self._records, embedder)
        self._shelves: dict[str, _Shelf] = {}
        self._guard = threading.RLock()
        self._ownership: Ownership | None = None
        self._erase_after = erase_after
        self._erasing: threading.Timer | None = None
        self._dirty: set[str] = set()

    # Bases and sources

    def create(self, name: str, now: datetime) -> str:
        """A new knowledge base; the id of the one with this name when there is one."""
        return self._records.create(name, self.embedder.model_id, now)

    def sources(self, kb: str) -> list[Source]:
        """Every source of a base, newest first."""
        return [_source(row, count) for row, count in self._records.sources(kb)]

    def source(self, source: str) -> Source | None:
        """A source by its id."""
        found = self._records.source(source)
        return _source(*found) if found else None

    def chunks(self, source: str) -> list[Chunk]:
        """The pieces of a source, in order."""
        return [_chunk(row) for row in self._records.chunks(source)]

    # Asking

    def search(self, kb: str, query: ClearedText, k: int = 6) -> Retrieval:
        """The best passages for a cleared question, and how sure it is that they hold an answer."""
        shelf = self._shelf(kb)
        by = thresholds(self.embedder.model_id)
        terms = question_terms(query, shelf.languages())
        vector = self.embedder.embed([query])[0]
        with shelf.lock:
            near = dict(shelf.index.query(vector, _CANDIDATES))
        worded = dict(self._records.keyword(kb, terms, _CANDIDATES))
        with shelf.lock:
            near.update(shelf.index.cosines(vector, [i for i in worded if i not in near]))
        rows = {row.id: row for row in self._records.served(kb, sorted({*near, *worded}))}
        ranked = fuse([_candidate(row, near.get(row.id, 0.0), worded.get(row.id, 0.0)) for row in rows.values()], by)
        counts = shelf.counts(terms)
        confidence = by.confidence(features(ranked, terms, counts, max(shelf.size(), 1)))
        passages = tuple(_passage(rows[s.candidate.id], s) for s in ranked[:k])
        return Retrieval(passages, confidence if passages else 0.0, self.embedder.model_id)

    # Adding

    def ingest(  # noqa: PLR0913 - what must be known of every source
        self, kb: str, uploads: Iterable[Upload], *, guardrails: Guardrails, on_finding: OnFinding, added_by: str,
        licence: str, now: datetime, progress: Callable[[Upload, float], None] | None = None,
    ) -> Iterator[Source]:  # fmt: skip
        """One Source per upload as it ends, searchable then; a broken one as failed with its reason, the others go on."""
        shelf = self._shelf(kb)
        order = Order(kb, guardrails, on_finding, added_by, licence, now)
        tell = progress or (lambda _upload, _share: None)
        for given in uploads:
            for upload in expanded(given):
                yield self._take(shelf, upload, order, tell)

    def _take(self, shelf: _Shelf, upload: Upload, order: Order, tell: Callable[[Upload, float], None]) -> Source:
        stored = self._ingest.take(upload, order, lambda share: tell(upload, share))
        with shelf.lock:
            if stored.vectors is not None:
                shelf.index.add(stored.added, stored.vectors)
            shelf.index.remove(stored.gone)
            shelf.forget()
        if stored.gone:
            self._erase_soon(order.knowledge_base)
        tell(upload, 1.0)
        found = self._records.source(stored.source)
        if found is None:
            raise UnknownKnowledge("The source was removed while it was being read.")
        source = _source(*found)
        return source if stored.error is None else _failed(source, stored.status, stored.error)

    # Removing and mending

    def remove(self, source: str) -> None:
        """Deletes a source. Answers stop using it at once; its bytes are gone from the index within seconds."""
        removed = self._records.remove(source)
        if removed is None:
            raise UnknownKnowledge("There is no such source.")
        kb, gone = removed
        shelf = self._shelf(kb)
        with shelf.lock:
            shelf.index.remove(gone)
            shelf.forget()
        if gone:
            self._erase_soon(kb)

    def rebuild(self, kb: str) -> int:
        """Writes a base's index anew and swaps it in; how many chunks it holds.

        From the sealed vectors; chunks of another embedding model are embedded again.
        """
        base = self._base(kb)
        self._own()
        if base.embedding_model != self.embedder.model_id:
            self._embed_again(kb)
        with self._guard:
            shelf = self._shelves.get(kb)
            if shelf is None:
                shelf = self._shelves[kb] = _Shelf(self._records, self._folder / kb, kb)
        return shelf.rewrite(self.embedder.model_id)

    def erase_now(self) -> None:
        """Writes anew every index that still holds bytes of something removed."""
        with self._guard:
            dirty, self._dirty = self._dirty, set()
            if self._erasing is not None:
                self._erasing.cancel()
                self._erasing = None
        for kb in dirty:
            self.rebuild(kb)

    def warm(self) -> None:
        """Loads the embedding model and opens every index, so that the first question does not wait."""
        self.embedder.embed(["warm"])
        for base in self._records.bases():
            if base.embedding_model == self.embedder.model_id:
                self._shelf(base.id)

    def close(self) -> None:
        """Erases what waits to be erased, and lets another process own the index."""
        self.erase_now()
        with self._guard:
            for shelf in self._shelves.values():
                shelf.close()
            self._shelves.clear()
            if self._ownership is not None:
                self._ownership.release()
                self._ownership = None

    def _base(self, kb: str) -> Any:
        try:
            return self._records.base(kb)
        except UnknownRow:
            raise UnknownKnowledge("There is no such knowledge base.") from None

    def _shelf(self, kb: str) -> _Shelf:
        with self._guard:
            shelf = self._shelves.get(kb)
            if shelf is not None:
                return shelf
            base = self._base(kb)
            if base.embedding_model != self.embedder.model_id:
                raise OtherModel(
                    f"This knowledge base was made with {base.embedding_model}. Rebuild it for {self.embedder.model_id}: "
                    "python -m knowledge rebuild"
                )
            self._own()
            shelf = _Shelf(self._records, self._folder / kb, kb)
            shelf.open(base.generation, base.embedding_model)
            self._shelves[kb] = shelf
            return shelf

    def _own(self) -> None:
        with self._guard:
            if self._ownership is None:
                self._ownership = Ownership(self._folder)
                self._records.fail_unfinished(_INTERRUPTED)

    def _embed_again(self, kb: str) -> None:
        for source, _ in self._records.sources(kb):
            rows = self._records.chunks(source.id)
            vectors = rounded(self.embedder.embed([embedding_text(source.title, r.heading, r.text) for r in rows]))
            self._records.revector([r.id for r in rows], [to_bytes(v) for v in vectors], self.embedder.model_id)

    def _erase_soon(self, kb: str) -> None:
        with self._guard:
            self._dirty.add(kb)
            if self._erasing is not None:
                self._erasing.cancel()
            self._erasing = threading.Timer(self._erase_after, self.erase_now)
            self._erasing.daemon = True
            self._erasing.start()


class _Shelf:
    """One knowledge base's index, opened, with what is remembered between questions."""

    def __init__(self, records: KnowledgeRecords, folder: Path, kb: str) -> None:
        self.lock = threading.RLock()
        self.index: ChromaIndex
        self._records = records
        self._folder = folder
        self._kb = kb
        self._counts: dict[tuple[str, ...], int] = {}
        self._languages: list[str] | None = None
        self._size: int | None = None
        self._writing = threading.Lock()

    def open(self, generation: int, model: str) -> None:
        """Opens the folder of this generation, mended where it differs from the store; other folders are deleted."""
        for other in self._folder.glob("*"):
            if other.name != str(generation):
                shutil.rmtree(other, ignore_errors=True)
        try:
            self.index = ChromaIndex(self._folder / str(generation))
            self._mend()
        except (IndexDamaged, OSError, ValueError):
            self.rewrite(model)

    def rewrite(self, model: str) -> int:
        """The index from the store, in a new folder that takes the old one's place."""
        with self._writing:
            generation = int(self._records.base(self._kb).generation) + 1
            shutil.rmtree(self._folder / str(generation), ignore_errors=True)
            fresh = ChromaIndex(self._folder / str(generation))
            self._fill(fresh, self._records.chunk_ids(self._kb))
            self._records.set_generation(self._kb, generation, model)
            with self.lock:
                old = getattr(self, "index", None)
                self.index = fresh
                self._mend()  # what was added or removed while it was written
                self.forget()
            if old is not None:
                old.erase()
            for other in self._folder.glob("*"):
                if other.name != str(generation):
                    shutil.rmtree(other, ignore_errors=True)
            return self.index.count()

    def forget(self) -> None:
        """After a change: what was counted no longer holds."""
        self._counts.clear()
        self._languages = None
        self._size = None

    def languages(self) -> list[str]:
        """The languages of the base."""
        known = self._languages
        if known is None:
            known = self._languages = self._records.languages(self._kb)[:4]
        return known

    def size(self) -> int:
        """How many chunks the base has."""
        known = self._size
        if known is None:
            known = self._size = self._records.count(self._kb)
        return known

    def counts(self, terms: tuple[tuple[str, ...], ...]) -> list[int]:
        """In how many chunks each term stands; remembered until the base changes."""
        missing = [term for term in terms if term not in self._counts]
        fresh = dict(zip(missing, self._records.term_counts(self._kb, missing), strict=True)) if missing else {}
        counted = [fresh[term] if term in fresh else self._counts.get(term, 0) for term in terms]
        if len(self._counts) < 50_000:
            self._counts.update(fresh)
        return counted

    def close(self) -> None:
        """Lets go of the folder."""
        with self.lock:
            self.index.close()

    def _mend(self) -> None:
        """Adds what the index lacks and removes what it has too much."""
        there, wanted = self.index.ids(), set(self._records.chunk_ids(self._kb))
        self._fill(self.index, sorted(wanted - there))
        self.index.remove(sorted(there - wanted))

    def _fill(self, index: ChromaIndex, ids: list[int]) -> None:
        for start in range(0, len(ids), 1000):
            part = list(self._records.vectors(self._kb, ids[start : start + 1000]))
            if part:
                index.add([i for i, _ in part], np.stack([from_bytes(v) for _, v in part]))


def _candidate(row: Any, cosine: float, keyword: float) -> Candidate:
    return Candidate(
        row.id, row.source, cosine, keyword, frozenset(row.words.split()), frozenset(row.heading_words.split())
    )


def _passage(row: Any, scored: Scored) -> Passage:
    citation = Citation(row.key, row.title, row.url, row.heading)
    return Passage(_chunk(row), citation, scored.score, scored.candidate.cosine, scored.candidate.keyword)


def _chunk(row: Any) -> Chunk:
    return Chunk(
        id=row.id, source=row.source, position=row.position, heading=trusted(row.heading), text=trusted(row.text),
        language=row.language, enabled=row.enabled,
    )  # fmt: skip


def _source(row: Any, count: int) -> Source:
    return Source(
        id=row.id, knowledge_base=row.knowledge_base, key=row.key, title=row.title, url=row.url, language=row.language,
        origin=row.origin, licence=row.licence, added_by=row.added_by, added_at=instant(row.added_at), hash=row.hash,
        status=SourceStatus(row.status), chunks=count, bytes=row.bytes, findings=dict(row.findings or {}), error=row.error,
    )  # fmt: skip


def _failed(source: Source, status: SourceStatus, error: str) -> Source:
    """How an upload ended, which may differ from the row: content that was there before stays served."""
    return Source(
        source.id, source.knowledge_base, source.key, source.title, source.url, source.language, source.origin,
        source.licence, source.added_by, source.added_at, source.hash, status, source.chunks, source.bytes,
        source.findings, error,
    )  # fmt: skip
