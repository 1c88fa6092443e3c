"""The database of an installation: SQLCipher by default, PostgreSQL by URL. Everything else sees a ``Store`` of it.

SQLite: one encrypted file, the key derived from the master key and given raw on each connection; WAL with
synchronous=FULL, so an acknowledged commit survives a power cut; writers say BEGIN IMMEDIATE, so that two processes
wait for each other instead of failing. Beside the file lies ``<file>.keyid``: a fingerprint of the key, which tells a
wrong key from a damaged file, and the lock of opening.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from records import postgres, sqlcipher
from records.errors import UnknownRow, WrongKey
from records.ids import millis, new_id
from records.members import Members
from records.memory import wipe_what_is_freed
from records.migrations.run import migrate
from records.sealing import MasterKey, Sealer, keyed_index, workspace_context
from records.store import Store
from records.tables import (
    bookings,
    bots,
    conversations,
    feeds,
    invitations,
    login_sessions,
    members,
    persons,
    waiting_list,
    workspaces,
)

# Values nobody can guess: whoever holds one is led to its workspace, before any workspace is known.
_FOUND_BY = (
    bots.c.public_id,
    conversations.c.id,
    invitations.c.token_hash,
    login_sessions.c.token_hash,
    members.c.id,
    members.c.email_index,
    bookings.c.id,
    waiting_list.c.id,
    feeds.c.token_hash,
)
_SHARED = "installation"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A business on this installation."""

    id: str
    name: str


