"""``install-demo``: the made-up shop with its documents, its bots and its customers' talks."""

from __future__ import annotations

import argparse

from workspace import demo
from workspace.commands import Context


class _InstallDemo:
    name = "install-demo"
    help = "install the demo workspace"
    example = "python -m workspace install-demo"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--no-talks", action="store_true", help="without made-up customers of the last four weeks")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        demo.install(context.desk, talks=not args.no_talks, progress=context.begun())
        return 0


command = _InstallDemo()
