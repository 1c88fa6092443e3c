"""What the kinds of jobs do: read uploads, read a website, look for its pages, run test questions, change the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.fetching import FetchFailed
from knowledge import OnFinding, Upload
from knowledge.decisions import Decisions
from knowledge.types import Source, SourceStatus
from records.errors import NoSpace
from records.sites import SiteRow, Sites
from workspace import bench
from workspace.addresses import failed_page
from workspace.task import Cancelled, Task
from workspace.website import NotRead, PageFound, SiteSettings, Website

_LISTED = 500  # pages offered to pick from
_KEPT = "What was read before is kept."
_ELSEWHERE = "It now leads to another site. If it has moved for good, remove it and add the new address."


def read(task: Task) -> None:
    """Uploads that wait sealed, one after the other; each is served when it is whole."""
    wanted: list[str] = list(task.detail["sources"])
    done = int(task.detail.get("done", 0))
    for number, source in enumerate(wanted):
        upload = task.library.waiting(source)
        if upload is None or number < done:  # read before the process ended
            continue
        task.tell(number / len(wanted), doing=upload.name[:120], done=number)
        task.library.begin(source)

        def tell(_: Upload, share: float, number: int = number) -> None:
            task.tell((number + share) / len(wanted))

        ended = _take(task, upload, tell)
        if ended is not None and ended.id != source:  # its file names another id
            task.library.withdraw(source)
    task.tell(1.0, done=len(wanted))
    bench.after(task.app, task.workspace, task.detail["bot"], "after reading")


def site(task: Task) -> None:
    """A website brought in step: new and changed pages read, vanished ones taken out, the rest left alone.

    A page goes only when its site says so: not found, or not for robots. Whatever else fails, what was read stays.
    """
    sites = Sites(task.store)
    row = sites.get(task.detail["site"])
    if row is None:
        return
    task.detail.setdefault("bot", row.settings.get("bot", ""))
    settings = SiteSettings.from_json(row.settings)
    web = Website(row.address, settings, fetch=task.app.fetch_page, wait=task.app.wait, stop=task.stopped)
    known = {source.origin: source for source in _of_site(task, row)}
    try:
        addresses = list(settings.picked) or [page.address for page in _found(task, web)]
        if not settings.picked and web.leads_away(known):
            raise FetchFailed(_ELSEWHERE)
    except FetchFailed as failure:
        told = f"{failure} {_KEPT}"
        sites.ended(row.id, task.app.clock(), None, told)
        for source in known.values():
            task.library.unreadable(source.id, told)
        return
    outcome = dict.fromkeys(("new", "changed", "same", "gone", "failed"), 0)
    whole = list(dict.fromkeys([*addresses, *known]))
    for number, address in enumerate(whole):
        task.tell(0.1 + 0.9 * number / len(whole), doing=address[:200])
        outcome[_page(task, row, web, address, known.get(address), settings)] += 1
    sites.ended(row.id, task.app.clock(), outcome, None)
    if outcome["new"] or outcome["changed"] or outcome["gone"]:
        bench.after(task.app, task.workspace, task.detail["bot"], "after reading the website")


def find(task: Task) -> None:
    """The pages of a website, to pick from; nothing is read into knowledge."""
    web = Website(
        task.detail["address"], SiteSettings.from_json(task.detail["settings"]), fetch=task.app.fetch_page,
        wait=task.app.wait, stop=task.stopped,
    )  # fmt: skip
    try:
        pages = [[page.address, page.title] for page in _found(task, web)]
    except FetchFailed as failure:
        task.tell(1.0, pages=[], problem=f"{failure} Check the address.")
        return
    task.tell(1.0, pages=pages[:_LISTED])


def test(task: Task) -> None:
    """The kept test questions of a bot."""
    bench.run(task.app, task.workspace, task.detail["bot"], str(task.detail.get("why", "by hand")), task.tell)


def change_model(task: Task) -> None:
    """A base's vectors made anew by another embedding model; the old ones serve until then. Stopped by somebody, what
    was changed is changed back; ended with its process, it goes on where it was."""
    base = task.row.subject
    try:
        task.tell(0.0)
        task.library.rebuild(base, task.detail["model"], task.tell)
    except Cancelled:
        if not task.app.stopping.is_set():
            task.library.rebuild(base)
        raise
    bench.after(task.app, task.workspace, task.detail["bot"], "after another search model")


def clean_up(task: Task) -> None:
    """After a cancelled job: uploads it will not read are let go. A process that only stops keeps them."""
    if task.app.stopping.is_set():
        return
    for source in task.detail.get("sources", ()):
        if task.library.waiting(source) is not None and _status(task, source) is not SourceStatus.QUARANTINED:
            task.library.withdraw(source)


KINDS: Mapping[str, Callable[[Task], None]] = {
    "read": read, "site": site, "find": find, "bench": test, "model": change_model,
}  # fmt: skip


def _take(task: Task, upload: Upload, tell: Callable[[Upload, float], None], **more: Any) -> Source | None:
    """One upload through the library."""
    detail = task.detail
    taken = task.library.ingest(
        task.row.subject, [upload], guardrails=task.guardrails,
        on_finding=Decisions.from_json(detail["decisions"]) if "decisions" in detail else OnFinding.MASK,
        added_by=str(detail.get("by", "")), licence=str(detail.get("licence", "")),
        owner=str(detail.get("owner", "")), now=task.app.clock(), progress=tell, **more,
    )  # fmt: skip
    ended = next(iter(list(taken)), None)
    if ended is not None and not ended.id:
        raise NoSpace(str(ended.error))  # for the whole job: its other uploads would meet the same
    return ended


def _page(task: Task, row: SiteRow, web: Website, address: str, known: Source | None, settings: SiteSettings) -> str:
    """One page of a site; what happened to it."""
    try:
        upload = web.read(address)
    except FetchFailed as failure:
        if known is not None:
            task.library.unreadable(known.id, f"{failure} {_KEPT}")
        else:
            _failed(task, row, address, str(failure), settings)
        return "failed"
    if known is not None and upload is NotRead.ELSEWHERE:
        task.library.unreadable(known.id, f"{_ELSEWHERE} {_KEPT}")
        return "failed"
    if isinstance(upload, NotRead):
        if known is not None:
            task.library.remove(known.id)
        return "gone"
    if known is not None and task.library.unchanged(known.id, upload):
        return "same"
    task.detail |= {
        "by": row.added_by, "licence": settings.licence, "owner": settings.owner,
        "decisions": Decisions(OnFinding(settings.on_finding)).to_json(),
    }  # fmt: skip
    ended = _take(task, upload, lambda *_: None if not task.stopped() else _stop(), site=row.id)
    if ended is not None and ended.status is SourceStatus.FAILED:
        return "failed"
    return "new" if known is None else "changed"


def _failed(task: Task, row: SiteRow, address: str, why: str, settings: SiteSettings) -> None:
    """A page that was never read stands in the list with its reason."""
    task.detail |= {"by": row.added_by, "licence": settings.licence, "owner": settings.owner}
    _take(task, failed_page(address, why), lambda *_: None, site=row.id)


def _stop() -> None:
    raise Cancelled


def _found(task: Task, web: Website) -> list[PageFound]:
    pages = []
    for page in web.pages():
        pages.append(page)
        task.tell(min(0.1, len(pages) / 1000), doing=page.address[:200], found=len(pages))
    return pages


def _of_site(task: Task, row: SiteRow) -> list[Source]:
    return [source for source in task.library.sources(row.knowledge_base) if source.site == row.id]


def _status(task: Task, source: str) -> SourceStatus | None:
    found = task.library.source(source)
    return found.status if found is not None else None
