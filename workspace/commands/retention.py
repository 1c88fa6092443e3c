"""``retention``: what the next nightly run deletes, and, with ``--run``, the run itself."""

from __future__ import annotations

import argparse

from workspace import retention
from workspace.commands import Context


class _Retention:
    name = "retention"
    help = "show what the next run deletes because its time is over"
    example = "python -m workspace retention --run"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--run", action="store_true", help="delete it now")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        planned = retention.run(context.desk) if args.run else retention.tonight(context.desk)
        for item in planned:
            context.emit({
                "bot": item.bot_name, "chats": item.chats, "bookings": item.bookings, "answers": item.answers,
                "deleted": args.run,
            })  # fmt: skip
        return 0


command = _Retention()
