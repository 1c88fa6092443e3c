"""Publishing beside the page, one at a time per bot.

A publication that the process's end cut short has published nothing: making a version live is one commit at its very
end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workspace import aside, studio, versions
from workspace.aside import Aside, Progress
from workspace.errors import PublishBlocked
from workspace.roles import Desk
from workspace.versions import Report, Version

BROKEN = "Publishing broke off on our side. Nothing was published; try again."


@dataclass(kw_only=True)
class Publication(Aside):
    """One publication: how far it is, and what became of it."""

    bot: str
    draft_of: datetime  # when the draft that is tested was last changed
    by: str
    version: Version | None = None
    report: Report | None = None  # of a check that failed


def start(desk: Desk, bot: str, *, note: str = "", no_check: str | None = None) -> Publication:
    """Begin to publish the draft; the one under way when there is one. Raises NotAllowed and AnsweringAway at once."""
    desk.allow("bots.publish")
    if no_check is not None:
        desk.allow("bots.publish_unchecked")
    draft = studio.get_draft(desk, bot)
    versions.may_go_live(desk, draft)
    desk.app.reach_index(desk.actor.workspace)

    def work(made: Publication, progress: Progress) -> None:
        try:
            made.version = versions.publish(desk, bot, note=note, no_check=no_check, progress=progress)
        except PublishBlocked as blocked:
            made.report, made.problem = blocked.report, str(blocked)

    made = Publication(bot=bot, draft_of=draft.changed_at, by=desk.actor.name)
    return aside.begin(desk.app, _key(desk, bot), made, work, BROKEN)


def last(desk: Desk, bot: str) -> Publication | None:
    """The publication of this bot that is under way or ended last, since the process began."""
    desk.allow("bots.view")
    return aside.last(desk.app, _key(desk, bot), Publication)


def _key(desk: Desk, bot: str) -> tuple[str, ...]:
    return "publish", desk.actor.workspace, bot
