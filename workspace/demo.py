"""The demo workspace: a made-up shop with its documents, a support bot and a survey that are live and have been talked
to, and the draft of a booking bot with its calendar."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bots import config as bot_file
from knowledge import uploads
from knowledge.types import OnFinding
from records.bots import BotRow, Bots
from workspace import aside, demo_bookings, demo_talks, sources, studio, versions
from workspace.aside import Aside, Progress
from workspace.roles import Desk

FOLDER = Path(__file__).parent.parent / "demo"
LICENCE = "Written for this product"
SUPPORT, BOOKING, SURVEY = "support.yaml", "booking.yaml", "survey.yaml"
BROKEN = "Installing the demo shop broke off on our side. Begin it again: it goes on where it ended."
ORDERS = "http://127.0.0.1:8601"  # as the bot's file has it


def install(desk: Desk, *, talks: bool = True, progress: Progress | None = None) -> None:
    """Install what /demo holds, as far as it is missing: what somebody has changed stays as they made it. ``talks``:
    with four weeks of made-up customers, which take as long again."""
    desk.allow("demo.install")
    say = progress or _silent
    if installed(desk):
        return
    files = sorted((FOLDER / "bots").glob("*.yaml"))
    for number, path in enumerate(files):
        say(f"making the bot of {path.name}", number + 1, len(files))
        if _bot(desk, path) is None:
            draft = studio.import_bot(desk, file_text(path, desk.app.settings.demo_port), path.name)
            if path.name == BOOKING:
                demo_bookings.fill(desk, draft.bot)
    support = studio.find(desk, _key(FOLDER / "bots" / SUPPORT))
    have = {source.key for source in sources.list_sources(desk, support)}
    wanted = [upload for upload in uploads([FOLDER / "documents"]) if Path(upload.name).stem not in have]
    for number, source in enumerate(
        sources.add_sources(desk, support, wanted, on_finding=OnFinding.KEEP, licence=LICENCE), start=1
    ):
        say(f"reading {source.title}", number, len(wanted))
    versions.publish(
        desk, support, note="The demo", progress=lambda _, done, of: say("testing the support bot", done, of)
    )
    survey = studio.find(desk, _key(FOLDER / "bots" / SURVEY))
    versions.publish(desk, survey, note="The demo", progress=lambda _, done, of: say("testing the survey", done, of))
    for bot in (support, survey) if talks else ():
        demo_talks.fill(desk, bot, say)


def begin(desk: Desk) -> Aside:
    """Begin to install it beside the page; what is under way already is joined. Raises NotAllowed and AnsweringAway."""
    desk.allow("demo.install")
    desk.app.reach_index(desk.actor.workspace)
    return aside.begin(desk.app, _work(desk), Aside(), lambda _, progress: install(desk, progress=progress), BROKEN)


def under_way(desk: Desk) -> Aside | None:
    """The installation that is under way or ended last, since the process began."""
    return aside.last(desk.app, _work(desk), Aside)


def installed(desk: Desk) -> bool:
    """Whether all of the demo is there, its support bot live."""
    rows = {path.name: _bot(desk, path) for path in (FOLDER / "bots").glob("*.yaml")}
    support = rows.get(SUPPORT)
    return all(rows.values()) and support is not None and support.live_version is not None


@cache
def bot_keys() -> frozenset[str]:
    """The ids of the demo's bots."""
    return frozenset(_key(path) for path in (FOLDER / "bots").glob("*.yaml"))


def file_text(path: Path, port: int) -> str:
    """A bot's file; the shop's order service is where the demo page is served."""
    text = path.read_text(encoding="utf-8")
    return text.replace(ORDERS, f"http://127.0.0.1:{port}") if port else text


def _bot(desk: Desk, path: Path) -> BotRow | None:
    return Bots(desk.app.store(desk.actor.workspace)).by_key(_key(path))


def _key(path: Path) -> str:
    return bot_file.load(path.read_text(encoding="utf-8"), path.name).id


def _work(desk: Desk) -> tuple[str, ...]:
    return "demo", desk.actor.workspace


def _silent(what: str, done: int, of: int) -> None:
    """Nobody reads along."""
