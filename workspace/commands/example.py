"""``example``: a commented bot file to start from; it imports unchanged."""

from __future__ import annotations

import argparse
from pathlib import Path

from workspace.commands import Context

EXAMPLES = Path(__file__).parent.parent / "examples"


class _Example:
    name = "example"
    help = "print a commented bot file that imports unchanged"
    example = "python -m workspace example booking > salon.yaml"
    alone = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("kind", choices=("support", "booking", "survey"), help="which kind of bot")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        context.out((EXAMPLES / f"{args.kind}.yaml").read_text(encoding="utf-8").rstrip("\n"))
        return 0


command = _Example()
