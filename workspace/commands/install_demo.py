"""``install-demo``: the made-up shop with its documents, a published support bot and two drafts."""

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
        """None."""

    def run(self, args: argparse.Namespace, context: Context) -> int:  # noqa: ARG002 - a command's shape
        demo.install(context.desk, progress=context.count)
        return 0


command = _InstallDemo()
