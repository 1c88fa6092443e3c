"""``schema``: the JSON Schema of a bot file, for editors and scripts."""

from __future__ import annotations

import argparse
import json

from bots.config import json_schema
from workspace.commands import Context


class _Schema:
    name = "schema"
    help = "print the JSON Schema of a bot file"
    example = "python -m workspace schema > bot.schema.json"
    alone = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """None."""

    def run(self, args: argparse.Namespace, context: Context) -> int:  # noqa: ARG002 - a command's shape
        context.out(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return 0


command = _Schema()
