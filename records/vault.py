"""A conversation's vault in the database: placeholder ↔ value, each value sealed under the visitor's own key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from guardrails.vault import MemoryVault
from records.errors import Erased
from records.ids import new_id
from records.store import Store
from records.tables import vault_entries
from records.unit import Unit


class SealedVault:
    """Read when made, written by ``flush`` in the turn's own commit: a value is never stored beside its turn.

    When the visitor has been erased the vault is empty and refuses new values: placeholders in old texts then stay
    placeholders.
    """

    def __init__(self, store: Store, conversation_id: str, person: str) -> None:
        self._store = store
        self._conversation = conversation_id
        self._person = person
        self._known: set[str] = set()
        self._pairs = MemoryVault(self._stored())
        self._new: dict[str, tuple[str, str]] = {}
        self._guard = threading.Lock()

    def seal(self, entity: str, value: str) -> str:
        """The placeholder for a value; the same surface form gives the same placeholder within a conversation."""
        with self._guard:
            placeholder = self._pairs.seal(entity, value)
            if placeholder not in self._known:
                self._known.add(placeholder)
                self._new[placeholder] = (entity, value)
            return placeholder

    def open(self, placeholder: str) -> str | None:
        """The value behind a placeholder of this conversation, or None."""
        return self._pairs.open(placeholder)

    def known(self) -> Iterable[tuple[str, str]]:
        """Every (entity, value) sealed so far."""
        return self._pairs.known()

    def flush(self, unit: Unit) -> None:
        """Write what is new since the last flush; the unit's commit makes it last."""
        with self._guard:
            if self._new:
                self._store.sealer.renew(unit, self._person)
            unit.insert_many(vault_entries, [self._row(name, *pair) for name, pair in self._new.items()])
            self._new.clear()

    def correct(self, unit: Unit, wrong: Callable[[str], bool], right: str) -> int:
        """Put another value behind the placeholders of such values: every text naming them reads right; how many.

        Only what was stored when this was made is looked at.
        """
        sealer, person, done = self._store.sealer, self._person, 0
        for row in unit.select(vault_entries, vault_entries.c.conversation == self._conversation):
            value = self.open(row.placeholder)
            if value is None or not wrong(value):
                continue
            done += unit.update(
                vault_entries,
                vault_entries.c.id == row.id,
                value_index=sealer.index(right, f"vault {row.entity}", person=person),
                sealed_value=sealer.seal(
                    right, table="vault_entries", column="sealed_value", row=row.id, person=person
                ),
            )
        return done

    def _stored(self) -> dict[str, tuple[str, str]]:
        with self._store.read() as unit:
            rows = unit.select(vault_entries, vault_entries.c.conversation == self._conversation)
        self._known = {row.placeholder for row in rows}
        try:
            return {row.placeholder: (row.entity, self._value(row.id, row.sealed_value)) for row in rows}
        except Erased:
            return {}

    def _value(self, row: str, box: bytes) -> str:
        return self._store.sealer.open(box, table="vault_entries", column="sealed_value", row=row, person=self._person)

    def _row(self, placeholder: str, entity: str, value: str) -> dict[str, str | bytes]:
        row, sealer, person = new_id("vlt"), self._store.sealer, self._person
        return {
            "id": row,
            "conversation": self._conversation,
            "person": person,
            "placeholder": placeholder,
            "entity": entity,
            "value_index": sealer.index(value, f"vault {entity}", person=person),
            "sealed_value": sealer.seal(value, table="vault_entries", column="sealed_value", row=row, person=person),
        }
