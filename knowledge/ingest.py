"""One upload to one source: read, clear, split, embed, store. In this order, and served only when all of it is done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath

import numpy as np

from documents import Document, DocumentError, read
from guardrails import Guardrails, Stage
from guardrails.language import detect
from knowledge.clearing import ClearedPiece, Clearing, own_contacts
from knowledge.splitter import embedding_text, split
from knowledge.types import Embedder, OnFinding, SourceStatus, Vector
from knowledge.uploads import Upload
from knowledge.words import text_words
from records.knowledge import KnowledgeRecords, NewChunk, NewSource

_STEP = 8  # chunks between two words about progress
_URL = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for all uploads of one ingest."""

    knowledge_base: str
    guardrails: Guardrails
    on_finding: OnFinding
    added_by: str
    licence: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """What one upload became: the source's id, how it ended, and what changed in the index."""

    source: str
    status: SourceStatus
    error: str | None = None
    gone: tuple[int, ...] = ()
    added: tuple[int, ...] = ()
    vectors: Vector | None = None


class Ingest:
    """Takes uploads into the store. The caller puts the vectors it gives back into the index."""

    def __init__(self, records: KnowledgeRecords, embedder: Embedder) -> None:
        self._records = records
        self._embedder = embedder

    def take(self, upload: Upload, order: Order, progress: Callable[[float], None]) -> Stored:
        """One upload, to its end. A broken one becomes a failed source; nothing is raised for it."""
        data = b""
        try:
            if upload.error:
                raise DocumentError("corrupt", upload.error)
            data = upload.content()
            progress(0.02)
            document = read(data, upload.format_name)
        except DocumentError as error:
            unread = _unread(upload, _key(upload), order, data)
            return self._fail(self._announce(unread, order), error.message)
        progress(0.1)
        unread = _unread(upload, _key(upload, document), order, data)
        return self._store(self._announce(unread, order), document, upload, unread, order, progress)

    def _store(
        self, source: str, document: Document, upload: Upload, unread: NewSource, order: Order,
        progress: Callable[[float], None],
    ) -> Stored:  # fmt: skip
        texts = [block.text for block in document.blocks]
        language = (upload.language or document.language or detect(" ".join(texts)[:3000])).split("-")[0].lower()
        clearing = Clearing(order.guardrails, order.on_finding, language, own_contacts(texts))
        clearing.hidden(document.hidden)
        title = clearing.line(upload.title or document.title)
        cleared = _unique(filter(None, (clearing.piece(piece) for piece in split(document))))
        findings = dict(clearing.report.findings)
        progress(0.3)
        new = replace(unread, title=title, url=_address(upload.url or document.url), language=language)
        if clearing.report.quarantined:
            gone, _ = self._records.publish(
                order.knowledge_base, source, new, SourceStatus.QUARANTINED, findings, (), ""
            )
            return Stored(source, SourceStatus.QUARANTINED, "Set aside: look at what was found in it.", tuple(gone))
        if not cleared:
            return self._fail(
                source, "Nothing of this file may be kept: every line held something to leave out.", findings
            )
        vectors = self._vectors(title, cleared, progress)
        made = [_chunk(piece, title, language, vector) for piece, vector in zip(cleared, vectors, strict=True)]
        gone, added = self._records.publish(
            order.knowledge_base, source, new, SourceStatus.INDEXED, findings, made, self._embedder.model_id
        )
        return Stored(source, SourceStatus.INDEXED, None, tuple(gone), tuple(added), vectors)

    def _vectors(self, title: str, cleared: list[ClearedPiece], progress: Callable[[float], None]) -> Vector:
        rows = []
        for start in range(0, len(cleared), _STEP):
            part = cleared[start : start + _STEP]
            rows.append(self._embedder.embed([embedding_text(title, p.heading, p.text) for p in part]))
            progress(0.3 + 0.65 * min(start + _STEP, len(cleared)) / len(cleared))
        return rounded(np.concatenate(rows))

    def _announce(self, new: NewSource, order: Order) -> str:
        return self._records.announce(order.knowledge_base, new, SourceStatus.READING)

    def _fail(self, source: str, message: str, findings: dict[str, int] | None = None) -> Stored:
        self._records.fail(source, message, findings)
        return Stored(source, SourceStatus.FAILED, message)


def rounded(vectors: Vector) -> Vector:
    """Vectors as they are stored (half precision), so that an index built anew is the same index."""
    return vectors.astype(np.float16).astype(np.float32)


def to_bytes(vector: Vector) -> bytes:
    """A vector as it is sealed."""
    return vector.astype("<f2").tobytes()


def from_bytes(data: bytes) -> Vector:
    """A vector as it was sealed."""
    return np.frombuffer(data, dtype="<f2").astype(np.float32)


def _chunk(piece: ClearedPiece, title: str, language: str, vector: Vector) -> NewChunk:
    return NewChunk(
        heading=piece.heading,
        text=piece.text,
        words=text_words(piece.text, language),
        heading_words=text_words(f"{title} {piece.heading}", language),
        language=language,
        vector=to_bytes(vector),
    )


def _unique(pieces: Iterable[ClearedPiece]) -> list[ClearedPiece]:
    """Without repeats: the same words under the same heading are one chunk."""
    return list(dict.fromkeys(pieces))


def _key(upload: Upload, document: Document | None = None) -> str:
    return (upload.key or (document.id if document else None) or PurePath(upload.name).stem or upload.name)[:200]


def _unread(upload: Upload, key: str, order: Order, data: bytes) -> NewSource:
    """A source of which little is known yet; its file's name stands for the title."""
    asked = "\0".join((upload.title or "", upload.url or "", upload.language or ""))
    return NewSource(
        key=key,
        title=order.guardrails.clear(upload.title or PurePath(upload.name).name, Stage.RECORD).text,
        url=_address(upload.url),
        language=upload.language,
        origin=upload.origin,
        licence=order.licence,
        added_by=order.added_by,
        added_at=order.now,
        hash=hashlib.sha256(data + asked.encode("utf-8", "replace")).hexdigest(),
        bytes=len(data),
        on_finding=order.on_finding,
    )


def _address(url: str | None) -> str | None:
    """Only addresses a reply may link to; anything else (javascript:, file:) is none."""
    return url if url and url.lower().startswith(_URL) else None
