"""Before you publish: what customers would stumble over, each with its cure.

None of it keeps a draft from going live; what does is the check (``trial.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bots.config import BotConfig
from bots.schema.support import SupportFile
from knowledge.types import SourceStatus
from workspace import leftovers, sources, studio, trial
from workspace.roles import Desk
from workspace.studio import Draft

NAMES = {"welcome": "First words", "confirmation": "Words after booking", "starters": "Starter questions"}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to mend: what is wrong, why it matters, and either a change to make or the step where it is mended."""

    id: str
    title: str
    why: str
    cure: str  # the words of the button
    changes: Mapping[str, Any] = field(default_factory=dict)  # keys of the draft, saved by the button
    step: str = ""


def todos(desk: Desk, bot: str, unanswered: Sequence[str] = ()) -> list[Todo]:
    """Everything to mend, what matters most first. ``unanswered`` are starters without an answer."""
    draft = studio.get_draft(desk, bot)
    return [
        *_documents(desk, draft),
        *_starters(draft.config, unanswered),
        *_leftovers(draft.config),
        *_person(draft.config),
    ]


def unanswered(desk: Desk, bot: str) -> tuple[str, ...]:
    """The starters the draft has no answer to. Each is really asked; nothing is stored."""
    desk.allow("bots.preview")
    app, workspace = desk.app, desk.actor.workspace
    app.reach_index(workspace)
    draft = studio.get_draft(desk, bot)
    return trial.unanswered_starters(app, workspace, app.bot_row(workspace, bot), draft.config)


def _documents(desk: Desk, draft: Draft) -> Iterator[Todo]:
    if not isinstance(draft.config, SupportFile) or not desk.may("sources.view"):
        return
    if not any(one.status is SourceStatus.INDEXED for one in sources.list_sources(desk, draft.bot)):
        yield Todo(
            "documents", "It has nothing to read", "Whatever customers ask, it can only say that it does not know.",
            "Add what it may read", step="knows",
        )  # fmt: skip


def _starters(config: BotConfig, silent: Sequence[str]) -> Iterator[Todo]:
    gone = [text for text in config.starters if text in silent]
    if not gone:
        return
    kept = [text for text in config.starters if text not in gone]
    quoted = ", ".join(f"“{text}”" for text in gone)
    yield Todo(
        "starters", "It offers questions it cannot answer", f"Asked just now, and it did not know: {quoted}",
        "Take them away" if len(gone) > 1 else "Take it away", {"starters": kept},
    )  # fmt: skip


def _leftovers(config: BotConfig) -> Iterator[Todo]:
    for found in leftovers.leftovers(config, studio.starts()):
        says = found.instead if isinstance(found.instead, str) else " · ".join(found.instead)
        yield Todo(
            f"left:{found.where}", f"{NAMES[found.where]} that no longer fit", f"“{found.says}”",
            f"Say instead: {says}" if says else "Take it away", {found.where: found.instead},
        )  # fmt: skip


def _person(config: BotConfig) -> Iterator[Todo]:
    if isinstance(config, SupportFile) and not config.handover.contact:
        yield Todo(
            "contact", "Nobody knows when a person answers",
            "Customers who ask for a person read when and how one answers, and you have not said it yet.",
            "Say when and how", step="about",
        )  # fmt: skip
