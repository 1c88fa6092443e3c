"""How a command reaches a running server: a unix socket in the data folder, for its owner only (0600).

```
python -m workspace …  ── {"argv", "folder"}, {"line"}…, {"end"} ──▶  server: the same command, on the same index
                       ◀── {"out"}…, {"err"}…, {"exit"} ───────────
```
A server owns its data folder by a lock; commands without a server share it. So a second server refuses, a command
finds the server or works alone, and the index never has two owners. A builder beside the chat API owns nothing and asks
for the index over the same socket (``remote_index``).
"""

from __future__ import annotations

import fcntl
import logging
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from guardrails.faults import fault
from workspace import jobs, outbox, remote_index, retention, wire
from workspace.assembly import Application
from workspace.errors import FolderBusy
from workspace.execute import Streams, execute, parse
from workspace.wire import Wire, address, connect

log = logging.getLogger(__name__)

_PATIENCE = 10.0


@contextmanager
def serving(app: Application, places: Mapping[str, str] = {}) -> Iterator[None]:
    """For a server's lifespan: own the data folder, answer commands and the builder beside it from threads and delete
    what is over, until the block ends. ``places`` are its addresses by name, for whoever tries to start a second one.

    Raises FolderBusy with a sentence for the terminal when somebody else works on the folder.
    """
    with _owned(app.settings.data), retention.every_hour(app), jobs.running(app), outbox.running(app):
        place = address(app.settings.data)
        place.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.bind(str(place))
            place.chmod(0o600)
            listener.listen(16)
            threading.Thread(
                target=_accept, args=(listener, app, dict(places)), name="tacit-control", daemon=True
            ).start()
            yield
        finally:
            # Closing alone does not wake a thread that waits in accept.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            place.unlink(missing_ok=True)


def who_serves(data: Path) -> str:
    """The sentence for somebody who starts a second server, with the addresses of the running one."""
    said = wire.call(data, 3.0, places=True) or {}
    places = ", ".join(f"{name} {where}" for name, where in said.get("places", {}).items())
    running = f"another server works on this data folder already ({places})" if places else (
        "another server works on this data folder"
    )  # fmt: skip
    return (
        f"{data}: {running}. Use that one, or stop it first; a second one needs a folder of its own (--data or "
        "TACIT_DATA). For a builder beside a running chat API set TACIT_BUILDER_ONLY=1."
    )


def ask(data: Path, argv: Sequence[str], streams: Streams) -> int | None:
    """Run a command in the server of this data folder; None when there is no server."""
    connection = connect(data)
    if connection is None:
        return None
    with connection, connection.makefile("rwb") as stream:
        link = Wire(stream)
        link.send(argv=list(argv), folder=str(streams.folder))
        threading.Thread(target=_feed, args=(link, streams.lines), daemon=True).start()
        for frame in link.frames():
            if "out" in frame:
                streams.out(str(frame["out"]))
            elif "err" in frame:
                streams.say(str(frame["err"]))
            else:
                return int(frame["exit"])
    streams.say("The server ended before the command did. Start it again and repeat the command.")
    return 1


@contextmanager
def sharing(data: Path) -> Iterator[bool]:
    """For a command without a server: keep servers away while it works. False when a server owns the folder."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "owner.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def wait_for_server(data: Path, seconds: float = _PATIENCE) -> bool:
    """Whether a server that owns the folder begins to answer in time (it may be starting)."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (connection := connect(data)) is not None:
            connection.close()
            return True
        time.sleep(0.1)
    return False


@contextmanager
def _owned(data: Path) -> Iterator[None]:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "owner.lock").open("a") as lock:
        if not _lock_soon(lock):
            raise FolderBusy(_who_is_there(data, lock))
        yield


def _lock_soon(lock: IO[str]) -> bool:
    """A command in its last breath is waited for; a server is not."""
    until = time.monotonic() + 2.0
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                return False
            time.sleep(0.1)
        else:
            return True


def _who_is_there(data: Path, lock: IO[str]) -> str:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return who_serves(data)
    return f"{data}: a command works on this data folder. Wait until it has ended, then start the server again."


def _accept(listener: socket.socket, app: Application, places: Mapping[str, str]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, app, places), name="tacit-command", daemon=True).start()


def _serve(connection: socket.socket, app: Application, places: Mapping[str, str]) -> None:
    with connection, connection.makefile("rwb") as stream, suppress(OSError, ValueError):
        link = Wire(stream)
        frames = link.frames()
        first = next(frames, None) or {}
        if "places" in first:
            link.send(places=dict(places))
        elif "index" in first:
            link.send(**_looked_up(app, first))
        elif "argv" in first:
            _command(app, link, first, frames)


def _looked_up(app: Application, question: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return remote_index.answer(app.library, question)
    except Exception as error:  # noqa: BLE001 - a question must not end the server
        log.error("question to the index failed: %s", fault(error))
        return {"failed": f"The answering process could not do this ({type(error).__name__})."}


def _command(app: Application, link: Wire, first: Mapping[str, Any], frames: Iterator[dict[str, Any]]) -> None:
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_take, args=(frames, lines), daemon=True).start()
    try:
        streams = Streams(
            Path(first["folder"]),
            iter(lines.get, None),
            lambda text: link.send(out=text),
            lambda text: link.send(err=text),
        )
        code = execute(app, parse(first["argv"]), streams)
    except OSError:  # the caller has gone
        return
    except Exception as error:  # noqa: BLE001 - a command must not end the server
        log.error("command failed: %s", fault(error))
        link.send(err=f"The command failed inside the server ({type(error).__name__}). This is a bug.")
        code = 1
    link.send(exit=code)


def _take(frames: Iterator[dict[str, Any]], lines: SimpleQueue[bytes | None]) -> None:
    with suppress(OSError, ValueError):
        for frame in frames:
            if "line" not in frame:
                break
            lines.put(frame["line"].encode("latin-1"))
    lines.put(None)


def _feed(link: Wire, lines: Iterator[bytes]) -> None:
    with suppress(OSError, ValueError):
        for line in lines:
            link.send(line=line.decode("latin-1"))
        link.send(end=True)
