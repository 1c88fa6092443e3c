"""``list``: the bots of the workspace."""

from __future__ import annotations

import argparse

from workspace.cards import cards
from workspace.commands import Context


class _List:
    name = "list"
    help = "list the bots, one per line"
    example = "python -m workspace list"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """None."""

    def run(self, args: argparse.Namespace, context: Context) -> int:  # noqa: ARG002 - a command's shape
        for bot in cards(context.desk):
            context.emit({
                "bot": bot.key, "kind": bot.kind, "name": bot.name, "public_id": bot.public_id,
                "live_version": bot.live_version, "draft_differs": bot.differs, "sources": bot.sources,
                "talks_7_days": bot.talks, "unanswered_7_days": bot.unanswered,
            })  # fmt: skip
        return 0


command = _List()
