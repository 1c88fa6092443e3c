"""Uploads that wait: to be read by a job, or for a decision about what was found in them. Sealed, and gone after it."""

from __future__ import annotations

from datetime import datetime

from records.ids import millis, new_id
from records.store import Store
from records.tables import originals


class Originals:
    """The sealed uploads of one workspace, one for a source at most."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, source: str, upload: bytes, now: datetime) -> None:
        """Keeps an upload for a source, in place of an earlier one."""
        box = self._store.sealer.seal_bytes(upload, table="originals", column="sealed_upload", row=source)
        with self._store.write() as unit:
            unit.delete(originals, originals.c.source == source)
            unit.insert(originals, id=new_id("org"), source=source, sealed_upload=box, created_at=millis(now))

    def get(self, source: str) -> bytes | None:
        """The upload kept for a source."""
        with self._store.read() as unit:
            row = unit.first(originals, originals.c.source == source)
        if row is None:
            return None
        return self._store.sealer.open_bytes(row.sealed_upload, table="originals", column="sealed_upload", row=source)

    def drop(self, source: str) -> None:
        """Lets go of an upload."""
        with self._store.write() as unit:
            unit.delete(originals, originals.c.source == source)

    def drop_before(self, moment: datetime) -> int:
        """Lets go of uploads nobody decided about in time; how many."""
        with self._store.write() as unit:
            return unit.delete(originals, originals.c.created_at < millis(moment))
