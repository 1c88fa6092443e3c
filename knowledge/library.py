"""All knowledge bases of a workspace: what is asked, added and removed, with the index kept in step with the store.

One Library per workspace and process. The store is the truth; the index is a cache with one folder per knowledge base,
named by its generation. When the two differ (a crash between them, a damaged folder, another model) the index is mended
from the sealed vectors before it is used. What was removed is gone from answers at once, and its bytes soon after: a
thread writes the index anew beside the old one and swaps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from guardrails import ClearedText, Guardrails
from knowledge.errors import OtherModel, UnknownKnowledge
from knowledge.index import Ownership
from knowledge.ingest import Ingest, Order, rounded, to_bytes
from knowledge.retrieve import features, fuse
from knowledge.rows import candidate_of, chunk_of, passage_of, source_of
from knowledge.shelf import Shelf
from knowledge.splitter import embedding_text
from knowledge.thresholds import thresholds
from knowledge.types import Chunk, Embedder, OnFinding, Passage, Retrieval, Source
from knowledge.uploads import Upload, expanded
from knowledge.words import bare, question_terms
from records.errors import UnknownRow
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
        self._shelves: dict[str, Shelf] = {}
        self._guard = threading.RLock()
        self._ownership: Ownership | None = None
        self._erase_after = erase_after
        self._erasing: threading.Timer | None = None
        self._erase = threading.Lock()  # closing waits for an erasure that is under way
        self._dirty: set[str] = set()

    # Bases and sources

    def create(self, name: str, now: datetime) -> str:
        """A new knowledge base; the id of the one with this name when there is one."""
        return self._records.create(name, self.embedder.model_id, now)

    def bases(self) -> dict[str, str]:
        """Every knowledge base: its name and its id."""
        return {str(row.name): str(row.id) for row in self._records.bases()}

    def sources(self, kb: str) -> list[Source]:
        """Every source of a base, newest first."""
        return [source_of(row, count) for row, count in self._records.sources(kb)]

    def source(self, source: str) -> Source | None:
        """A source by its id."""
        found = self._records.source(source)
        return source_of(*found) if found else None

    def chunks(self, source: str) -> list[Chunk]:
        """The pieces of a source, in order."""
        return [chunk_of(row) for row in self._records.chunks(source)]

    # Asking

    def search(self, kb: str, query: ClearedText, k: int = 6) -> Retrieval:
        """The best passages for a cleared question, and how sure it is that they hold an answer."""
        return self.look(kb, query, k)[0]

    def look(self, kb: str, query: ClearedText, k: int) -> tuple[Retrieval, tuple[float, ...]]:
        """``search`` with the features behind its confidence, for the bench and for calibration."""
        shelf = self._shelf(kb)
        by = thresholds(self.embedder.model_id)
        terms = question_terms(query, shelf.languages())
        vector = self.embedder.embed([bare(query)])[0]
        near = shelf.near(vector, _CANDIDATES)
        worded = dict(self._records.keyword(kb, terms, _CANDIDATES))
        near.update(shelf.cosines(vector, [i for i in worded if i not in near]))
        rows = {row.id: row for row in self._records.served(kb, sorted({*near, *worded}))}
        ranked = fuse([candidate_of(row, near.get(row.id, 0.0), worded.get(row.id, 0.0)) for row in rows.values()], by)
        found = features(ranked, terms, shelf.counts(terms), max(shelf.size(), 1))
        passages = tuple(passage_of(rows[s.candidate.id], s) for s in ranked[:k])
        confidence = by.confidence(found) if passages else 0.0
        return Retrieval(passages, confidence, self.embedder.model_id), found

    def sources_by_rank(self, kb: str, query: ClearedText, k: int) -> Retrieval:
        """The best passage of each of the best sources."""
        whole = self.search(kb, query, 2 * _CANDIDATES)
        best: dict[str, Passage] = {}
        for passage in whole.passages:
            best.setdefault(passage.chunk.source, passage)
        return Retrieval(tuple(best.values())[:k], whole.confidence, whole.embedding_model)

    # Adding

    def ingest(  # noqa: PLR0913 - what must be known of every source
        self, kb: str, uploads: Iterable[Upload], *, guardrails: Guardrails, on_finding: OnFinding, added_by: str,
        licence: str, now: datetime, progress: Callable[[Upload, float], None] | None = None,
    ) -> Iterator[Source]:  # fmt: skip
        """One Source per upload as it ends, searchable then; a broken one as failed with its reason."""
        shelf = self._shelf(kb)
        order = Order(kb, guardrails, on_finding, added_by, licence, now)
        tell = progress or (lambda _upload, _share: None)
        for given in uploads:
            for upload in expanded(given):
                yield self._take(shelf, upload, order, tell)

    def _take(self, shelf: Shelf, upload: Upload, order: Order, tell: Callable[[Upload, float], None]) -> Source:
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
        source = source_of(*found)
        return source if stored.error is None else replace(source, status=stored.status, error=stored.error)

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
                shelf = self._shelves[kb] = Shelf(self._records, self._folder / kb, kb)
        return shelf.rewrite(self.embedder.model_id)

    def erase_now(self) -> None:
        """Writes anew every index that still holds bytes of something removed."""
        with self._erase:
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

    def _shelf(self, kb: str) -> Shelf:
        with self._guard:
            shelf = self._shelves.get(kb)
            if shelf is not None:
                return shelf
            base = self._base(kb)
            if base.embedding_model != self.embedder.model_id:
                raise OtherModel(
                    f"This knowledge base was made with {base.embedding_model}. "
                    f"Rebuild it for {self.embedder.model_id}: python -m knowledge rebuild"
                )
            self._own()
            shelf = Shelf(self._records, self._folder / kb, kb)
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
            self._shelf(kb).mark()
            if self._erasing is not None:
                self._erasing.cancel()
            self._erasing = threading.Timer(self._erase_after, self.erase_now)
            self._erasing.name = "tacit-erase"
            self._erasing.daemon = True
            self._erasing.start()
