"""``audit``: whether the trail is whole, and its signed end; with ``--kept``, also against the ends kept elsewhere."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from records.audit import Head
from workspace import trail
from workspace.commands import Context
from workspace.errors import BadRequest


class _Audit:
    name = "audit"
    help = "check the audit trail and keep its end in a file elsewhere"
    example = "python -m workspace audit --kept /mnt/elsewhere/heads.jsonl"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--kept", metavar="FILE",
            help="ends kept before, on another machine or disk: each must still stand here; today's is added",
        )  # fmt: skip

    def run(self, args: argparse.Namespace, context: Context) -> int:
        file = context.path(args.kept) if args.kept else None
        sealed = trail.seal(context.desk, _heads(file) if file else ())
        head = trail.head(context.desk)
        context.emit({
            "whole": sealed.whole, "rows": sealed.rows, "broken_at": sealed.broken_at, "reason": sealed.reason,
            "head": asdict(head) if head else None,
        })  # fmt: skip
        if not sealed.whole:
            return 1  # what is broken is not kept as if it were good
        if file and head:
            with file.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(asdict(head)) + "\n")
        return 0


def _heads(file: Path) -> list[Head]:
    if not file.exists():
        return []
    try:
        return [Head(**json.loads(line)) for line in file.read_text("utf-8").splitlines() if line.strip()]
    except (ValueError, TypeError):
        raise BadRequest(
            f"{file} holds something else than ends of an audit trail, one a line. Name another file."
        ) from None


command = _Audit()
