"""What a bot may read: files, pages, websites, typed answers and pasted text; added, looked into, changed, taken away.

``add_sources`` reads here and now (the command line); pages hand everything to a job (``jobs``), which reads aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from guardrails import Guardrails, MemoryVault, Policy
from guardrails.types import Stage
from knowledge.decisions import Decisions, usual
from knowledge.embedders import DEFAULT, installed, suited
from knowledge.ingest import Order
from knowledge.library import Library, Upload
from knowledge.many_languages import MultilingualE5
from knowledge.prepare import PreparedPiece
from knowledge.types import Chunk, OnFinding, Retrieval, Source, SourceStatus
from knowledge.uploads import answer, expanded, pasted
from records.audit import AuditNote, AuditTrail
from records.bots import Bots
from records.sites import SiteRow, Sites
from workspace import jobs, studio
from workspace.addresses import is_address
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.studio import Draft
from workspace.website import MOST_PAGES, SiteSettings, plain_address

SourceProgress = Callable[[Upload, float], None]
SCHEDULES = {0: "never", 1: "hourly", 24: "daily", 24 * 7: "weekly", 24 * 30: "monthly"}
MODELS = (DEFAULT, MultilingualE5.model_id)


@dataclass(frozen=True, slots=True)
class Added:
    """What is said about everything that is added at once. ``decisions`` None: what the bot's policy says."""

    decisions: Decisions | None = None
    licence: str = ""
    owner: str = ""


def add_sources(  # noqa: PLR0913 - what is said about every source
    desk: Desk,
    bot: str,
    uploads: Iterable[Upload],
    *,
    on_finding: OnFinding | Decisions = OnFinding.MASK,
    licence: str = "",
    owner: str = "",
    progress: SourceProgress | None = None,
) -> Iterator[Source]:
    """Read, scan and index; one Source per upload as it ends, a broken one as failed with its reason."""
    desk.allow("sources.edit")
    app, workspace = desk.app, desk.actor.workspace
    app.reach_index(workspace)
    draft = studio.get_draft(desk, bot)
    base = made_base(desk, draft)
    return _recorded(
        desk,
        bot,
        app.library(workspace).ingest(
            base, uploads, guardrails=_guardrails(draft), on_finding=on_finding, added_by=desk.actor.member,
            licence=licence, owner=owner, now=app.clock(), progress=progress,
        ),
    )  # fmt: skip


def read_later(desk: Desk, bot: str, uploads: Iterable[Upload], added: Added) -> str:
    """A job that reads these; the uploads wait sealed, so it outlives the page and the process. Its id."""
    desk.allow("sources.edit")
    draft = studio.get_draft(desk, bot)
    base, guardrails = made_base(desk, draft), _guardrails(draft)
    decisions = added.decisions or usual(guardrails.policy)
    order = Order(base, guardrails, decisions, desk.actor.member, added.licence, desk.app.clock(), added.owner)
    library = _library(desk)
    waiting = [library.announce(upload, order).id for given in uploads for upload in expanded(given)]
    _note(desk, "sources.added", bot, {"waiting": len(waiting)})
    return _job(desk, bot, "read", base, sources=list(dict.fromkeys(waiting)), decisions=decisions.to_json(),
                licence=added.licence, owner=added.owner)  # fmt: skip


def add_answer(
    desk: Desk, bot: str, question: str, reply: str, *, on_finding: OnFinding = OnFinding.MASK, key: str | None = None
) -> Source:
    """A typed question and answer, which outranks everything; the same question again replaces the answer."""
    if not question.strip() or not reply.strip():
        raise BadRequest("Write a question and an answer.")
    if len(reply) > 4000 or len(question) > 1000:
        raise BadRequest("An answer has at most 4,000 letters, a question 1,000. Put longer texts in as pasted text.")
    made = add_sources(
        desk, bot, [answer(question, reply, key=key)], on_finding=on_finding, licence="Our own words",
        owner=desk.actor.name,
    )  # fmt: skip
    return next(iter(list(made)))


def add_text(desk: Desk, bot: str, title: str, text: str, added: Added) -> str:
    """Pasted text, read by a job; its id."""
    if not title.strip() or not text.strip():
        raise BadRequest("Give the text a title, and paste it.")
    return read_later(desk, bot, [pasted(title, text)], added)


# Websites


def look_for_pages(desk: Desk, bot: str, address: str, settings: SiteSettings) -> str:
    """A job that looks for a website's pages, to pick from; its id. Its detail then holds ``pages``."""
    desk.allow("sources.edit")
    _must_stay_outside(desk, settings)
    base = made_base(desk, studio.get_draft(desk, bot))
    return _job(desk, bot, "find", base, address=_address(address), settings=settings.to_json())


def _must_stay_outside(desk: Desk, settings: SiteSettings) -> None:
    if settings.private:
        desk.allow("network.inside")


