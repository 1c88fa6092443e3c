"""All knowledge bases of a workspace: what is asked, added and removed, with the index kept in step with the store.

One Library per workspace and process. The store is the truth; the index is a cache with one folder per knowledge base,
named by its generation. When the two differ (a crash between them, a damaged folder, another model) the index is mended
from the sealed vectors before it is used. What was removed is gone from answers at once, and its bytes soon after: a
thread writes the index anew beside the old one and swaps.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

from guardrails import ClearedText, Guardrails
from guardrails.faults import fault
from guardrails.pipeline import trusted
from knowledge.clearing import Clearing
from knowledge.decisions import Decisions
from knowledge.embedders import embedder, installed
from knowledge.errors import NothingLeft, OtherModel, UnknownKnowledge
from knowledge.index import Ownership
from knowledge.ingest import Ingest, Order, Prepare, Stored, fingerprint, to_bytes
from knowledge.prepare import Prepared, Task, prepare, rounded
from knowledge.retrieve import features, fuse, rarity
from knowledge.rows import candidate_of, chunk_of, passage_of, source_of
from knowledge.same_question import Asked
from knowledge.shelf import Shelf
from knowledge.splitter import Piece, embedding_text
from knowledge.thresholds import thresholds
from knowledge.types import (
    Chunk,
    Embedder,
    OnFinding,
    Passage,
    Retrieval,
    Source,
    SourceStatus,
    Vector,
    question_vector,
)
from knowledge.uploads import ANSWER, Upload, expanded, packed, unpacked
from knowledge.words import bare, question_terms, text_words
from records.errors import ModelMoved, NoSpace, UnknownRow
from records.knowledge import KnowledgeRecords, NewChunk
from records.originals import Originals
from records.store import Store

__all__ = ["Library", "Upload"]

_AGAIN = 16  # chunks embedded again between two words about progress
_CANDIDATES = 60  # of each search; FACTS: the top 60 of each are enough
_ERASE_AFTER = 2.0  # seconds of quiet after a removal before the index is written anew
_log = logging.getLogger("tacit.knowledge")
_FOLDS, _FOLD_AGAIN = 20, 1.0
_UNREAD = (SourceStatus.WAITING, SourceStatus.READING, SourceStatus.PROPOSED)
_INTERRUPTED = "The process ended while this was being read. Add it again."


class Library:
    """The knowledge of one workspace. Safe to use from many threads."""

    _may_choose = True  # the model of an empty base

    def __init__(
        self, store: Store, folder: Path, embedder: Embedder, *, erase_after: float = _ERASE_AFTER,
        prepare: Prepare = prepare,
    ) -> None:  # fmt: skip
        self.embedder = embedder
        self._store = store
        self._records = KnowledgeRecords(store)
        self._folder = folder
        self._ingest = Ingest(self._records, Originals(store), lambda kb: bytes.fromhex(_salt(store, kb)), prepare)
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
        return [source for source in self._every(kb) if source.status is not SourceStatus.PROPOSED]

    def proposed(self, kb: str) -> list[Source]:
        """Answers that wait to be approved: kept sealed, read by nobody."""
        return [source for source in self._every(kb) if source.status is SourceStatus.PROPOSED]

    def _every(self, kb: str) -> list[Source]:
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
        model = self._named(shelf.model) if shelf.model else self._model(kb)
        by = thresholds(model.model_id)
        terms = question_terms(query, shelf.languages())
        vector = question_vector(model, bare(query))
        near = shelf.near(vector, _CANDIDATES)
        worded = dict(self._records.keyword(kb, terms, _CANDIDATES))
        near.update(shelf.cosines(vector, [i for i in worded if i not in near]))
        near = {chunk: by.spread(cosine) for chunk, cosine in near.items()}
        rows = {row.id: row for row in self._records.served(kb, sorted({*near, *worded}))}
        counts, size = shelf.counts(terms), max(shelf.size(), 1)
        asked = Asked(bare(query), rarity(terms, counts, size))
        given = [candidate_of(row, near.get(row.id, 0.0), worded.get(row.id, 0.0)) for row in rows.values()]
        ranked = fuse(given, by, asked)
        found = features(ranked, terms, counts, size)
        passages = tuple(passage_of(rows[s.candidate.id], s) for s in ranked[:k])
        confidence = by.confidence(found) if passages else 0.0
        if ranked and ranked[0].typed:
            confidence = max(confidence, ranked[0].score)
        return Retrieval(passages, confidence, model.model_id), found

    def sources_by_rank(self, kb: str, query: ClearedText, k: int) -> Retrieval:
        """The best passage of each of the best sources."""
        whole = self.search(kb, query, 2 * _CANDIDATES)
        best: dict[str, Passage] = {}
        for passage in whole.passages:
            best.setdefault(passage.chunk.source, passage)
        return Retrieval(tuple(best.values())[:k], whole.confidence, whole.embedding_model)

    # Adding

    def ingest(  # noqa: PLR0913 - what must be known of every source
        self, kb: str, uploads: Iterable[Upload], *, guardrails: Guardrails, on_finding: OnFinding | Decisions,
        added_by: str, licence: str, now: datetime, progress: Callable[[Upload, float], None] | None = None,
        owner: str = "", site: str | None = None,
    ) -> Iterator[Source]:  # fmt: skip
        """One Source per upload as it ends, searchable then; a broken one as failed with its reason.

        One that could not even be noted, because the disk is full, has no id.
        """
        decisions = Decisions(on_finding) if isinstance(on_finding, OnFinding) else on_finding
        order = Order(kb, guardrails, decisions, added_by, licence, now, owner, site)
        shelf = self._shelf(kb)
        tell = progress or (lambda _upload, _share: None)
        for given in uploads:
            for upload in expanded(given):
                try:
                    ended = self._take(shelf, upload, order, tell)
                except NoSpace as full:
                    ended = _unstored(upload, order, str(full))
                yield ended

    def announce(self, upload: Upload, order: Order, status: SourceStatus = SourceStatus.WAITING) -> Source:
        """A source that waits to be read, or approved; its upload is kept sealed until then, also over a crash."""
        source = self._ingest.announce(upload, order, status)
        self._ingest.originals.keep(source, packed(upload), order.now)
        return self._source(source)

    def waiting(self, source: str) -> Upload | None:
        """The upload kept for a source that waits to be read, or to be decided about."""
        kept = self._ingest.originals.get(source)
        return unpacked(kept) if kept is not None else None

    def begin(self, source: str) -> None:
        """Says that a source which waited is being read now; one that is served already stays as it is."""
        self._own()
        found = self._records.source(source)
        if found is not None and found[0].status == SourceStatus.WAITING:
            self._records.note(source, status=SourceStatus.READING)

    def unchanged(self, source: str, upload: Upload) -> bool:
        """Whether a source is served from these very bytes; then it is current, and any old error is gone."""
        found = self._records.source(source)
        if found is None or found[0].status != SourceStatus.INDEXED or found[0].hash != fingerprint(upload):
            return False
        self._records.note(source, error=None)
        return True

    def look_at(self, upload: Upload, guardrails: Guardrails) -> Prepared:
        """An upload with everything found in it masked, and nothing stored."""
        task = Task(upload, Decisions(OnFinding.MASK), look=True)
        return self._ingest.prepare(task, guardrails, self.embedder, lambda _: None)

    def withdraw(self, source: str) -> bool:
        """A source that waited is not to be read after all: gone when it is new, as it was when it is not.

        Whether this call removed it; of two at once one did.
        """
        self._ingest.originals.drop(source)
        found = self._records.source(source)
        return (
            found is not None
            and found[1] == 0
            and found[0].status in _UNREAD
            and self._records.remove(source) is not None
        )

    def claim(self) -> None:
        """Makes this process the owner of the index. Raises IndexOwned."""
        self._own()

    def unreadable(self, source: str, error: str) -> None:
        """Says why a source could not be read again; what it has stays served."""
        self._records.fail(source, error)

    def _take(self, shelf: Shelf, upload: Upload, order: Order, tell: Callable[[Upload, float], None]) -> Source:
        stored = self._read(shelf, upload, order, lambda share: tell(upload, share))
        shelf.change(stored.added, stored.vectors if stored.added else None, stored.gone)
        if stored.gone:
            self._erase_soon(order.knowledge_base)
        tell(upload, 1.0)
        source = self._source(stored.source)
        return source if stored.error is None else replace(source, status=stored.status, error=stored.error)

    def _read(self, shelf: Shelf, upload: Upload, order: Order, tell: Callable[[float], None]) -> Stored:
        """What an upload became. The first documents of a base choose its model by their language."""
        kb, model = order.knowledge_base, self._model(order.knowledge_base)
        try:
            stored = self._ingest.take(upload, order, model, tell, choose=self._may_choose and shelf.size() == 0)
        except ModelMoved:  # by somebody else, while it was read
            stored = self._ingest.take(upload, order, self._model(kb), tell)
        if stored.added and stored.model != shelf.model:
            shelf.model = stored.model
        return stored

    def _source(self, source: str) -> Source:
        found = self._records.source(source)
        if found is None:
            raise UnknownKnowledge("The source was removed while it was being read.")
        return source_of(*found)

    # Chunks

    def edit(self, chunk: int, text: str, *, guardrails: Guardrails, now: datetime) -> Chunk:
        """Other words for a chunk, through the same guard. They stay when the source is read again unchanged."""
        old = self._records.chunk(chunk)
        source = self._records.source(old.source) if old is not None else None
        if old is None or source is None:
            raise UnknownKnowledge("This piece is not there any more.")
        clearing = Clearing(guardrails, OnFinding(source[0].on_finding), old.language, [text])
        made = clearing.piece(Piece(old.heading, text.strip(), old.page)) if text.strip() else None
        if made is None or clearing.report.quarantined:
            raise NothingLeft("Nothing of this may be kept. Write it without what was found in it.")
        typed = source[0].kind == ANSWER
        shown = str(made.heading) if typed else embedding_text(source[0].title, made.heading, made.text)
        vector = rounded(self._model(old.knowledge_base).embed([shown]))
        new = NewChunk(
            trusted(old.heading), made.text, text_words(made.text, old.language), old.heading_words, old.language,
            to_bytes(vector[0]),
        )  # fmt: skip
        placed = self._records.edit(chunk, new, now)
        if placed is None:
            raise UnknownKnowledge("This piece is not there any more.")
        self._shelf(old.knowledge_base).change((placed,), vector, (chunk,))
        self._erase_soon(old.knowledge_base)
        return chunk_of(self._records.chunk(placed))

    def switch(self, chunk: int, enabled: bool) -> None:
        """Whether answers may use a chunk; at once."""
        if not self._records.switch(chunk, enabled):
            raise UnknownKnowledge("This piece is not there any more.")

    # Removing and mending

    def remove(self, source: str) -> None:
        """Deletes a source. Answers stop using it at once; its bytes are gone from the index within seconds."""
        removed = self._records.remove(source)
        if removed is None:
            raise UnknownKnowledge("There is no such source.")
        kb, gone = removed
        shelf = self._shelf(kb)
        shelf.change((), None, gone)
        if gone:
            self._erase_soon(kb)

    def rebuild(self, kb: str, model: str | None = None, progress: Callable[[float], None] | None = None) -> int:
        """Writes a base's index anew and swaps it in; how many chunks it holds.

        From the sealed vectors; chunks of another embedding model are embedded again. ``model`` changes it. What
        ``progress`` raises ends it between two steps: what was embedded stays, the old index serves on.
        """
        base = self._base(kb)
        wanted = model or (base.embedding_model if self._has(base.embedding_model) else self.embedder.model_id)
        self._own()
        self._embed_again(kb, self._named(wanted), progress or (lambda _: None))
        with self._guard:
            shelf = self._shelves.get(kb)
            if shelf is None:
                shelf = self._shelves[kb] = Shelf(self._records, self._folder / kb, kb)
        return shelf.rewrite(wanted)

    def model(self, kb: str) -> str:
        """The id of the embedding model of a base."""
        return str(self._base(kb).embedding_model)

    def languages(self, kb: str) -> dict[str, int]:
        """The languages of a base with how many chunks are in each, most frequent first."""
        return self._records.languages(kb)

    # For guests: processes that share the store but not the index (``knowledge.guest``)

    def near(self, kb: str, vector: Vector, k: int) -> dict[int, float]:
        """The nearest chunks of a vector with their cosines."""
        return self._shelf(kb).near(vector, k)

    def cosines(self, kb: str, vector: Vector, ids: Sequence[int]) -> dict[int, float]:
        """The cosines of these chunks."""
        return self._shelf(kb).cosines(vector, ids)

    def changed(self, kb: str) -> None:
        """Another process changed this base in the store: brings the index in step."""
        if self._shelf(kb).mend():
            self._erase_soon(kb)

    def erase_now(self) -> None:
        """Writes anew every index that still holds bytes of something removed; one that fails waits for the next."""
        with self._erase:
            with self._guard:
                dirty, self._dirty = self._dirty, set()
                if self._erasing is not None:
                    self._erasing.cancel()
                    self._erasing = None
            left = {kb for kb in dirty if not self._erased(kb)}
            if dirty:
                self._fold()
            with self._guard:
                self._dirty |= left

    def warm(self) -> None:
        """Loads the embedding model and opens every index, so that the first question does not wait."""
        self.embedder.embed(["warm"])
        for base in self._records.bases():
            if self._has(base.embedding_model):
                self._shelf(base.id)
                question_vector(self._named(str(base.embedding_model)), "warm")

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
            if shelf is None:
                shelf = self._shelves[kb] = self._open(kb)
            return shelf

    def _open(self, kb: str) -> Shelf:
        base = self._usable(kb)
        self._own()
        shelf = Shelf(self._records, self._folder / kb, kb)
        shelf.open(base.generation, base.embedding_model)
        return shelf

    def _usable(self, kb: str) -> Any:
        base = self._base(kb)
        if not self._has(base.embedding_model):
            raise OtherModel(
                f"This knowledge base was made with {base.embedding_model}. "
                f"Rebuild it for {self.embedder.model_id}: python -m knowledge rebuild"
            )
        return base

    def _has(self, model: str) -> bool:
        return model == self.embedder.model_id or installed(model)

    def _model(self, kb: str) -> Embedder:
        return self._named(str(self._usable(kb).embedding_model))

    def _named(self, model: str) -> Embedder:
        return self.embedder if model == self.embedder.model_id else embedder(model)

    def _fold(self) -> None:
        """Empties the database's log, which holds pages of what was removed; a busy moment is waited out."""
        for _ in range(_FOLDS):
            if self._store.fold():
                return
            time.sleep(_FOLD_AGAIN)

    def _own(self) -> None:
        with self._guard:
            if self._ownership is None:
                self._ownership = Ownership(self._folder)
                self._records.fail_unfinished(_INTERRUPTED)

    def _embed_again(self, kb: str, model: Embedder, progress: Callable[[float], None]) -> None:
        """Embeds what another model embedded; nothing when all is this model's."""
        done, whole = 0, max(1, self._records.count(kb))
        for source, _ in self._records.sources(kb):
            there = self._records.made_from(source.id)
            other = {row.id for row in there if row.model != model.model_id}
            done += len(there) - len(other)
            if not other:
                continue
            typed = source.kind == ANSWER
            rows = [row for row in self._records.chunks(source.id) if row.id in other]
            for start in range(0, len(rows), _AGAIN):
                part = rows[start : start + _AGAIN]
                texts = [r.heading if typed else embedding_text(source.title, r.heading, r.text) for r in part]
                vectors = rounded(model.embed(texts))
                self._records.revector([r.id for r in part], [to_bytes(v) for v in vectors], model.model_id)
                done += len(part)
                progress(min(1.0, done / whole))

    def _erased(self, kb: str) -> bool:
        try:
            self.rebuild(kb)
        except UnknownKnowledge:
            return True  # the base itself is gone
        except Exception as error:  # noqa: BLE001 - the other bases are erased all the same
            _log.error("erasing from an index failed: %s", fault(error))
            return False
        return True

    def _erase_soon(self, kb: str) -> None:
        with self._guard:
            self._dirty.add(kb)
            self._shelf(kb).mark()
            self._wait_to_erase()

    def _wait_to_erase(self) -> None:
        with self._guard:
            if self._erasing is not None:
                self._erasing.cancel()
            self._erasing = threading.Timer(self._erase_after, self._erase_in_time)
            self._erasing.name = "tacit-erase"
            self._erasing.daemon = True
            self._erasing.start()

    def _erase_in_time(self) -> None:
        self.erase_now()
        if self._dirty:
            self._wait_to_erase()


def _unstored(upload: Upload, order: Order, error: str) -> Source:
    return Source(
        "", order.knowledge_base, upload.key or PurePath(upload.name).stem, upload.name, None, None, upload.origin,
        order.licence, order.added_by, order.now, "", SourceStatus.FAILED, error=error,
    )  # fmt: skip


def _salt(store: Store, kb: str) -> str:
    return store.sealer.index(kb, "made from")
