"""Web addresses that knowledge is read from, again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import sites


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A page or website that is kept in step. ``every_hours`` 0: read again only when asked to."""

    id: str
    knowledge_base: str
    address: str
    settings: Mapping[str, Any]
    every_hours: int
    next_at: datetime | None
    read_at: datetime | None
    outcome: Mapping[str, int]
    error: str | None
    added_by: str
    added_at: datetime


class Sites:
    """The sites of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(  # noqa: PLR0913 - what is known of a site
        self, kb: str, address: str, *, settings: Mapping[str, Any], every_hours: int, added_by: str, now: datetime,
        next_at: datetime | None = None,
    ) -> str:  # fmt: skip
        """A site of a base; one with this address gets the new settings."""
        values = {"settings": dict(settings), "every_hours": every_hours, "next_at": _maybe(next_at)}
        with self._store.write() as unit:
            found = unit.first(sites, sites.c.knowledge_base == kb, sites.c.address == address)
            if found is not None:
                unit.update(sites, sites.c.id == found.id, **values)
                return str(found.id)
            new = new_id("web")
            unit.insert(
                sites, id=new, knowledge_base=kb, address=address, added_by=added_by, added_at=millis(now), **values
            )
            return new

    def get(self, site: str) -> SiteRow | None:
        """A site by its id."""
        with self._store.read() as unit:
            row = unit.first(sites, sites.c.id == site)
        return _row(row) if row is not None else None

    def of_base(self, kb: str) -> list[SiteRow]:
        """The sites of a base, oldest first."""
        with self._store.read() as unit:
            rows = unit.select(sites, sites.c.knowledge_base == kb, order_by=(sites.c.added_at, sites.c.id))
        return [_row(row) for row in rows]

    def due(self, now: datetime) -> list[SiteRow]:
        """Sites whose time to be read again has come."""
        with self._store.read() as unit:
            rows = unit.select(sites, sites.c.next_at.is_not(None), sites.c.next_at <= millis(now))
        return [_row(row) for row in rows]

    def schedule(self, site: str, every_hours: int, next_at: datetime | None) -> None:
        """How often it is read again, and when next."""
        with self._store.write() as unit:
            unit.update(sites, sites.c.id == site, every_hours=every_hours, next_at=_maybe(next_at))

    def ended(self, site: str, now: datetime, outcome: Mapping[str, int] | None, error: str | None) -> None:
        """How the last reading went; a failed one leaves the numbers of the one before."""
        more: dict[str, Any] = {"outcome": dict(outcome), "read_at": millis(now)} if outcome is not None else {}
        with self._store.write() as unit:
            unit.update(sites, sites.c.id == site, error=error, **more)

    def remove(self, site: str) -> None:
        """Forgets a site; its sources are removed by themselves."""
        with self._store.write() as unit:
            unit.delete(sites, sites.c.id == site)


def _maybe(moment: datetime | None) -> int | None:
    return millis(moment) if moment is not None else None


def _row(row: Any) -> SiteRow:
    return SiteRow(
        row.id, row.knowledge_base, row.address, dict(row.settings), row.every_hours,
        instant(row.next_at) if row.next_at is not None else None,
        instant(row.read_at) if row.read_at is not None else None,
        dict(row.outcome or {}), row.error, row.added_by, instant(row.added_at),
    )  # fmt: skip
