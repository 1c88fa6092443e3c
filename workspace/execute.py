"""One command, from its words to its exit code: parsed, run as the local owner, its errors said in plain words.

0 done, 1 something failed, 2 wrong usage. Errors name the place, what is wrong and the cure; never a stack trace.
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from typing import NoReturn

from bots.errors import BotError, ConfigError
from guardrails.errors import GuardrailError
from knowledge.errors import KnowledgeError
from records.errors import RecordError
from workspace.assembly import Application
from workspace.commands import Command, Context, Streams, discover
from workspace.errors import BadRequest, NotPublished, UnknownBot, WorkspaceError
from workspace.roles import LOCAL, LOCAL_NAME, Actor, Desk, NotAllowed, Role

__all__ = ["Streams", "execute", "execute_alone", "parse"]

_USAGE = (UnknownBot, NotPublished, BadRequest)


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The words of a command line; ends the process with 2 and a hint when they are wrong."""
    return _parser().parse_args(list(words))


def command_of(args: argparse.Namespace) -> Command:
    """The command that was named."""
    return discover()[args.command]


def execute_alone(args: argparse.Namespace, streams: Streams) -> int:
    """Run a command that needs no data folder."""
    return told(streams.say, lambda: command_of(args).run(args, Context(None, streams)))


def execute(app: Application, args: argparse.Namespace, streams: Streams) -> int:
    """Run a command on an application, as its local owner."""
    return told(streams.say, lambda: command_of(args).run(args, Context(Desk(app, local_owner(app)), streams)))


def local_owner(app: Application) -> Actor:
    """Whoever may read the data folder and its key is its owner."""
    return Actor(LOCAL, app.home(), Role.OWNER, LOCAL_NAME)


def told(say: Callable[[str], None], work: Callable[[], int]) -> int:
    """The exit code of a piece of work, its known errors said."""
    try:
        return work()
    except ConfigError as error:
        for problem in error.problems:
            say(str(problem))
        return 1
    except (WorkspaceError, RecordError, KnowledgeError, BotError, GuardrailError, NotAllowed) as error:
        say(str(error))
        return 2 if isinstance(error, _USAGE) else 1


class _Parser(argparse.ArgumentParser):
    """argparse that suggests the command meant and keeps to one line a fault."""

    def error(self, message: str) -> NoReturn:
        word = message.partition("invalid choice: '")[2].partition("'")[0]
        near = difflib.get_close_matches(word, list(discover()), n=1, cutoff=0.5) if word else []
        hint = f" Did you mean '{near[0]}'?" if near else f" See: {self.prog} --help"
        short = message.partition(" (choose from")[0]
        self.exit(2, f"{self.prog}: {short}.{hint}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m workspace",
        description="Bots that keep a secret: bringing bots in and out, publishing, knowledge, accounts and records.",
        epilog="Each command explains itself: python -m workspace COMMAND --help",
        allow_abbrev=False,
    )
    folder = "the data folder (or TACIT_DATA; default ~/.local/share/tacit, made on first use)"
    parser.add_argument("--data", metavar="DIR", default=None, help=folder)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, command in sorted(discover().items()):
        made = commands.add_parser(
            name, help=command.help, description=f"{command.help[0].upper()}{command.help[1:]}.",
            epilog=f"Example: {command.example}", allow_abbrev=False,
        )  # fmt: skip
        made.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=folder)
        command.arguments(made)
    return parser
