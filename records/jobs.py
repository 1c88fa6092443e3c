"""Work that goes on behind the pages: reading uploads, reading websites, running test questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import jobs

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OPEN = (WAITING, RUNNING)


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as it stands. ``subject`` is what it works on; ``progress`` goes from 0 to 1."""

    id: str
    kind: str
    subject: str
    state: str
    progress: float
    detail: Mapping[str, Any]
    error: str | None
    created_at: datetime
    changed_at: datetime


class Jobs:
    """The jobs of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, kind: str, subject: str, detail: Mapping[str, Any], now: datetime) -> str:
        """A job that waits; its id."""
        job = new_id("job")
        with self._store.write() as unit:
            unit.insert(
                jobs, id=job, kind=kind, subject=subject, state=WAITING, detail=dict(detail), error=None,
                created_at=millis(now), changed_at=millis(now), progress=0.0,
            )  # fmt: skip
        return job

    def get(self, job: str) -> JobRow | None:
        """A job by its id."""
        with self._store.read() as unit:
            row = unit.first(jobs, jobs.c.id == job)
        return _row(row) if row is not None else None

    def find(self, subject: str | None = None, states: Sequence[str] = (), limit: int = 50) -> list[JobRow]:
        """Jobs, the newest first."""
        where = [jobs.c.subject == subject] if subject is not None else []
        where += [jobs.c.state.in_(list(states))] if states else []
        with self._store.read() as unit:
            rows = unit.select(jobs, *where, order_by=(jobs.c.created_at.desc(), jobs.c.id), limit=limit)
        return [_row(row) for row in rows]

    def take(self, now: datetime) -> JobRow | None:
        """The oldest waiting job, now running; nobody else gets it."""
        with self._store.write() as unit:
            row = unit.first(jobs, jobs.c.state == WAITING, order_by=(jobs.c.created_at, jobs.c.id))
            if row is None:
                return None
            unit.update(jobs, jobs.c.id == row.id, state=RUNNING, changed_at=millis(now))
            return _row(unit.first(jobs, jobs.c.id == row.id))

    def progress(self, job: str, share: float, now: datetime, detail: Mapping[str, Any] | None = None) -> bool:
        """How far a job is; False when it is not to go on."""
        more: dict[str, Any] = {} if detail is None else {"detail": dict(detail)}
        with self._store.write() as unit:
            running = (jobs.c.id == job, jobs.c.state == RUNNING)
            return unit.update(jobs, *running, progress=share, changed_at=millis(now), **more) > 0

    def end(self, job: str, state: str, now: datetime, error: str | None = None) -> bool:
        """A job is over; False when it was over before."""
        with self._store.write() as unit:
            open_ = (jobs.c.id == job, jobs.c.state.in_(OPEN))
            values: dict[str, Any] = {"state": state, "error": error, "changed_at": millis(now)}
            if state == DONE:
                values["progress"] = 1.0
            return unit.update(jobs, *open_, **values) > 0

    def release(self, job: str, now: datetime) -> None:
        """A job its process could not end waits again."""
        with self._store.write() as unit:
            unit.update(jobs, jobs.c.id == job, jobs.c.state == RUNNING, state=WAITING, changed_at=millis(now))

    def resume(self, now: datetime) -> int:
        """Jobs that ran when their process ended wait again; how many."""
        with self._store.write() as unit:
            return unit.update(jobs, jobs.c.state == RUNNING, state=WAITING, changed_at=millis(now))

    def forget(self, before: datetime) -> int:
        """Deletes jobs that ended long ago; how many."""
        with self._store.write() as unit:
            return unit.delete(jobs, jobs.c.state.not_in(OPEN), jobs.c.changed_at < millis(before))


def _row(row: Any) -> JobRow:
    return JobRow(
        row.id, row.kind, row.subject, row.state, row.progress, dict(row.detail or {}), row.error,
        instant(row.created_at), instant(row.changed_at),
    )  # fmt: skip
