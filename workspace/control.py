"""How a command reaches a running server: a unix socket in the data folder, for its owner only (0600).

```
python -m workspace …  ── {"argv", "folder"}, {"line"}…, {"end"} ──▶  server: the same command, on the same index
                       ◀── {"out"}…, {"err"}…, {"exit"} ───────────
```
A server owns its data folder by a lock; commands without a server share it. So a second server refuses, a command
finds the server or works alone, and the index never has two owners.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedRWPair
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from workspace import retention
from workspace.assembly import Application
from workspace.errors import FolderBusy
from workspace.execute import Streams, execute, parse

log = logging.getLogger(__name__)

_LONGEST_ADDRESS = 100  # the kernel's limit is 108 bytes on Linux, 104 elsewhere
_PATIENCE = 10.0


@contextmanager
def serving(app: Application) -> Iterator[None]:
    """For a server's lifespan: own the data folder, answer commands from threads and delete what is over, until the
    block ends.

    Raises FolderBusy with a sentence for the terminal when somebody else works on the folder.
    """
    with _owned(app.settings.data), retention.every_hour(app):
        address = _address(app.settings.data)
        address.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.bind(str(address))
            address.chmod(0o600)
            listener.listen(16)
            threading.Thread(target=_accept, args=(listener, app), name="tacit-control", daemon=True).start()
            yield
        finally:
            # Closing alone does not wake a thread that waits in accept.
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
            address.unlink(missing_ok=True)


def ask(data: Path, argv: Sequence[str], streams: Streams) -> int | None:
    """Run a command in the server of this data folder; None when there is no server."""
    connection = _connect(data)
    if connection is None:
        return None
    with connection, connection.makefile("rwb") as stream:
        wire = _Wire(stream)
        wire.send(argv=list(argv), folder=str(streams.folder))
        threading.Thread(target=_feed, args=(wire, streams.lines), daemon=True).start()
        for frame in wire.frames():
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
        if (connection := _connect(data)) is not None:
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
        return f"{data}: another server works on this data folder. Stop it, or name another folder with TACIT_DATA."
    return f"{data}: a command works on this data folder. Wait until it has ended, then start the server again."


def _address(data: Path) -> Path:
    """In the data folder, or, where its path is too long for a socket, in a private folder for temporary files."""
    inside = data / "control.sock"
    if len(os.fsencode(inside)) <= _LONGEST_ADDRESS:
        return inside
    folder = Path(tempfile.gettempdir()) / f"tacit-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise FolderBusy(f"{folder}: this folder must be yours alone. Remove it, or use a shorter data folder.")
    return folder / f"{hashlib.sha256(os.fsencode(data)).hexdigest()[:16]}.sock"


def _connect(data: Path) -> socket.socket | None:
    address = _address(data)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if address.lstat().st_uid != os.getuid():
            raise FolderBusy(f"{data}: this data folder belongs to another account.")
        connection.connect(str(address))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


def _accept(listener: socket.socket, app: Application) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, app), name="tacit-command", daemon=True).start()


def _serve(connection: socket.socket, app: Application) -> None:
    with connection, connection.makefile("rwb") as stream, suppress(OSError, ValueError):
        wire = _Wire(stream)
        frames = wire.frames()
        first = next(frames, None)
        if first is None or "argv" not in first:
            return
        lines: SimpleQueue[bytes | None] = SimpleQueue()
        threading.Thread(target=_take, args=(frames, lines), daemon=True).start()
        try:
            streams = Streams(
                Path(first["folder"]),
                iter(lines.get, None),
                lambda text: wire.send(out=text),
                lambda text: wire.send(err=text),
            )
            code = execute(app, parse(first["argv"]), streams)
        except OSError:  # the caller has gone
            return
        except Exception as error:  # noqa: BLE001 - a command must not end the server
            log.error("command failed", extra={"error": type(error).__name__})
            wire.send(err=f"The command failed inside the server ({type(error).__name__}). This is a bug.")
            code = 1
        wire.send(exit=code)


def _take(frames: Iterator[dict[str, Any]], lines: SimpleQueue[bytes | None]) -> None:
    with suppress(OSError, ValueError):
        for frame in frames:
            if "line" not in frame:
                break
            lines.put(frame["line"].encode("latin-1"))
    lines.put(None)


def _feed(wire: _Wire, lines: Iterator[bytes]) -> None:
    with suppress(OSError, ValueError):
        for line in lines:
            wire.send(line=line.decode("latin-1"))
        wire.send(end=True)


@dataclass
class _Wire:
    """One JSON object a line, both ways."""

    stream: BufferedRWPair
    guard: threading.Lock = field(default_factory=threading.Lock)

    def send(self, **frame: Any) -> None:
        with self.guard:
            self.stream.write(json.dumps(frame).encode("ascii") + b"\n")
            self.stream.flush()

    def frames(self) -> Iterator[dict[str, Any]]:
        for line in self.stream:
            yield json.loads(line)
