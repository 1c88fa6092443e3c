"""Rows of the store as the words of knowledge. What stands in them was cleared when it was stored."""

from __future__ import annotations

from typing import Any

from guardrails.pipeline import trusted
from knowledge.retrieve import Candidate, Scored
from knowledge.types import Chunk, Citation, Passage, Source, SourceStatus
from knowledge.uploads import ANSWER
from records.ids import instant


def candidate_of(row: Any, cosine: float, keyword: float) -> Candidate:
    """A served chunk as fusion sees it."""
    return Candidate(
        row.id, row.source, cosine, keyword, frozenset(row.words.split()), frozenset(row.heading_words.split()),
        row.kind == ANSWER, row.words, row.heading, row.text,
    )  # fmt: skip


def passage_of(row: Any, scored: Scored) -> Passage:
    """A served chunk with its citation and scores."""
    heading = f"{row.heading} › p. {row.page}".removeprefix(" › ") if row.page else row.heading
    citation = Citation(row.key, row.title, row.url, heading)
    found = scored.candidate
    return Passage(chunk_of(row), citation, scored.score, found.cosine, found.keyword, scored.typed)


def chunk_of(row: Any) -> Chunk:
    """A stored chunk."""
    return Chunk(
        id=row.id, source=row.source, position=row.position, heading=trusted(row.heading), text=trusted(row.text),
        language=row.language, enabled=row.enabled, page=row.page, edited=row.edited_at is not None,
    )  # fmt: skip


def source_of(row: Any, count: int) -> Source:
    """A source with the number of its chunks."""
    return Source(
        id=row.id, knowledge_base=row.knowledge_base, key=row.key, title=row.title, url=row.url, language=row.language,
        origin=row.origin, licence=row.licence, added_by=row.added_by, added_at=instant(row.added_at), hash=row.hash,
        status=SourceStatus(row.status), chunks=count, bytes=row.bytes, findings=dict(row.findings or {}),
        error=row.error, kind=row.kind, owner=row.owner, site=row.site,
        report=tuple((str(k), str(place), str(done), int(n)) for k, place, done, n in row.report or ()),
        changed=dict(row.changed or {}), read_at=instant(row.read_at) if row.read_at is not None else None,
    )  # fmt: skip
