"""The command line, for scripts and for people: bots in and out, knowledge, publishing, a talk, accounts, the records.

Its commands are the files of ``commands/``; what is not among them is done on a page alone.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from workspace import control
from workspace.assembly import Application
from workspace.errors import FolderBusy
from workspace.execute import Streams, command_of, execute, execute_alone, parse, told
from workspace.settings import Settings, SettingsError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0, 1 when something failed, 2 for wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    args = parse(words)
    streams = Streams(Path.cwd(), _lines(), _out, _say)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    try:
        if command_of(args).alone:
            return execute_alone(args, streams)
        settings = Settings.load(data=args.data)
        return told(_say, lambda: _work(settings, words, streams))
    except SettingsError as error:
        for problem in error.problems:
            _say(str(problem))
        return 2
    except BrokenPipeError:
        # The reader has gone (`… | head`): nothing more to say, and Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _work(settings: Settings, words: Sequence[str], streams: Streams) -> int:
    """In the running server if there is one, otherwise here, with servers kept away meanwhile."""
    code = control.ask(settings.data, words, streams)
    if code is not None:
        return code
    with control.sharing(settings.data) as alone:
        if alone:
            app = Application(settings)
            try:
                return execute(app, parse(words), streams)
            finally:
                app.close()
    if control.wait_for_server(settings.data):
        code = control.ask(settings.data, words, streams)
    if code is None:
        raise FolderBusy(f"{settings.data}: a server owns this data folder but does not answer. Stop it and try again.")
    return code


def _lines() -> Iterator[bytes]:
    yield from iter(sys.stdin.buffer.readline, b"")


def _out(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
