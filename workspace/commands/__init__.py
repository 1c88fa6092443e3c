"""The commands of ``python -m workspace``: one module, one command, one name.

A command is told where it works (``Context``) and never reads the process's own streams, so that the same code runs in
a terminal and inside a running server, which streams the lines back (``workspace.control``).
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from workspace.errors import BadRequest
from workspace.members import Invitation
from workspace.roles import Desk

WAIT = "waiting for another command that works on this folder"


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a command was typed, and its lines: in, out, and for people (progress and logs)."""

    folder: Path
    lines: Iterator[bytes]
    out: Callable[[str], None]
    say: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Context:
    """On whose behalf a command works, and its streams. ``desk`` is None only for a command that needs no data."""

    at: Desk | None
    streams: Streams

    @property
    def desk(self) -> Desk:
        """The desk of a command that works on a data folder."""
        assert self.at is not None
        return self.at

    @property
    def lines(self) -> Iterator[bytes]:
        """The lines typed or piped in."""
        return self.streams.lines

    def out(self, text: str) -> None:
        """A line of output."""
        self.streams.out(text)

    def say(self, text: str) -> None:
        """A line for people."""
        self.streams.say(text)

    def count(self, what: str, done: int, of: int) -> None:
        """A line of progress for people."""
        self.say(f"{done}/{of} {what}")

    def begun(self) -> Callable[[str, int, int], None]:
        """Progress for who only waits: each thing once, when it begins, however many steps it has."""
        last = ""

        def tell(what: str, _done: int, _of: int) -> None:
            nonlocal last
            if what != last:
                last = what
                self.say(f"{what[:1].upper()}{what[1:]}")

        return tell

    def emit(self, item: Mapping[str, Any]) -> None:
        """One JSON object as one line of output."""
        self.out(json.dumps(item, ensure_ascii=False, separators=(", ", ": ")))

    def link(self, made: Invitation, *, as_json: bool) -> None:
        """A one-time link, bare or as a JSON line, and for people how long it works."""
        if as_json:
            self.emit({"url": made.url, "expires_at": made.expires_at.isoformat()})
        else:
            self.out(made.url)
        self.say(f"The link works once, until {made.expires_at:%Y-%m-%d %H:%M} UTC.")

    def path(self, name: str) -> Path:
        """A path as typed, seen from where it was typed."""
        return self.streams.folder / Path(name).expanduser()

    def text(self, name: str) -> str:
        """The text of a small file. Raises BadRequest with the place and the cure."""
        try:
            data = self.path(name).read_bytes()
        except OSError as error:
            raise BadRequest(f"{name}: {error.strerror}. Check the path.") from None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise BadRequest(f"{name}: this is not a UTF-8 text file. Save it as UTF-8.") from None


class Command(Protocol):
    """One command. ``run`` gives the exit code: 0, or 1 when an item of a batch failed.

    ``alone`` says that it needs no data folder.
    """

    name: str
    help: str
    example: str
    alone: bool

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace, context: Context) -> int: ...


@cache
def discover() -> Mapping[str, Command]:
    """Every command of this folder by name."""
    found: dict[str, Command] = {}
    for module in pkgutil.iter_modules(__path__):
        command = importlib.import_module(f"{__name__}.{module.name}").command
        found[command.name] = command
    return found
