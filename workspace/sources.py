"""What a bot may read: add, list, look into, try, remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from guardrails import Guardrails, MemoryVault, Policy
from guardrails.types import Stage
from knowledge.library import Library, Upload
from knowledge.types import Chunk, OnFinding, Retrieval, Source
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from workspace import studio
from workspace.errors import BadRequest
from workspace.roles import Desk

SourceProgress = Callable[[Upload, float], None]


def add_sources(
    desk: Desk,
    bot: str,
    uploads: Iterable[Upload],
    *,
    on_finding: OnFinding = OnFinding.MASK,
    licence: str = "",
    progress: SourceProgress | None = None,
) -> Iterator[Source]:
    """Read, scan and index; one Source per upload as it ends, a broken one as failed with its reason."""
    desk.allow("sources.edit")
    app, workspace = desk.app, desk.actor.workspace
    app.reach_index(workspace)
    draft = studio.get_draft(desk, bot)
    base = _library(desk).create(draft.config.knowledge or draft.key, app.clock())
    Bots(app.store(workspace)).set_knowledge_base(bot, base)
    return _recorded(
        desk,
        bot,
        _library(desk).ingest(
            base, uploads, guardrails=Guardrails(Policy.load(draft.config.guarded())),
            on_finding=on_finding, added_by=desk.actor.member, licence=licence, now=app.clock(), progress=progress,
        ),
    )  # fmt: skip


def list_sources(desk: Desk, bot: str) -> list[Source]:
    """What the bot may read, with status and what was found in it."""
    desk.allow("sources.view")
    base = _base(desk, bot)
    return _library(desk).sources(base) if base else []


def chunks(desk: Desk, bot: str, source: str) -> list[Chunk]:
    """The pieces of a source as they are stored."""
    return _library(desk).chunks(_own(desk, bot, source).id)


def remove_source(desk: Desk, bot: str, source: str) -> None:
    """Take a source away; answers stop using it at once."""
    desk.allow("sources.edit")
    desk.app.reach_index(desk.actor.workspace)
    found = _own(desk, bot, source)
    _library(desk).remove(found.id)
    _note(desk, "source.removed", bot, {"source": found.id})


def try_question(desk: Desk, bot: str, question: str, k: int = 6) -> Retrieval:
    """The retrieval test bench: passages with scores for a question, which is cleared first."""
    desk.allow("bots.preview")
    draft = studio.get_draft(desk, bot)
    base = _base(desk, bot)
    guard = Guardrails(Policy.load(draft.config.guarded()))
    verdict = guard.clear(question, Stage.INPUT, vault=MemoryVault())
    if base is None or verdict.blocked:
        return Retrieval((), 0.0)
    return _library(desk).search(base, verdict.text, k)


def _recorded(desk: Desk, bot: str, added: Iterator[Source]) -> Iterator[Source]:
    """Each source as it ends, and one line in the audit trail when all have."""
    count: dict[str, int] = {}
    try:
        for source in added:
            count[source.status.value] = count.get(source.status.value, 0) + 1
            yield source
    finally:
        if count:
            _note(desk, "sources.added", bot, count)


def _note(desk: Desk, action: str, subject: str, detail: dict[str, int] | dict[str, str]) -> None:
    note = AuditNote(desk.actor.member, action, subject, detail)
    AuditTrail(desk.app.store(desk.actor.workspace)).append(note, now=desk.app.clock())


def _library(desk: Desk) -> Library:
    return desk.app.library(desk.actor.workspace)


def _base(desk: Desk, bot: str) -> str | None:
    draft = studio.get_draft(desk, bot)
    return desk.app.knowledge_base(desk.actor.workspace, draft.key, draft.config.knowledge)


def _own(desk: Desk, bot: str, source: str) -> Source:
    """A source of this very bot, named by its id or its key."""
    found = next((s for s in list_sources(desk, bot) if source in (s.id, s.key)), None)
    if found is None:
        raise BadRequest("This bot has no such source.")
    return found
