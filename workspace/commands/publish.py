"""``publish``: check the draft and make it live."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from workspace import studio, versions
from workspace.commands import Context
from workspace.errors import PublishBlocked


class _Publish:
    name = "publish"
    help = "check the draft and make it live"
    example = 'python -m workspace publish salon --no-check "tried by hand with the owner"'
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("--note", default="", help="what changed, for the list of versions")
        parser.add_argument("--no-check", metavar="REASON", help="publish without the check; the reason is audited")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        bot = studio.find(context.desk, args.bot)
        draft = studio.get_draft(context.desk, bot)
        return publish_line(context, bot, {"bot": draft.key}, args.no_check, args.note)


def publish_line(context: Context, bot: str, line: Mapping[str, Any], no_check: str | None, note: str = "") -> int:
    """Publish and say how it went in one line; progress and each failed case go to the people's side."""
    try:
        version = versions.publish(
            context.desk,
            bot,
            note=note,
            no_check=no_check,
            progress=context.count,
        )
    except PublishBlocked as blocked:
        for failed in (r for r in blocked.report.results if not r.passed):
            context.say(f"failed: {failed.suite}, {failed.case}: {failed.reason}")
        context.emit({**line, "state": "blocked", "error": {"code": blocked.code, "message": str(blocked)},
                      "check": _bars(blocked.report)})  # fmt: skip
        return 1
    context.emit({**line, "state": "live", "version": version.number, "check": _bars(version.report)})
    return 0


def _bars(report: versions.Report) -> dict[str, Any]:
    if report.skipped:
        return {"skipped": report.skipped}
    return {bar.suite: {"passed": bar.passed, "of": bar.total, "needed": bar.needed} for bar in report.bars}


command = _Publish()
