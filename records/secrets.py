"""Secrets the owner gave, such as the key of a model endpoint: sealed, and shown by their last four signs only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from records.audit import AuditNote, AuditTrail
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import secrets

_SHOW_FROM = 12  # of a shorter secret four signs would tell too much


@dataclass(frozen=True, slots=True)
class SecretRow:
    """What may be shown of a secret."""

    name: str
    last4: str
    set_by: str
    set_at: datetime


class Secrets:
    """The secrets of a workspace, by name."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def set(self, name: str, value: str, *, by: str, now: datetime, notes: Sequence[AuditNote] = ()) -> None:
        """Store a secret; one of that name is replaced."""
        with self._store.write() as unit:
            unit.delete(secrets, secrets.c.name == name)
            row = new_id("sec")
            box = self._store.sealer.seal(value, table="secrets", column="sealed_value", row=row)
            last4 = value[-4:] if len(value) >= _SHOW_FROM else ""
            unit.insert(secrets, id=row, name=name, sealed_value=box, last4=last4, set_by=by, set_at=millis(now))
            self._audit.append_to(unit, notes, now=now)

    def get(self, name: str) -> str | None:
        """The secret itself, for the adapter that needs it."""
        with self._store.read() as unit:
            row = unit.first(secrets, secrets.c.name == name)
        if row is None:
            return None
        return self._store.sealer.open(row.sealed_value, table="secrets", column="sealed_value", row=row.id)

    def listing(self) -> list[SecretRow]:
        """Every secret as it may be shown."""
        with self._store.read() as unit:
            rows = unit.select(secrets, order_by=(secrets.c.name,))
            return [SecretRow(row.name, row.last4, row.set_by, instant(row.set_at)) for row in rows]

    def remove(self, name: str, *, now: datetime, notes: Sequence[AuditNote] = ()) -> bool:
        """Delete a secret; whether there was one."""
        with self._store.write() as unit:
            removed = unit.delete(secrets, secrets.c.name == name)
            self._audit.append_to(unit, notes, now=now)
            return bool(removed)
