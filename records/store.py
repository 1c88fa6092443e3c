"""The database seen from one workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import sqlalchemy as sa

from records.sealing import Sealer
from records.unit import Unit

__all__ = ["Store", "Unit"]

Connect = Callable[[bool], AbstractContextManager[sa.Connection]]


class Store:
    """The database seen from one workspace; hand this to repositories, never the database."""

    def __init__(
        self, workspace: str, sealer: Sealer, dialect: str, connect: Connect, fold: Callable[[], bool] = lambda: True
    ) -> None:
        self.workspace = workspace
        self.sealer = sealer
        self.dialect = dialect
        self._connect = connect
        self._fold = fold

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """A consistent view; writes nothing."""
        with self._connect(False) as connection:
            yield Unit(connection, self.workspace)

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """All or nothing: one durable commit at the end. Never hold it over a model call or a wait."""
        with self._connect(True) as connection:
            yield Unit(connection, self.workspace)

    def fold(self) -> bool:
        """Folds the write-ahead log into the file and empties it, so that no page of something deleted lies in it.

        False when a reader is in the way; try again in a moment.
        """
        return self._fold()
