"""The encrypted SQLite file: how it is opened, keyed, locked, checked, and what its errors mean to the owner."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from records.errors import Damaged, NoSpace, StoreError, Taken, WrongKey

WRITES = "tacit_writes"
BUSY_SECONDS = 30.0


def engine(path: Path, key: bytes) -> sa.Engine:
    """Connections to the file. A queue of them: the default pool closes connections beyond five threads."""
    made = sa.create_engine(
        f"sqlite:///{path}",
        module=dbapi2,
        creator=lambda: _connect(path, key),
        hide_parameters=True,  # an error never carries values
        poolclass=QueuePool,
        pool_size=10,
        max_overflow=30,
    )
    sa.event.listen(made, "begin", _begin)
    return made


@contextmanager
def opening(path: Path, key_id: str) -> Iterator[None]:
    """One process opens at a time; the file is 0600, its folder 0700, and the key is the one it was made with."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NoSpace(
            f"The folder {path.parent} cannot be made ({error.strerror}). Choose another data folder."
        ) from None
    with _locked(_beside(path)) as note:
        known = note.read().decode("ascii", "replace").strip()
        if known and known != key_id:
            raise WrongKey(
                f"The key file does not belong to {path}: it has key id {key_id}, the database was made with {known}. "
                "Use the key file saved for this database."
            )
        if not known and path.exists() and path.stat().st_size:
            _try_key_first(path)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        with told(path):
            yield
        if not known:
            _write(note, key_id)


def rekey(path: Path, old: bytes, new: bytes, key_id: str) -> None:
    """Encrypt the file anew, all or nothing."""
    with _locked(_beside(path)) as note, told(path):
        connection = _connect(path, old)
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
        finally:
            connection.close()
        _write(note, key_id)


def check(connection: sa.Connection) -> list[str]:
    """Every page's seal and the structure; may take a while on a large file."""
    lines: list[str] = []
    for pragma in ("cipher_integrity_check", "quick_check"):
        try:
            lines += [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
        except sa.exc.DatabaseError as error:
            lines.append(str(error.orig))
    return [line for line in lines if line != "ok"]


def fold(engine: sa.Engine) -> bool:
    """Folds the write-ahead log into the file and empties it; False when a reader or writer is in the way."""
    connection = engine.raw_connection()
    try:
        busy, _, _ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    return not busy


@contextmanager
def told(path: Path | None = None) -> Iterator[None]:
    """Give SQLite's errors their meaning."""
    try:
        yield
    except (sa.exc.DatabaseError, dbapi2.DatabaseError) as error:
        message = str(getattr(error, "orig", error))
        meaning = Taken("A row of that name exists already.") if "UNIQUE" in message else _meaning(message, path)
        if meaning is None:
            raise
        raise meaning from None


def _connect(path: Path, key: bytes) -> Any:
    connection = dbapi2.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in ("cipher_log_level = NONE", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
                   "secure_delete = ON", "temp_store = MEMORY"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".keyid")


@contextmanager
def _locked(path: Path) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        yield note


def _write(note: Any, key_id: str) -> None:
    note.seek(0)
    note.truncate()
    note.write(key_id.encode("ascii") + b"\n")
    note.flush()
    os.fsync(note.fileno())


def _try_key_first(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(16) == b"SQLite format 3\0":
            raise Damaged(f"{path} is a plain SQLite file, not an encrypted database of this product. Move it away.")


def _meaning(message: str, path: Path | None) -> StoreError | None:
    place = str(path) if path else "The database"
    if "file is not a database" in message:
        return Damaged(
            f"{place} cannot be read: its first page is damaged, or it was made with another key. "
            "Put back the newest backup, or the key file that belongs to it."
        )
    if "malformed" in message or "disk I/O error" in message:
        return Damaged(f"{place} is damaged or the disk fails ({message}). Stop, and put back the newest backup.")
    if "disk is full" in message or "readonly database" in message or "unable to open" in message:
        return NoSpace(
            f"{place} cannot be written ({message}). Free space or mend the folder's rights, then try again."
        )
    return None
