"""One upload to one source: made ready (``prepare``), then stored. Served only when all of it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

import numpy as np

from documents import DocumentError
from guardrails import Guardrails, Stage
from knowledge.decisions import Decisions
from knowledge.prepare import Prepared, PreparedPiece, Task, prepare
from knowledge.types import Embedder, SourceStatus, Vector
from knowledge.uploads import Upload, packed
from knowledge.words import text_words
from records.errors import UnknownRow
from records.knowledge import KnowledgeRecords, NewChunk, NewSource
from records.originals import Originals

_URL = ("https://", "http://")
_ASIDE = "Set aside: look at what was found in it."
_CHANGED = "It was changed by somebody else while it was being read. Add it again."
Prepare = Callable[[Task, Guardrails, Embedder, Callable[[float], None]], Prepared]


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for all uploads of one ingest."""

    knowledge_base: str
    guardrails: Guardrails
    decisions: Decisions
    added_by: str
    licence: str
    now: datetime
    owner: str = ""
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What one upload became: the source's id, how it ended, and what changed in the index."""

    source: str
    status: SourceStatus
    error: str | None = None
    gone: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    vectors: Vector | None = None
    kept: int = 0
    model: str = ""  # that the vectors are of


@dataclass(frozen=True, slots=True)
class Ingest:
    """Takes uploads into the store. The caller puts the vectors it gives back into the index."""

    records: KnowledgeRecords
    originals: Originals
    salt: Callable[[str], bytes]
    prepare: Prepare = field(default=prepare)

    def announce(self, upload: Upload, order: Order, status: SourceStatus = SourceStatus.READING) -> str:
        """The source an upload will be, before it is read."""
        return self.records.announce(order.knowledge_base, _unread(upload, _key(upload), order), status)

    def take(
        self, upload: Upload, order: Order, embedder: Embedder, progress: Callable[[float], None], *,
        choose: bool = False,
    ) -> Stored:  # fmt: skip
        """One upload, to its end. A broken one becomes a failed source; nothing is raised for it.

        ``choose``: the base is empty, so a model that suits the language may take the given one's place. Raises
        ModelMoved when the base took up another one meanwhile.
        """
        known = self._known(upload, order, embedder)
        task = Task(upload, order.decisions, self.salt(order.knowledge_base), frozenset(known), choose=choose)
        made = self.prepare(task, order.guardrails, embedder, progress)
        unread = _unread(upload, _key(upload, made.key), order)
        source = self.records.announce(order.knowledge_base, unread, SourceStatus.READING)
        new = replace(
            unread, title=made.title or unread.title, url=_address(made.url or unread.url),
            language=made.language or unread.language,
            report=[(f.kind, f.place, f.action, f.count) for f in made.report],
        )  # fmt: skip
        if made.error is not None:
            self.records.fail(source, made.error, made.findings)
            return Stored(source, SourceStatus.FAILED, made.error)
        if made.quarantined:
            return self._set_aside(source, upload, new, made, order)
        try:
            return self._publish(source, new, made, order)
        except (LookupError, UnknownRow):
            self.records.fail(source, _CHANGED, made.findings)
            return Stored(source, SourceStatus.FAILED, _CHANGED)

    def _publish(self, source: str, new: NewSource, made: Prepared, order: Order) -> Stored:
        stay = self._ids(source, made.model)
        if any(piece.vector is None and piece.made_from not in stay for piece in made.pieces):
            raise LookupError("a chunk went away while its source was read")  # removed, or edited by somebody
        chunks = [
            stay[piece.made_from] if piece.vector is None else _chunk(piece, str(new.title), made.vectors[piece.vector])
            for piece in made.pieces
        ]
        put = self.records.publish(
            order.knowledge_base, source, new, SourceStatus.INDEXED, made.findings, chunks, made.model
        )
        self.originals.drop(source)
        return Stored(source, SourceStatus.INDEXED, None, put.gone, put.added, made.vectors, put.kept, made.model)

    def _set_aside(self, source: str, upload: Upload, new: NewSource, made: Prepared, order: Order) -> Stored:
        """Nothing of it is indexed; the sealed upload waits for the owner's decision."""
        put = self.records.publish(order.knowledge_base, source, new, SourceStatus.QUARANTINED, made.findings, (), "")
        self.originals.keep(source, packed(upload), order.now)
        return Stored(source, SourceStatus.QUARANTINED, _ASIDE, put.gone)

    def _known(self, upload: Upload, order: Order, embedder: Embedder) -> dict[str, int]:
        found = self.records.source_by_key(order.knowledge_base, _key(upload))
        return self._ids(found[0].id, embedder.model_id) if found else {}

    def _ids(self, source: str, model: str) -> dict[str, int]:
        """What the chunks of a source were made from. Edited ones are among them: they stay while the file's do."""
        return {row.made_from: row.id for row in self.records.made_from(source) if row.model == model and row.made_from}


def to_bytes(vector: Vector) -> bytes:
    """A vector as it is sealed."""
    return vector.astype("<f2").tobytes()


def from_bytes(data: bytes) -> Vector:
    """A vector as it was sealed."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def fingerprint(upload: Upload) -> str:
    """The hash of an upload: of its bytes, and of what was said about it."""
    asked = "\0".join((upload.title or "", upload.url or "", upload.language or ""))
    return hashlib.sha256(_content(upload) + asked.encode("utf-8", "replace")).hexdigest()


def _chunk(piece: PreparedPiece, title: str, vector: Vector) -> NewChunk:
    return NewChunk(
        heading=piece.heading,
        text=piece.text,
        words=text_words(piece.text, piece.language),
        heading_words=text_words(f"{title} {piece.heading}", piece.language),
        language=piece.language,
        vector=to_bytes(vector),
        page=piece.page,
        made_from=piece.made_from,
    )


def _key(upload: Upload, read: str | None = None) -> str:
    return (upload.key or read or upload.fallback or PurePath(upload.name).stem or upload.name)[:200]


def _unread(upload: Upload, key: str, order: Order) -> NewSource:
    """A source of which little is known yet; its file's name stands for the title."""
    name = (upload.title or "").split("\n")[0] or PurePath(upload.name).name
    return NewSource(
        key=key,
        title=order.guardrails.clear(name, Stage.RECORD).text,
        url=_address(upload.url),
        language=upload.language,
        origin=upload.origin,
        licence=order.licence,
        added_by=order.added_by,
        added_at=order.now,
        hash=fingerprint(upload),
        bytes=len(_content(upload)),
        on_finding=order.decisions.default,
        kind=upload.kind,
        owner=order.owner,
        site=order.site,
    )


def _content(upload: Upload) -> bytes:
    try:
        return upload.content()
    except DocumentError:
        return b""


def _address(url: str | None) -> str | None:
    """Only addresses a reply may link to; anything else (javascript:, file:) is none."""
    return url if url and url.lower().startswith(_URL) else None
