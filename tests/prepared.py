"""An empty encrypted database of the newest schema, made once in a process and copied from then on.

Making one runs every migration, 0.2 s of computing for each of several hundred tests; that it comes out right is
proven in tests/records/test_database.py, on a database of its own each time.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from records.database import Database
from records.sealing import MasterKey


@dataclass(frozen=True)
class Blank:
    """What lies on disk once it is made: the key as its file has it, and the files by what follows the name."""

    key: bytes
    files: dict[str, bytes]


def blank_database(file: Path, key_file: Path | None = None) -> MasterKey:
    """Put one there, and its key into ``key_file``; the key to open it with."""
    blank = _made()
    for end, data in blank.files.items():
        _write(file.with_name(file.name + end), data)
    if key_file is not None:
        _write(key_file, blank.key)
    return MasterKey.from_text(blank.key.decode())


@cache
def _made() -> Blank:
    with tempfile.TemporaryDirectory(prefix="tacit-blank-") as there:
        folder = Path(there)
        key, file = folder / "key", folder / "data" / "tacit.db"
        Database.open(f"sqlite:///{file}", MasterKey.create(key)).close()
        blank = Blank(
            key.read_bytes(), {path.name.removeprefix(file.name): path.read_bytes() for path in file.parent.iterdir()}
        )
    assert set(blank.files) == {"", ".keyid"}, "closing folds the write-ahead log into the file"
    return blank


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(0o600)
    path.write_bytes(data)
