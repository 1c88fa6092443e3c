"""Keyword search over chunks: BM25 on both databases.

SQLite ranks with FTS5's own bm25(). PostgreSQL's ts_rank knows no rarity of words, so there the best few hundred by
ts_rank are ranked again here with the same formula (k1 1.2, b 0.75) over the stored words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import sqlalchemy as sa

from records.tables import chunks, knowledge_bases
from records.unit import Unit

Term = tuple[str, ...]  # the stems of one word of a question, one per language
HEADING = 1.0  # a word of the heading counts like one of the text; 2 to 4 were measured and are no better
_FTS = sa.table("chunk_text", sa.column("rowid"))
_RERANKED = 300


def keyword_search(unit: Unit, dialect: str, kb: str, terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    """(chunk id, BM25) of the chunks that hold any of the terms, best first."""
    if not terms or not _mine(unit, kb):
        return []
    return (_postgresql if dialect == "postgresql" else _sqlite)(unit, kb, terms, limit)


def term_counts(unit: Unit, dialect: str, kb: str, terms: Sequence[Term]) -> list[int]:
    """In how many chunks of the base each term stands."""
    if not _mine(unit, kb):
        return [0] * len(terms)
    counted = []
    for term in terms:
        query = sa.select(sa.func.count())
        if dialect == "sqlite":
            query = query.select_from(_FTS).where(_matched(kb, [term]))
        else:
            query = query.where(_found([term]), unit.mine(chunks), chunks.c.knowledge_base == kb)
        counted.append(int(unit.execute(query).scalar_one()))
    return counted


def _mine(unit: Unit, kb: str) -> bool:
    """Whether the base is this workspace's: the full-text table itself knows bases, not workspaces."""
    return unit.first(knowledge_bases, knowledge_bases.c.id == kb) is not None


def _sqlite(unit: Unit, kb: str, terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    rank = sa.func.bm25(sa.literal_column("chunk_text"), 1.0, HEADING, 0.0).label("rank")
    query = (
        sa.select(_FTS.c.rowid, rank).where(_matched(kb, terms)).order_by(sa.text("rank"), _FTS.c.rowid).limit(limit)
    )
    return [(int(row.rowid), -float(row.rank)) for row in unit.execute(query)]


def _matched(kb: str, terms: Sequence[Term]) -> sa.ColumnElement[bool]:
    words = " OR ".join(f'"{stem}"' for term in terms for stem in term)
    asked = f'knowledge_base : "{kb}" AND {{words heading_words}} : ({words})'
    return sa.literal_column("chunk_text").op("MATCH", is_comparison=True)(asked)


def _postgresql(unit: Unit, kb: str, terms: Sequence[Term], limit: int) -> list[tuple[int, float]]:
    mine = (unit.mine(chunks), chunks.c.knowledge_base == kb, chunks.c.enabled.is_(True))
    rank = sa.func.ts_rank(sa.literal_column("chunks.search"), sa.func.to_tsquery("simple", _tsquery(terms)), 1)
    query = (
        sa.select(chunks.c.id, chunks.c.words, chunks.c.heading_words)
        .where(_found(terms), *mine)
        .order_by(rank.desc(), chunks.c.id)
        .limit(_RERANKED)
    )
    rows = unit.execute(query).all()
    size = sa.func.avg(sa.func.length(chunks.c.words) + sa.func.length(chunks.c.heading_words))
    many, letters = unit.execute(sa.select(sa.func.count(), size).where(*mine)).one()
    counts = term_counts(unit, "postgresql", kb, terms)
    scored = [
        (int(row.id), _bm25(row.words, row.heading_words, terms, counts, int(many), float(letters or 1)))
        for row in rows
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _bm25(words: str, heading: str, terms: Sequence[Term], counts: Sequence[int], many: int, letters: float) -> float:
    seen, above = Counter(words.split()), Counter(heading.split())
    length = (len(words) + len(heading)) / letters
    score = 0.0
    for term, count in zip(terms, counts, strict=True):
        frequency = sum(seen[stem] + HEADING * above[stem] for stem in set(term))
        rarity = max(math.log((many - count + 0.5) / (count + 0.5)), 1e-6)
        score += rarity * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length))
    return score


def _found(terms: Sequence[Term]) -> sa.ColumnElement[bool]:
    query = sa.func.to_tsquery("simple", _tsquery(terms))
    return sa.literal_column("chunks.search").op("@@", is_comparison=True)(query)


def _tsquery(terms: Sequence[Term]) -> str:
    return " | ".join(f"'{stem}'" for term in terms for stem in term)
