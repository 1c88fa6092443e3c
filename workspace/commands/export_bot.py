"""``export-bot``: the bot file of a draft or of the live version."""

from __future__ import annotations

import argparse

from workspace import studio
from workspace.commands import Context


class _ExportBot:
    name = "export-bot"
    help = "print the bot file of a bot"
    example = "python -m workspace export-bot salon > salon.yaml"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("bot", metavar="BOT", help="the bot file's id")
        parser.add_argument("--live", action="store_true", help="the live version instead of the draft")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        bot = studio.find(context.desk, args.bot)
        context.out(studio.export_bot(context.desk, bot, live=args.live).rstrip("\n"))
        return 0


command = _ExportBot()