class Database:
    """One installation's database."""

    def __init__(self, engine: sa.Engine, key: MasterKey, path: Path | None) -> None:
        self._engine = engine
        self._writes = engine.execution_options(**{sqlcipher.WRITES: True})
        self._key = key
        self._path = path
        self._stores: dict[str, Store] = {}
        self._guard = threading.Lock()

    @classmethod
    def open(cls, url: str, key: MasterKey) -> Self:
        """Open a database, made and migrated to the newest schema when needed.

        ``sqlite:///folder/file.db`` (encrypted) or ``postgresql://…``.
        """
        wipe_what_is_freed()
        parts = sa.make_url(url)
        if parts.get_backend_name() == "sqlite":
            path = Path(parts.database or "")
            with sqlcipher.opening(path, key.id):
                return cls(sqlcipher.engine(path, key.derive("database")), key, path)._ready()
        return cls(postgres.engine(parts), key, None)._ready()

    @staticmethod
    def begun(url: str) -> bool:
        """Whether a key has sealed something there already: the file exists, or PostgreSQL holds a workspace."""
        parts = sa.make_url(url)
        if parts.get_backend_name() == "sqlite":
            return Path(parts.database or "").exists()
        engine = postgres.engine(parts)
        try:
            with _connection(engine, False) as connection:
                made = sa.inspect(connection).has_table(workspaces.name)
                return made and connection.execute(sa.select(workspaces.c.id).limit(1)).first() is not None
        finally:
            engine.dispose()

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @property
    def key(self) -> MasterKey:
        """The master key it was opened with."""
        return self._key

    def store(self, workspace: str) -> Store:
        """The database seen from one workspace."""
        with self._guard:
            if workspace not in self._stores:
                self._stores[workspace] = Store(
                    workspace, self._sealer(workspace), self.dialect, self._connect, self._fold
                )
            return self._stores[workspace]

    def workspaces(self) -> list[Workspace]:
        """Every workspace, oldest first."""
        query = sa.select(workspaces.c.id, workspaces.c.name).order_by(workspaces.c.created_at, workspaces.c.id)
        with self._connect(False) as connection:
            return [Workspace(row.id, row.name) for row in connection.execute(query)]

    def create_workspace(self, name: str, now: datetime) -> str:
        """A new workspace with a key of its own; its id."""
        workspace = new_id("wsp")
        wrapped = self._key.wrap(secrets.token_bytes(32), workspace_context(workspace, 1))
        row = {"id": workspace, "name": name, "wrapped_key": wrapped, "key_version": 1, "created_at": millis(now)}
        with self._connect(True) as connection:
            connection.execute(sa.insert(workspaces).values(**row))
        return workspace

    def workspace_of(self, column: sa.Column[Any], value: str) -> str | None:
        """The workspace in which an unguessable value stands: a public id, a token's hash, an index of an e-mail."""
        if column not in set(_FOUND_BY):
            raise UnknownRow("Only values that cannot be guessed lead to a workspace.")
        with self._connect(False) as connection:
            found = connection.execute(sa.select(column.table.c.workspace).where(column == value)).scalar_one_or_none()
            return str(found) if found is not None else None

    def index(self, value: str, purpose: str) -> str:
        """A keyed index that is the same in every workspace: for signing in, before the workspace is known."""
        return keyed_index(self._key.derive(_SHARED), value, purpose)

    def check(self) -> list[str]:
        """What is wrong with the file, read to the end; empty when nothing is."""
        with self._connect(False) as connection:
            return sqlcipher.check(connection) if self._path else []

    def rotate(self, new: MasterKey) -> None:
        """Change to another master key, while no other process has the database open. Safe to repeat after a crash."""
        self.rewrap(new)
        if self._path:
            self._engine.dispose()
            sqlcipher.rekey(self._path, self._key.derive("database"), new.derive("database"), new.id)
            self._engine = sqlcipher.engine(self._path, new.derive("database"))
            self._writes = self._engine.execution_options(**{sqlcipher.WRITES: True})
        self._key = new
        with self._guard:
            self._stores.clear()
        for workspace in self.workspaces():
            Members(self.store(workspace.id)).index_again()

    def rewrap(self, new: MasterKey) -> None:
        """The first step of ``rotate``: every workspace key wrapped by the new master key, in one commit."""
        with self._connect(True) as connection:
            for row in connection.execute(sa.select(workspaces)).all():
                wrapped = self._rewrapped(row, new)
                connection.execute(sa.update(workspaces).where(workspaces.c.id == row.id).values(wrapped_key=wrapped))

    def close(self) -> None:
        """Give the connections back; the write-ahead log is folded into the file."""
        self._engine.dispose()

    def _fold(self) -> bool:
        if self._path is None:
            return True
        with sqlcipher.told(self._path):
            return sqlcipher.fold(self._engine)

    def _ready(self) -> Self:
        try:
            with self._connect(True) as connection:
                migrate(connection)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def _connect(self, writes: bool) -> AbstractContextManager[sa.Connection]:
        return _connection(self._writes if writes else self._engine, writes)

    def _rewrapped(self, row: Any, new: MasterKey) -> bytes:
        context = workspace_context(row.id, row.key_version)
        try:
            return new.wrap(self._key.unwrap(row.wrapped_key, context), context)
        except WrongKey:
            new.unwrap(row.wrapped_key, context)  # done by an earlier run that was cut
            return bytes(row.wrapped_key)

    def _sealer(self, workspace: str) -> Sealer:
        with self._connect(False) as connection:
            row = connection.execute(sa.select(workspaces).where(workspaces.c.id == workspace)).one_or_none()
        if row is None:
            raise UnknownRow("There is no such workspace.")
        key = self._key.unwrap(row.wrapped_key, workspace_context(workspace, row.key_version))
        return Sealer(
            workspace,
            key,
            row.key_version,
            shared=self._key.derive(_SHARED),
            wrapped=lambda person: self._wrapped(workspace, person),
        )

    def _wrapped(self, workspace: str, person: str) -> bytes | None:
        query = sa.select(persons.c.wrapped_key).where(persons.c.workspace == workspace, persons.c.id == person)
        with self._connect(False) as connection:
            return connection.execute(query).scalar_one_or_none()


@contextmanager
def _connection(engine: sa.Engine, writes: bool) -> Iterator[sa.Connection]:
    with sqlcipher.told(), postgres.told(), engine.connect() as connection:
        yield connection
        if writes:
            connection.commit()
