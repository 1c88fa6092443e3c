"""The unix socket of a data folder: where it lies, who may use it, and one JSON object a line, both ways."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedRWPair
from pathlib import Path
from typing import Any

from workspace.errors import FolderBusy

_LONGEST_ADDRESS = 100  # the kernel's limit is 108 bytes on Linux, 104 elsewhere


@dataclass
class Wire:
    """One JSON object a line, both ways."""

    stream: BufferedRWPair
    guard: threading.Lock = field(default_factory=threading.Lock)

    def send(self, **frame: Any) -> None:
        """One object out."""
        with self.guard:
            self.stream.write(json.dumps(frame).encode("ascii") + b"\n")
            self.stream.flush()

    def frames(self) -> Iterator[dict[str, Any]]:
        """The objects that come in, until the other side ends."""
        for line in self.stream:
            yield json.loads(line)


def connect(data: Path) -> socket.socket | None:
    """A connection to the server that owns this data folder; None when there is none. Raises FolderBusy."""
    place = address(data)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if place.lstat().st_uid != os.getuid():
            raise FolderBusy(f"{data}: this data folder belongs to another account.")
        connection.connect(str(place))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


def call(data: Path, seconds: float | None = None, **question: Any) -> dict[str, Any] | None:
    """The server's one answer to one question; None when no server answers, or none within so many seconds."""
    connection = connect(data)
    if connection is None:
        return None
    with connection, connection.makefile("rwb") as stream:
        connection.settimeout(seconds)
        wire = Wire(stream)
        try:
            wire.send(**question)
            return next(wire.frames(), None)
        except (OSError, ValueError):
            return None


def address(data: Path) -> Path:
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