def add_site(desk: Desk, bot: str, address: str, settings: SiteSettings, *, every_hours: int = 0) -> str:
    """Reads a page or a website now, and again on its schedule; the job's id."""
    desk.allow("sources.edit")
    _must_stay_outside(desk, settings)
    if every_hours not in SCHEDULES or not 1 <= settings.most <= MOST_PAGES:
        raise BadRequest(f"A website is read hourly, daily, weekly or monthly, and at most {MOST_PAGES} pages of it.")
    base = made_base(desk, studio.get_draft(desk, bot))
    now = desk.app.clock()
    site = Sites(desk.app.store(desk.actor.workspace)).put(
        base, _address(address), settings=settings.to_json() | {"bot": bot}, every_hours=every_hours,
        added_by=desk.actor.member, now=now, next_at=_next(now, every_hours),
    )  # fmt: skip
    _note(desk, "site.added", bot, {"site": site})
    return _job(desk, bot, "site", base, site=site)


def list_sites(desk: Desk, bot: str) -> list[SiteRow]:
    """The websites the bot reads, oldest first."""
    desk.allow("sources.view")
    base = knowledge_base(desk, bot)
    return Sites(desk.app.store(desk.actor.workspace)).of_base(base) if base else []


def read_again(desk: Desk, bot: str, site: str) -> str:
    """Reads a website again now; the job's id."""
    desk.allow("sources.edit")
    found = _site(desk, bot, site)
    return _job(desk, bot, "site", found.knowledge_base, site=site)


def set_schedule(desk: Desk, bot: str, site: str, every_hours: int) -> None:
    """How often a website is read again."""
    desk.allow("sources.edit")
    if every_hours not in SCHEDULES:
        raise BadRequest("A website is read hourly, daily, weekly, monthly or when asked to.")
    found = _site(desk, bot, site)
    next_at = _next(desk.app.clock(), every_hours)
    Sites(desk.app.store(desk.actor.workspace)).schedule(found.id, every_hours, next_at)
    _note(desk, "site.schedule", bot, {"site": found.id, "hours": every_hours})


def remove_site(desk: Desk, bot: str, site: str) -> None:
    """Takes a website and every page of it away; answers stop using them at once."""
    desk.allow("sources.edit")
    found = _site(desk, bot, site)
    Sites(desk.app.store(desk.actor.workspace)).remove(found.id)
    for source in list_sources(desk, bot):
        if source.site == found.id:
            _library(desk).remove(source.id)
    _note(desk, "site.removed", bot, {"site": found.id})


# Looking, changing, taking away


def list_sources(desk: Desk, bot: str) -> list[Source]:
    """What the bot may read, with status and what was found in it."""
    desk.allow("sources.view")
    base = knowledge_base(desk, bot)
    return _library(desk).sources(base) if base else []


def chunks(desk: Desk, bot: str, source: str) -> list[Chunk]:
    """The pieces of a source as they are stored."""
    return _library(desk).chunks(_own(desk, bot, source).id)


def edit_chunk(desk: Desk, bot: str, source: str, chunk: int, text: str) -> Chunk:
    """Other words for a piece, through the same guard."""
    desk.allow("sources.edit")
    found = _own_chunk(desk, bot, source, chunk)
    draft = studio.get_draft(desk, bot)
    changed = _library(desk).edit(found.id, text, guardrails=_guardrails(draft), now=desk.app.clock())
    _note(desk, "chunk.edited", bot, {"source": found.source, "chunk": str(changed.id)})
    return changed


def switch_chunk(desk: Desk, bot: str, source: str, chunk: int, *, enabled: bool) -> None:
    """Whether answers may use a piece."""
    desk.allow("sources.edit")
    found = _own_chunk(desk, bot, source, chunk)
    _library(desk).switch(found.id, enabled)
    _note(desk, "chunk.switched", bot, {"source": found.source, "chunk": str(chunk), "on": str(enabled).lower()})


def remove_source(desk: Desk, bot: str, source: str) -> None:
    """Take a source away; answers stop using it at once."""
    desk.allow("sources.edit")
    desk.app.reach_index(desk.actor.workspace)
    found = _own(desk, bot, source)
    _library(desk).remove(found.id)
    _note(desk, "source.removed", bot, {"source": found.id})


def review(desk: Desk, bot: str, source: str) -> tuple[PreparedPiece, ...]:
    """A source that was set aside, with everything found in it masked: what answers would use."""
    desk.allow("sources.edit")
    upload = _library(desk).waiting(_own(desk, bot, source).id)
    if upload is None:
        raise BadRequest("This file is not kept any more. Add it again.")
    return _library(desk).look_at(upload, _guardrails(studio.get_draft(desk, bot))).pieces


def decide(desk: Desk, bot: str, source: str, decisions: Decisions) -> str:
    """Reads a source that was set aside, with these choices; the job's id."""
    desk.allow("sources.edit")
    found = _own(desk, bot, source)
    if found.status is not SourceStatus.QUARANTINED or _library(desk).waiting(found.id) is None:
        raise BadRequest("This file is not kept any more. Add it again.")
    _note(desk, "source.decided", bot, {"source": found.id, "choice": decisions.default.value})
    return _job(desk, bot, "read", found.knowledge_base, sources=[found.id], decisions=decisions.to_json(),
                licence=found.licence, owner=found.owner)  # fmt: skip


