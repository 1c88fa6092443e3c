"""The words of knowledge: uploaded, stored, retrieved, shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


class OnFinding(StrEnum):
    """What ingest does with personal data or a secret it finds."""

    KEEP = "keep"
    MASK = "mask"
    DROP = "drop"
    QUARANTINE = "quarantine"


class SourceStatus(StrEnum):
    """Where a source stands."""

    WAITING = "waiting"
    READING = "reading"
    INDEXED = "indexed"
    QUARANTINED = "quarantined"
    FAILED = "failed"
    PROPOSED = "proposed"  # an answer that waits to be approved; in no list of sources


@dataclass(frozen=True, slots=True)
class Source:
    """A file or page the owner added: where it came from, by what right, and what was found in it (counts only)."""

    id: str
    knowledge_base: str
    key: str
    title: str
    url: str | None
    language: str | None
    origin: str
    licence: str
    added_by: str
    added_at: datetime
    hash: str
    status: SourceStatus
    chunks: int = 0
    bytes: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    error: str | None = None
    kind: str = "file"  # file, page, answer, text
    owner: str = ""
    site: str | None = None
    report: tuple[tuple[str, str, str, int], ...] = ()  # kind, place, what was done, how often
    changed: dict[str, int] = field(default_factory=dict)  # pieces of the last reading: added, gone, kept
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored piece of a source; ``heading`` is the path of headings above it, joined by " › "."""

    id: int
    source: str
    position: int
    heading: str
    text: str
    language: str | None = None
    enabled: bool = True
    page: int | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What is shown with a reply. ``source`` is the source's key (its page id)."""

    source: str
    title: str
    url: str | None
    heading: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk retrieved for a turn, with its fused score and the parts of it."""

    chunk: Chunk
    citation: Citation
    score: float
    cosine: float = 0.0
    keyword: float = 0.0
    typed: bool = False  # an answer somebody wrote for this very question: it outranks everything


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Passages, best first, and the calibrated chance (0..1) that the knowledge holds an answer at all."""

    passages: tuple[Passage, ...]
    confidence: float
    embedding_model: str = ""


class Embedder(Protocol):
    """Texts to unit vectors. ``model_id`` is stored with the index; another id refuses it."""

    model_id: str
    dimensions: int

    def embed(self, texts: Sequence[str]) -> Vector:
        """(len(texts), dimensions), rows of length one."""
        ...


@runtime_checkable
class QuestionEmbedder(Protocol):
    """An embedder that embeds questions in another way than passages."""

    def embed_questions(self, texts: Sequence[str]) -> Vector:
        """Like ``Embedder.embed``."""
        ...


def question_vector(embedder: Embedder, question: str) -> Vector:
    """The vector of a question."""
    rows = embedder.embed_questions if isinstance(embedder, QuestionEmbedder) else embedder.embed
    vector: Vector = rows([question])[0]
    return vector


class Index(Protocol):
    """Vectors of one knowledge base, ids only. The process that answers owns it."""

    def add(self, ids: Sequence[int], vectors: Vector) -> None: ...

    def remove(self, ids: Sequence[int]) -> None: ...

    def query(self, vector: Vector, k: int) -> list[tuple[int, float]]:
        """(chunk id, cosine), best first."""
        ...

    def count(self) -> int: ...
