"""A database that is thrown away: where a bot acts while it is only tried.

A draft in the preview and the check before publishing may book and record as they like; nobody's time is taken, no
answer counts, and the bot has its real knowledge and model all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from records.bots import BotRow
from records.database import Database
from records.ids import millis
from records.sealing import MasterKey
from records.store import Store
from records.tables import bots


class Rehearsal:
    """One throw-away database. Bots keep their ids in it, so that a stage is the only thing that differs."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._folder = TemporaryDirectory(prefix="tacit-rehearsal-")
        self._database = Database.open(f"sqlite:///{Path(self._folder.name) / 'rehearsal.db'}", MasterKey.generate())
        self._workspace = self._database.create_workspace("rehearsal", clock())

    def stage(self, row: BotRow) -> Store:
        """Where this bot may act."""
        store = self._database.store(self._workspace)
        with store.write() as unit:
            if unit.first(bots, bots.c.id == row.id) is None:
                now = millis(self._clock())
                unit.insert(
                    bots, id=row.id, key=row.id, public_id=row.public_id, kind=row.kind, name=row.name, draft="",
                    draft_changed_at=now, created_at=now,
                )  # fmt: skip
        return store

    def close(self) -> None:
        """Throw it away."""
        self._database.close()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