def usual_choice(desk: Desk, bot: str) -> OnFinding:
    """What is done with findings when nobody chooses, by the bot's policy."""
    return usual(_guardrails(studio.get_draft(desk, bot)).policy).default


def model(desk: Desk, bot: str) -> str:
    """The embedding model of the bot's knowledge."""
    desk.allow("sources.view")
    base = knowledge_base(desk, bot)
    return _library(desk).model(base) if base else DEFAULT


def models() -> tuple[str, ...]:
    """The embedding models that are installed."""
    return tuple(name for name in MODELS if installed(name))


def better_model(desk: Desk, bot: str) -> tuple[str, str] | None:
    """A model that finds the right page more often, with the language most of the documents are in; None when the one
    in use does, or no other is installed."""
    base = knowledge_base(desk, bot)
    languages = _library(desk).languages(base) if base else {}
    if base is None or not languages:
        return None
    language, most = next(iter(languages.items()))
    now = _library(desk).model(base)
    found = suited(language, now)
    return (found, language) if found != now and 2 * most > sum(languages.values()) else None


def set_model(desk: Desk, bot: str, wanted: str) -> str:
    """Makes the bot's knowledge searchable by another model; the job's id."""
    desk.allow("sources.edit")
    if wanted not in models():
        raise BadRequest("This model is not installed. Run: make setup")
    base = made_base(desk, studio.get_draft(desk, bot))
    _note(desk, "knowledge.model", bot, {"model": wanted})
    return _job(desk, bot, "model", base, model=wanted)


def changing_model(desk: Desk, bot: str) -> bool:
    """Whether its knowledge is just being made searchable by another model."""
    base = knowledge_base(desk, bot)
    return base is not None and any(job.kind == "model" for job in jobs.open_jobs(desk, base))


def try_question(desk: Desk, bot: str, question: str, k: int = 6) -> Retrieval:
    """Passages with scores for a question, which is cleared first. ``bench.ask`` also gives the answer."""
    desk.allow("bots.preview")
    draft = studio.get_draft(desk, bot)
    base = knowledge_base(desk, bot)
    verdict = _guardrails(draft).clear(question, Stage.INPUT, vault=MemoryVault())
    if base is None or verdict.blocked:
        return Retrieval((), 0.0)
    return _library(desk).search(base, verdict.text, k)


def knowledge_base(desk: Desk, bot: str) -> str | None:
    """The base a bot answers from; None while it has none."""
    draft = studio.get_draft(desk, bot)
    return desk.app.knowledge_base(desk.actor.workspace, draft.key, draft.config.knowledge)


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


def _job(desk: Desk, bot: str, kind: str, base: str, **detail: object) -> str:
    given = {"bot": bot, "by": desk.actor.member, **detail}
    return jobs.add(desk.app, desk.actor.workspace, kind, base, given)


def _note(desk: Desk, action: str, subject: str, detail: Mapping[str, str | int]) -> None:
    note = AuditNote(desk.actor.member, action, subject, dict(detail))
    AuditTrail(desk.app.store(desk.actor.workspace)).append(note, now=desk.app.clock())


def _address(given: str) -> str:
    """An address as it is read; a bare "shop.example" is taken as https."""
    address = given.strip()
    if not is_address(address):
        address = f"https://{address}"
    try:
        plain = plain_address(address)
    except ValueError:
        plain = ""
    host = plain.partition("://")[2].partition("/")[0]
    if not host or " " in plain or ("." not in host.rstrip(".") and "localhost" not in host):
        raise BadRequest("This is not a web address. It looks like https://www.your-shop.example/help")
    return plain


def made_base(desk: Desk, draft: Draft) -> str:
    """The base a bot answers from, made when it has none."""
    base = _library(desk).create(draft.config.knowledge or draft.key, desk.app.clock())
    Bots(desk.app.store(desk.actor.workspace)).set_knowledge_base(draft.bot, base)
    return base


def _guardrails(draft: Draft) -> Guardrails:
    return Guardrails(Policy.load(draft.config.guarded()))


def _library(desk: Desk) -> Library:
    return desk.app.library(desk.actor.workspace)


def _next(now: datetime, hours: int) -> datetime | None:
    return now + timedelta(hours=hours) if hours else None


def _own(desk: Desk, bot: str, source: str) -> Source:
    """A source of this very bot, named by its id or its key."""
    found = next((s for s in list_sources(desk, bot) if source in (s.id, s.key)), None)
    if found is None:
        raise BadRequest("This bot has no such source.")
    return found


def _own_chunk(desk: Desk, bot: str, source: str, chunk: int) -> Chunk:
    found = next((c for c in chunks(desk, bot, source) if c.id == chunk), None)
    if found is None:
        raise BadRequest("This piece is not there any more. Open the file again.")
    return found


def _site(desk: Desk, bot: str, site: str) -> SiteRow:
    found = next((s for s in list_sites(desk, bot) if s.id == site), None)
    if found is None:
        raise BadRequest("This bot reads no such website.")
    return found
