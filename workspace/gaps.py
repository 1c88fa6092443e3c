"""Gaps: what visitors asked and the bot could not answer, alike questions together, and the answer written in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from knowledge.types import OnFinding, Source, SourceStatus, Vector
from knowledge.words import bare
from records.gaps import ANSWERED, ASIDE, GapRecords, Unanswered
from workspace import bench, retention, sources
from workspace.errors import BadRequest
from workspace.roles import Desk

ALIKE = 0.62  # cosine from which two questions ask the same; see knowledge/README.md
MOST = 400
KNOWLEDGE = ("missing", "closest", "unclear", "out_of_scope", "premise", "")
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same. ``question`` is the one nearest to all of them, masked."""

    question: str
    turns: tuple[str, ...]
    conversations: int
    handed_over: int
    disliked: int
    reasons: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]
    proposal: str  # what staff or visitors said the answer should be; "" when nobody did
    first_at: datetime
    last_at: datetime

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.turns)


def list_gaps(desk: Desk, bot: str, *, days: int = 30, knowledge_only: bool = True) -> list[Gap]:
    """The gaps of a bot, asked most often first.

    ``knowledge_only`` leaves out what documents cannot answer: a visitor's own account, advice.
    """
    desk.allow("gaps.view")
    app, store, now = desk.app, desk.app.store(desk.actor.workspace), desk.app.clock()
    readable = retention.readable_since(store, now)[bot]
    found = GapRecords(store).open(bot, max(readable, now - timedelta(days=days)), MOST)
    wanted = [f for f in found if not knowledge_only or f.reason in KNOWLEDGE or f.thumb_down]
    asked = [f for f in wanted if bare(f.question).strip()]
    if not asked:
        return []
    vectors = app.embedder().embed([bare(f.question)[:400] for f in asked])
    groups = _grouped(vectors)
    gaps = [_gap([asked[i] for i in members], vectors[members]) for members in groups]
    return sorted(gaps, key=lambda gap: (-gap.times, -gap.last_at.timestamp()))


def write_answer(
    desk: Desk, bot: str, gap: Gap, question: str, reply: str, *, on_finding: OnFinding = OnFinding.MASK
) -> Source:
    """The answer to a gap, as a typed pair through the guard; the gap is closed when it may be used."""
    desk.allow("sources.edit")
    source = sources.add_answer(desk, bot, question, reply, on_finding=on_finding)
    if source.status is not SourceStatus.INDEXED:
        raise BadRequest(source.error or "Nothing of this answer may be kept.")
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    GapRecords(store).mark(bot, gap.turns, ANSWERED, now)
    bench.keep(desk, bot, gap.question, source.key)
    bench.after(desk.app, desk.actor.workspace, bot, "after an answer was written")
    return source


def put_aside(desk: Desk, bot: str, gap: Gap) -> None:
    """This need not be answered."""
    desk.allow("sources.edit")
    GapRecords(desk.app.store(desk.actor.workspace)).mark(bot, gap.turns, ASIDE, desk.app.clock())


def _grouped(vectors: Vector) -> list[list[int]]:
    """Rows whose mean vectors are alike, merged from the nearest on (average linkage)."""
    groups = [[i] for i in range(len(vectors))]
    means = vectors.copy()
    while len(groups) > 1:
        unit = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        alike = unit @ unit.T
        np.fill_diagonal(alike, -1.0)
        place = int(alike.argmax())
        one, other = sorted(divmod(place, len(groups)))
        if alike[one, other] < ALIKE:
            break
        groups[one] += groups.pop(other)
        means[one] = vectors[groups[one]].mean(axis=0)
        means = np.delete(means, other, axis=0)
    return groups


def _gap(found: Sequence[Unanswered], vectors: Vector) -> Gap:
    middle = int((vectors @ vectors.mean(axis=0)).argmax())
    texts = list(dict.fromkeys(f.question for f in [found[middle], *found]))
    return Gap(
        question=found[middle].question,
        turns=tuple(f.turn for f in found),
        conversations=len({f.conversation for f in found}),
        handed_over=sum(f.handed_over for f in found),
        disliked=sum(f.thumb_down for f in found),
        reasons=tuple(Counter(f.reason for f in found if f.reason).most_common()),
        examples=tuple(texts[1 : _EXAMPLES + 1]),
        proposal=next((f.comment for f in found if f.thumb_down and f.comment), ""),
        first_at=min(f.at for f in found),
        last_at=max(f.at for f in found),
    )
