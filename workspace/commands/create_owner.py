"""``create-owner``: the one-time link with which the owner makes an account. There is no default password."""

from __future__ import annotations

import argparse

from workspace import members
from workspace.commands import Context


class _CreateOwner:
    name = "create-owner"
    help = "print a one-time link that creates an owner's account"
    example = "python -m workspace create-owner"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print a JSON line instead of the bare link")
        parser.add_argument("--if-none", action="store_true", help="print nothing when an owner has an account")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        if args.if_none and not members.needs_owner(context.desk.app):
            return 0
        made = members.create_owner(context.desk.app)
        context.link(made, as_json=args.json)
        return 0


command = _CreateOwner()
