"""The demo workspace: a made-up shop with its documents, a published support bot, and two drafts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bots import config as bot_file
from knowledge import uploads
from knowledge.types import OnFinding
from records.bots import BotRow, Bots
from workspace import sources, studio, versions
from workspace.roles import Desk

FOLDER = Path(__file__).parent.parent / "demo"
LICENCE = "Written for this product"
SUPPORT = "support.yaml"
ORDERS = "http://127.0.0.1:8601"  # as the bot's file has it


def install(desk: Desk, *, progress: Callable[[str], None] | None = None) -> None:
    """Install what /demo holds, as far as it is missing: what somebody has changed stays as they made it."""
    desk.allow("demo.install")
    say = progress or _silent
    if installed(desk):
        return
    for path in sorted((FOLDER / "bots").glob("*.yaml")):
        if _bot(desk, path) is None:
            say(f"demo: making the bot of {path.name}")
            studio.import_bot(desk, file_text(path, desk.app.settings.demo_port), path.name)
    support = studio.find(desk, _key(FOLDER / "bots" / SUPPORT))
    have = {source.key for source in sources.list_sources(desk, support)}
    wanted = [upload for upload in uploads([FOLDER / "documents"]) if Path(upload.name).stem not in have]
    for number, source in enumerate(
        sources.add_sources(desk, support, wanted, on_finding=OnFinding.KEEP, licence=LICENCE), start=1
    ):
        say(f"demo: reading {number}/{len(wanted)}: {source.title} ({source.status.value})")
    say("demo: checking the support bot before it goes live")
    versions.publish(desk, support, note="The demo", progress=lambda what, done, of: say(f"demo: {done}/{of} {what}"))


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


def _silent(text: str) -> None:
    """Nobody reads along."""
