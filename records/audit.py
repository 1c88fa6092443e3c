"""The audit trail: what happened, by whom, never the content. Rows of a workspace form a chain.

Each row's hash is the SHA-256 of its canonical JSON (RFC 8785), which holds the hash before it; so no row can be
changed, removed or slipped in without breaking the rest. Every ``SIGN_EVERY`` rows the hash is signed with the
workspace's Ed25519 key. A chain alone does not show that its end was cut off: keep ``head()`` somewhere else and give
it to ``verify``. Visitors appear by a keyed pseudonym, so erasing a person leaves the chain whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from records.ids import instant, millis
from records.store import Store
from records.tables import audit
from records.unit import Unit

SIGN_EVERY = 100
FIRST = "0" * 64
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class AuditNote:
    """Something that happened. ``detail`` holds counts, ids and settings, never personal values or texts."""

    actor: str  # a member's id, a visitor's pseudonym, or "system"
    action: str
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """A row of the trail."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, signed: keep it elsewhere, and a cut tail shows."""

    seq: int
    hash: str
    signature: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What ``verify`` found; ``broken_at`` is the first row that does not fit."""

    rows: int
    signatures: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Nothing was changed, removed or cut."""
        return not self.reason


class AuditTrail:
    """The trail of a workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def append(self, note: AuditNote, *, now: datetime) -> None:
        """Write one note in a commit of its own. An act that has a unit uses ``append_to``."""
        with self._store.write() as unit:
            self.append_to(unit, [note], now=now)

    def append_to(self, unit: Unit, notes: Sequence[AuditNote], *, now: datetime) -> None:
        """Write notes in the commit of what they tell about."""
        if not notes:
            return
        unit.lock("audit")
        recent = unit.select(audit, order_by=(audit.c.seq.desc(),), limit=SIGN_EVERY - 1)
        previous = recent[0].hash if recent else FIRST
        unsigned = next((place for place, row in enumerate(recent) if row.signature), len(recent))
        for note in notes:
            unsigned += 1
            row = self._row(note, millis(now), previous)
            previous = row["hash"] = _hash(row)
            unit.insert(audit, **row, signature=self._sign(previous) if unsigned >= SIGN_EVERY else None)
            unsigned %= SIGN_EVERY

    def visitor(self, person: str) -> str:
        """How a visitor appears in the trail."""
        return f"visitor:{self._store.sealer.index(person, 'audit')[:32]}"

    def listing(self, *, subject: str | None = None, action: str | None = None, limit: int = 200) -> list[AuditRecord]:
        """Rows, newest first."""
        where = [*([audit.c.subject == subject] if subject else []), *([audit.c.action == action] if action else [])]
        with self._store.read() as unit:
            rows = unit.select(audit, *where, order_by=(audit.c.seq.desc(),), limit=limit)
            return [_record(row) for row in rows]

    def head(self) -> Head | None:
        """The signed end of the chain, or None when nothing happened yet."""
        with self._store.read() as unit:
            last = unit.first(audit, order_by=(audit.c.seq.desc(),))
        return Head(last.seq, last.hash, self._sign(last.hash), self.public_key()) if last is not None else None

    def verify(self, head: Head | None = None) -> Verified:
        """Read the whole chain. ``head`` is one kept elsewhere: its row must still stand here."""
        with self._store.read() as unit:
            rows = unit.select(audit, order_by=(audit.c.seq,))
        previous, signatures = FIRST, 0
        for done, row in enumerate(rows):
            values = {name: getattr(row, name) for name in _HASHED}
            if row.previous != previous or row.hash != _hash(values):
                return Verified(done, signatures, row.seq, "a row was changed, removed or slipped in")
            if row.signature is not None:
                if not self._signed(row.hash, row.signature):
                    return Verified(done, signatures, row.seq, "a signature is not of this workspace")
                signatures += 1
            previous = row.hash
        if head is not None and not any(row.seq == head.seq and row.hash == head.hash for row in rows):
            return Verified(len(rows), signatures, head.seq, "the end of the chain was cut off or written anew")
        return Verified(len(rows), signatures)

    def public_key(self) -> str:
        """The workspace's verifying key, hex."""
        return self._key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def _row(self, note: AuditNote, at: int, previous: str) -> dict[str, Any]:
        return {
            "workspace": self._store.workspace,
            "at": at,
            "actor": note.actor,
            "action": note.action,
            "subject": note.subject,
            "detail": dict(note.detail),
            "previous": previous,
        }

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._store.sealer.derive("audit signature"))

    def _sign(self, digest: str) -> str:
        return self._key().sign(bytes.fromhex(digest)).hex()

    def _signed(self, digest: str, signature: str) -> bool:
        try:
            self._key().public_key().verify(bytes.fromhex(signature), bytes.fromhex(digest))
        except (InvalidSignature, ValueError):
            return False
        return True


_HASHED = ("workspace", "at", "actor", "action", "subject", "detail", "previous")


def _hash(row: Mapping[str, Any]) -> str:
    return sha256(rfc8785.dumps({name: row[name] for name in _HASHED})).hexdigest()


def _record(row: Any) -> AuditRecord:
    return AuditRecord(row.seq, instant(row.at), row.actor, row.action, row.subject, dict(row.detail), row.hash)
