"""Better answers proposed by staff: what somebody in the talks writes becomes a question with its answer that an editor
approves or refuses.

Whoever reads talks may propose; only who may change sources decides. A proposal is cleared before it is kept, waits
sealed like a file that was set aside (30 days at most), and answers nobody until it is approved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from guardrails import Guardrails, Policy
from guardrails.types import Stage
from knowledge.decisions import Decisions
from knowledge.ingest import Order
from knowledge.types import OnFinding, Source, SourceStatus
from knowledge.uploads import Upload, answer
from records.audit import AuditNote, AuditTrail
from records.gaps import ANSWERED, PROPOSED, GapRecords
from workspace import bench, sources, studio
from workspace.errors import BadRequest, WorkspaceError
from workspace.roles import Desk

_TURN = "turn:"
_DECIDED = "This proposal has been decided about already."
_LONGEST_QUESTION, _LONGEST_ANSWER = 1000, 4000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question and the better answer to it, both cleared, with who wrote it and when."""

    source: str
    question: str
    reply: str
    by: str
    at: datetime


def propose(desk: Desk, bot: str, turns: Sequence[str], question: str, reply: str) -> str:
    """A better answer to what was asked in these turns; the proposal's id. They leave the gaps until it is decided."""
    desk.allow("answers.propose")
    if not question.strip() or not reply.strip() or not turns:
        raise BadRequest("Write a question and an answer.")
    if len(question) > _LONGEST_QUESTION or len(reply) > _LONGEST_ANSWER:
        raise BadRequest("An answer has at most 4,000 letters, a question 1,000.")
    app, now = desk.app, desk.app.clock()
    draft = studio.get_draft(desk, bot)
    guard = Guardrails(Policy.load(draft.config.guarded()))
    asked, said = (_cleared(guard, text) for text in (question, reply))
    base = sources.made_base(desk, draft)
    upload = answer(asked, said, origin=_TURN + " ".join(turns), key=f"proposal-{turns[0]}")
    order = Order(base, guard, Decisions(OnFinding.MASK), desk.actor.member, "Our own words", now, desk.actor.name)
    made = app.library(desk.actor.workspace).announce(upload, order, SourceStatus.PROPOSED)
    GapRecords(app.store(desk.actor.workspace)).mark(bot, turns, PROPOSED, now)
    _note(desk, "answer.proposed", bot, made)
    return made.id


def proposals(desk: Desk, bot: str) -> list[Proposal]:
    """What waits to be approved or refused, oldest first."""
    desk.allow("sources.view")
    library, base = desk.app.library(desk.actor.workspace), sources.knowledge_base(desk, bot)
    found = []
    for source in library.proposed(base) if base else []:
        upload = library.waiting(source.id)
        if upload is not None:
            text = upload.text or ""
            found.append(Proposal(source.id, upload.title or "", text, source.owner, source.added_at))
    return sorted(found, key=lambda one: one.at)


def approve(
    desk: Desk, bot: str, proposal: str, question: str, reply: str, *, on_finding: OnFinding = OnFinding.MASK
) -> Source:
    """The answer, as it stands now, becomes one of the bot's own, through the guard; the turns are answered by it.

    The proposal is taken first, so that of two people at once one decides; it waits again when nothing came of it.
    """
    desk.allow("sources.edit")
    found = _waiting(desk, bot, proposal)
    kept = desk.app.library(desk.actor.workspace).waiting(found.id)
    _take(desk, found)
    try:
        made = sources.add_answer(desk, bot, question, reply, on_finding=on_finding)
        if made.status is not SourceStatus.INDEXED:
            raise BadRequest(made.error or "Nothing of this answer may be kept.")
    except WorkspaceError:
        if kept is not None:
            _put_back(desk, bot, found, kept)
        raise
    GapRecords(desk.app.store(desk.actor.workspace)).mark(bot, _turns(found), ANSWERED, desk.app.clock())
    _note(desk, "answer.approved", bot, found)
    bench.after(desk.app, desk.actor.workspace, bot, "after an answer was approved")
    return made


def refuse(desk: Desk, bot: str, proposal: str) -> None:
    """The proposal is let go of; what it was about is a gap again."""
    desk.allow("sources.edit")
    found = _waiting(desk, bot, proposal)
    _take(desk, found)
    GapRecords(desk.app.store(desk.actor.workspace)).unmark(bot, _turns(found))
    _note(desk, "answer.refused", bot, found)


def _cleared(guard: Guardrails, text: str) -> str:
    """The text as it may be kept. A block leaves no text, which would be proposed as nothing: it is refused instead."""
    verdict = guard.clear(text, Stage.RECORD)
    if verdict.blocked or not verdict.text.strip():
        raise BadRequest("This holds something that may not be kept in records. Take it out and propose it again.")
    return str(verdict.text)


def _waiting(desk: Desk, bot: str, proposal: str) -> Source:
    library, base = desk.app.library(desk.actor.workspace), sources.knowledge_base(desk, bot)
    found = next((s for s in library.proposed(base) if s.id == proposal), None) if base else None
    if found is None:
        raise BadRequest(_DECIDED)
    return found


def _take(desk: Desk, found: Source) -> None:
    if not desk.app.library(desk.actor.workspace).withdraw(found.id):
        raise BadRequest(_DECIDED)


def _put_back(desk: Desk, bot: str, found: Source, kept: Upload) -> None:
    """As it was: its words, who proposed it and when."""
    guard = Guardrails(Policy.load(studio.get_draft(desk, bot).config.guarded()))
    base, by, at = found.knowledge_base, found.added_by, found.added_at
    order = Order(base, guard, Decisions(OnFinding.MASK), by, found.licence, at, found.owner)
    desk.app.library(desk.actor.workspace).announce(kept, order, SourceStatus.PROPOSED)


def _turns(found: Source) -> list[str]:
    return found.origin.removeprefix(_TURN).split()


def _note(desk: Desk, action: str, bot: str, made: Source) -> None:
    note = AuditNote(desk.actor.member, action, bot, {"proposal": made.id})
    AuditTrail(desk.app.store(desk.actor.workspace)).append(note, now=desk.app.clock())
