"""``import-bot``: a bot file becomes a draft; the same id again makes a new draft of that bot."""

from __future__ import annotations

import argparse

from bots import check
from workspace import studio
from workspace.commands import Context
from workspace.commands.publish import publish_line


class _ImportBot:
    name = "import-bot"
    help = "make a draft from a bot file"
    example = "python -m workspace import-bot salon.yaml --publish"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the bot's YAML file")
        parser.add_argument("--publish", action="store_true", help="check the draft and make it live")
        parser.add_argument("--no-check", metavar="REASON", help="publish without the check; the reason is audited")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        draft = studio.import_bot(context.desk, context.text(args.file), args.file)
        for advised in check.advice(draft.config, args.file):
            context.say(f"{advised.where}: {advised.message} {advised.hint}")
        line = {"bot": draft.key, "kind": draft.config.kind, "name": draft.config.name, "public_id": draft.public_id}
        if args.publish or args.no_check:
            return publish_line(context, draft.bot, line, args.no_check)
        context.emit({**line, "state": "draft", "live_version": draft.live_version})
        return 0


command = _ImportBot()
