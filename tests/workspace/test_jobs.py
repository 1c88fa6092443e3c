"""Uploads and websites are read by jobs: sealed while they wait, stopped when asked to, taken up after a crash."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bots.fetching import Fetched, FetchFailed
from guardrails import Guardrails
from knowledge import OnFinding, Upload
from knowledge.decisions import Decisions
from knowledge.prepare import Prepared, Task, prepare
from knowledge.types import Embedder, Source
from records.errors import NoSpace
from records.jobs import Jobs
from records.knowledge import KnowledgeRecords
from tests.workspace.conftest import SUPPORT, Clock, Published
from workspace import jobs, sources, studio
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.settings import Settings
from workspace.sources import Added
from workspace.website import SiteSettings

RETURNS = Upload("returns.md", b"# Returns\n\nYou can return an unused pen within 30 days of delivery.\n")
HOURS = Upload("hours.md", b"# Hours\n\nThe shop is open from nine to five, on Saturdays until noon.\n")
PERSONAL = Upload(
    "staff.md", b"# Staff\n\nCall Anna Schmidt at +49 170 5550142 about repairs.\n\n# Shop\n\nWe sell pens.\n"
)
SITE = "https://shop.example"


@pytest.fixture
def bot(published: Published, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> str:
    """A bot, and no runner beside the test: each test does the jobs itself."""
    monkeypatch.setattr(jobs, "wake", lambda _: None)
    published(SUPPORT)
    return studio.find(desk, "shop")


def work(desk: Desk) -> int:
    return sum(iter(lambda: jobs.work(desk.app, desk.actor.workspace), False))


def status(desk: Desk, bot: str) -> dict[str, str]:
    return {s.key: s.status.value for s in sources.list_sources(desk, bot)}


def found(desk: Desk, bot: str, question: str) -> list[str]:
    return [p.citation.source for p in sources.try_question(desk, bot, question).passages]


def test_uploads_wait_and_are_then_read(desk: Desk, bot: str) -> None:
    job = sources.read_later(desk, bot, [RETURNS, HOURS], Added(licence="own text", owner="Ada & Finch"))
    assert status(desk, bot) == {"returns": "waiting", "hours": "waiting"}
    assert found(desk, bot, "return a pen") == []
    assert work(desk) == 1
    assert status(desk, bot) == {"returns": "indexed", "hours": "indexed"}
    assert jobs.get(desk, job).state == "done"
    (source, _) = sources.list_sources(desk, bot)
    assert (source.licence, source.owner, source.added_by) == ("own text", "Ada & Finch", desk.actor.member)


def test_the_one_that_is_read_is_told_from_those_that_wait(
    desk: Desk, bot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, str]] = []

    def looking(task: Task, guards: Guardrails, embedder: Embedder, progress: Callable[[float], None]) -> Prepared:
        seen.append(status(desk, bot))
        return prepare(task, guards, embedder, progress)

    monkeypatch.setattr("workspace.assembly.prepare", looking)
    sources.read_later(desk, bot, [RETURNS, HOURS], Added())
    work(desk)
    assert seen == [{"returns": "reading", "hours": "waiting"}, {"returns": "indexed", "hours": "reading"}]


def test_what_waits_is_sealed(desk: Desk, bot: str, app: Application) -> None:
    sources.read_later(desk, bot, [PERSONAL], Added())
    data = b"".join(f.read_bytes() for f in Path(app.settings.data).rglob("*") if f.is_file())
    assert b"5550142" not in data


def test_a_broken_upload_fails_alone(desk: Desk, bot: str) -> None:
    sources.read_later(desk, bot, [Upload("broken.pdf", b"%PDF-1.7 nonsense"), RETURNS], Added())
    work(desk)
    assert status(desk, bot) == {"broken": "failed", "returns": "indexed"}


def test_a_cancelled_job_leaves_nothing_half_read(desk: Desk, bot: str) -> None:
    job = sources.read_later(desk, bot, [RETURNS, HOURS], Added())
    jobs.cancel(desk, job)
    assert (work(desk), status(desk, bot)) == (0, {})
    assert jobs.get(desk, job).state == "cancelled"


def test_what_was_read_before_stays_when_its_new_version_is_cancelled(desk: Desk, bot: str) -> None:
    list(sources.add_sources(desk, bot, [RETURNS]))
    job = sources.read_later(desk, bot, [Upload("returns.md", b"# Returns\n\nNo returns.\n")], Added())
    jobs.cancel(desk, job)
    assert found(desk, bot, "return a pen") == ["returns"]


def test_a_job_goes_on_after_a_crash(desk: Desk, bot: str, settings: Settings, clock: Clock, app: Application) -> None:
    sources.read_later(desk, bot, [RETURNS, HOURS], Added())
    taken = Jobs(app.store(desk.actor.workspace)).take(clock())  # the process ends while it runs
    app.close()
    again = Application(settings, clock)
    revived = Desk(again, desk.actor)
    again.library(desk.actor.workspace).claim()
    assert taken is not None
    assert Jobs(again.store(desk.actor.workspace)).resume(clock()) == 1
    assert work(revived) == 1
    assert status(revived, bot) == {"returns": "indexed", "hours": "indexed"}
    again.close()


def test_a_full_disk_lets_a_job_wait_until_there_is_room(desk: Desk, bot: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise NoSpace("The database cannot be written.")

    sources.read_later(desk, bot, [RETURNS, HOURS], Added())
    with monkeypatch.context() as patch:
        patch.setattr(KnowledgeRecords, "publish", full)
        assert work(desk) == 0
    assert set(status(desk, bot).values()) <= {"waiting", "reading"}
    assert work(desk) == 1
    assert status(desk, bot) == {"returns": "indexed", "hours": "indexed"}


def test_a_file_set_aside_is_looked_at_and_decided(desk: Desk, bot: str) -> None:
    sources.read_later(desk, bot, [PERSONAL], Added(Decisions(OnFinding.QUARANTINE)))
    work(desk)
    assert status(desk, bot) == {"staff": "quarantined"}
    (source,) = sources.list_sources(desk, bot)
    assert ("PHONE_NUMBER", "Staff", "quarantine", 1) in source.report
    shown = "\n".join(piece.text for piece in sources.review(desk, bot, "staff"))
    assert "5550142" not in shown
    assert "We sell pens." in shown
    sources.decide(desk, bot, "staff", Decisions(OnFinding.MASK, {"PHONE_NUMBER": OnFinding.KEEP}))
    work(desk)
    (source,) = sources.list_sources(desk, bot)
    texts = "\n".join(chunk.text for chunk in sources.chunks(desk, bot, source.id))
    assert source.status.value == "indexed"
    assert "5550142" in texts
    with pytest.raises(BadRequest):
        sources.review(desk, bot, "staff")  # its original is not kept once it is decided


def test_a_choice_may_differ_by_place(desk: Desk, bot: str) -> None:
    page = b"# Shop\n\nCall Ina Berg at +49 170 5550142.\n\n# Workshop\n\nCall Tom Reuter at +49 170 5550188.\n"
    choice = Decisions(OnFinding.DROP, at={"PHONE_NUMBER@Shop": OnFinding.MASK, "PERSON@Shop": OnFinding.MASK})
    list(sources.add_sources(desk, bot, [Upload("p.md", page), HOURS], on_finding=choice))
    report = next(s for s in sources.list_sources(desk, bot) if s.key == "p").report
    assert {(kind, place, done) for kind, place, done, _ in report if kind == "PHONE_NUMBER"} == {
        ("PHONE_NUMBER", "Shop", "mask"), ("PHONE_NUMBER", "Workshop", "drop"),
    }  # fmt: skip


def test_a_change_of_the_model_waits_like_every_job_and_may_be_stopped(desk: Desk, bot: str) -> None:
    job = sources.set_model(desk, bot, sources.MODELS[1])
    assert sources.changing_model(desk, bot)
    jobs.cancel(desk, job)
    assert not sources.changing_model(desk, bot)
    assert sources.model(desk, bot) == sources.MODELS[0]


def test_documents_that_came_in_another_language_later_are_offered_the_model_for_it(desk: Desk, bot: str) -> None:
    german = "# Verleih {0}\n\nEin Fahrrad kostet {0} Euro am Tag. Bringen Sie es bis achtzehn Uhr wieder zurück."
    sources.read_later(desk, bot, [HOURS, *[Upload(f"{n}.md", german.format(n).encode()) for n in (3, 4)]], Added())
    assert work(desk) == 1
    assert sources.better_model(desk, bot) == (sources.MODELS[1], "de")
    sources.set_model(desk, bot, sources.MODELS[1])
    assert work(desk) == 1
    assert sources.better_model(desk, bot) is None
    assert found(desk, bot, "Was kostet ein Rad?")[0] in {"3", "4"}


# Websites


@pytest.fixture
def web(app: Application) -> Callable[[Mapping[str, bytes | int | str]], dict[str, bytes | int | str]]:
    """A site in memory; a text is the address it leads to."""

    def put(site: Mapping[str, bytes | int | str]) -> dict[str, bytes | int | str]:
        there = dict(site)

        def fetch(_: str, url: str, **__: object) -> Fetched:
            found = there.get(url, 404)
            if isinstance(found, str):
                return Fetched(302, b"", location=found)
            if found == 0:
                raise FetchFailed("The service did not answer.")
            return Fetched(found, b"") if isinstance(found, int) else Fetched(200, found, "text/html")

        app.fetch_page = fetch  # type: ignore[assignment]
        app.wait = lambda _: None
        return there

    return put


def page(title: str, words: str, *links: str) -> bytes:
    anchors = "".join(f'<a href="{link}">more</a>' for link in links)
    return f"<html><title>{title}</title><body><h1>{title}</h1><p>{words}</p>{anchors}</body></html>".encode()


def outcome(desk: Desk, bot: str) -> dict[str, int]:
    (site,) = sources.list_sites(desk, bot)
    return {name: number for name, number in site.outcome.items() if number}


def of_key(desk: Desk, bot: str, end: str) -> Source:
    return next(s for s in sources.list_sources(desk, bot) if s.key.endswith(end))


def test_a_website_is_read_and_kept_in_step(
    desk: Desk, bot: str, clock: Clock, web: Callable[..., dict[str, object]]
) -> None:
    there = web({
        f"{SITE}/": page("Shop", "We sell fountain pens and ink.", "/returns", "/hours"),
        f"{SITE}/returns": page("Returns", "Pens come back within 30 days of delivery."),
        f"{SITE}/hours": page("Hours", "We are open from nine to five."),
    })  # fmt: skip
    sources.add_site(desk, bot, "shop.example", SiteSettings(licence="own text"), every_hours=24)
    work(desk)
    assert outcome(desk, bot) == {"new": 3}
    assert found(desk, bot, "how long can pens be returned")[0].endswith("returns")
    assert of_key(desk, bot, "returns").url == f"{SITE}/returns"

    there[f"{SITE}/returns"] = page("Returns", "Pens come back within 60 days of delivery.")
    there[f"{SITE}/hours"] = 404
    assert jobs.schedule(desk.app, desk.actor.workspace) == 0
    clock.pass_(hours=25)
    assert jobs.schedule(desk.app, desk.actor.workspace) == 1
    work(desk)
    assert outcome(desk, bot) == {"changed": 1, "same": 1, "gone": 1}
    text = sources.chunks(desk, bot, of_key(desk, bot, "returns").id)[0].text
    assert "60 days" in text
    assert of_key(desk, bot, "returns").changed == {"added": 1, "gone": 1, "kept": 0}


def test_a_failed_reading_keeps_what_is_there_and_says_so(
    desk: Desk, bot: str, web: Callable[..., dict[str, object]]
) -> None:
    there = web({
        f"{SITE}/": page("Shop", "We sell pens.", "/returns"),
        f"{SITE}/returns": page("Returns", "Pens come back within 30 days."),
    })  # fmt: skip
    sources.add_site(desk, bot, SITE, SiteSettings())
    work(desk)
    there[f"{SITE}/returns"] = 0
    (site,) = sources.list_sites(desk, bot)
    sources.read_again(desk, bot, site.id)
    work(desk)
    source = of_key(desk, bot, "returns")
    assert (source.status.value, source.chunks) == ("indexed", 1)
    assert source.error == "The service did not answer. What was read before is kept."
    there[f"{SITE}/"] = 500
    sources.read_again(desk, bot, site.id)
    work(desk)
    assert sources.list_sites(desk, bot)[0].error == "The site answered 500. What was read before is kept."
    assert found(desk, bot, "return pens")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({f"{SITE}/robots.txt": 503}, "The site did not say what may be read (robots.txt)."),
        ({f"{SITE}/returns": "https://repair.example/"}, "It now leads to another site."),
        ({f"{SITE}/": "https://repair.example/"}, "It now leads to another site."),
    ],
    ids=["robots.txt fails", "a page leads elsewhere", "the whole site leads elsewhere"],
)  # fmt: skip
def test_a_site_under_repair_loses_nothing(
    desk: Desk, bot: str, web: Callable[..., dict[str, object]], changed: dict[str, object], told: str
) -> None:
    there = web({
        f"{SITE}/": page("Shop", "We sell pens.", "/returns"),
        f"{SITE}/returns": page("Returns", "Pens come back within 30 days."),
        "https://repair.example/": page("Back soon", "We are being mended."),
        "https://repair.example/robots.txt": b"User-agent: *\nDisallow: /",
    })  # fmt: skip
    sources.add_site(desk, bot, SITE, SiteSettings())
    work(desk)
    there |= changed
    (site,) = sources.list_sites(desk, bot)
    sources.read_again(desk, bot, site.id)
    work(desk)
    assert {s.url for s in sources.list_sources(desk, bot)} == {f"{SITE}/", f"{SITE}/returns"}
    assert found(desk, bot, "return pens")
    returns = of_key(desk, bot, "returns")
    assert returns.error is not None
    assert returns.error.startswith(told)
    assert returns.error.endswith("What was read before is kept.")


def test_pages_are_picked_before_they_are_read(desk: Desk, bot: str, web: Callable[..., dict[str, object]]) -> None:
    web({
        f"{SITE}/": page("Shop", "We sell pens.", "/returns", "/jobs"),
        f"{SITE}/returns": page("Returns", "Pens come back within 30 days."),
        f"{SITE}/jobs": page("Jobs", "We look for somebody."),
    })  # fmt: skip
    job = sources.look_for_pages(desk, bot, SITE, SiteSettings())
    work(desk)
    listed = [address for address, _ in jobs.get(desk, job).detail["pages"]]
    assert listed == [f"{SITE}/", f"{SITE}/returns", f"{SITE}/jobs"]
    assert sources.list_sources(desk, bot) == []
    sources.add_site(desk, bot, SITE, SiteSettings(picked=(f"{SITE}/returns",)))
    work(desk)
    assert [s.url for s in sources.list_sources(desk, bot)] == [f"{SITE}/returns"]


def test_a_website_is_taken_away_with_its_pages(desk: Desk, bot: str, web: Callable[..., dict[str, object]]) -> None:
    web({f"{SITE}/": page("Shop", "We sell pens.")})
    sources.add_site(desk, bot, SITE, SiteSettings())
    work(desk)
    (site,) = sources.list_sites(desk, bot)
    sources.remove_site(desk, bot, site.id)
    assert (sources.list_sources(desk, bot), sources.list_sites(desk, bot)) == ([], [])


@pytest.mark.parametrize("address", ["", "pens", "ftp://shop.example", "https://", "javascript:alert(1)"])
def test_what_is_no_address_is_refused(desk: Desk, bot: str, address: str) -> None:
    with pytest.raises(BadRequest, match="web address"):
        sources.add_site(desk, bot, address, SiteSettings())


def test_what_fails_in_one_workspace_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    app, looked = desk.app, []
    bad = app.database.create_workspace("Before", app.clock())
    last = app.database.create_workspace("After", app.clock())
    seen_all = threading.Event()

    def schedule(_: object, workspace: str) -> int:
        looked.append(workspace)
        if {bad, last, desk.actor.workspace} <= set(looked):
            seen_all.set()
        if workspace == bad:
            raise OSError
        return 0

    monkeypatch.setattr(jobs, "schedule", schedule)
    with jobs.running(app):
        assert seen_all.wait(120)
