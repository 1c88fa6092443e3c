"""``reset-password``: a one-time link with which somebody who forgot their password sets a new one."""

from __future__ import annotations

import argparse

from workspace import members
from workspace.commands import Context
from workspace.errors import BadRequest


class _ResetPassword:
    name = "reset-password"
    help = "print a one-time link that sets a new password for an account"
    example = "python -m workspace reset-password ada@shop.example"
    alone = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the account's e-mail address")
        parser.add_argument("--json", action="store_true", help="print a JSON line instead of the bare link")

    def run(self, args: argparse.Namespace, context: Context) -> int:
        wanted = args.email.strip().casefold()
        found = [m for m in members.list_members(context.desk) if m.email.casefold() == wanted and not m.disabled]
        if not found:
            raise BadRequest("No open account has this e-mail address.")
        made = members.password_link(context.desk, found[0].id)
        context.link(made, as_json=args.json)
        context.say("The old password holds until it is used.")
        return 0


command = _ResetPassword()
