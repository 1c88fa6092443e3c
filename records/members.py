"""Members of the business: name and e-mail sealed, the password as a hash made by the workspace layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.audit import AuditNote, AuditTrail
from records.errors import Taken, UnknownRow
from records.ids import instant, millis, new_id
from records.store import Store
from records.tables import invitations, login_sessions, members
from records.unit import Unit


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A stored member."""

    id: str
    name: str
    email: str
    role: str
    password_hash: str
    created_at: datetime
    disabled_at: datetime | None


class Members:
    """The members of a workspace. An e-mail address belongs to one member of the whole installation."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._audit = AuditTrail(store)

    def add(
        self, *, name: str, email: str, password_hash: str, role: str, now: datetime, notes: Sequence[AuditNote] = ()
    ) -> MemberRow:
        """A new member. Raises Taken when the address has an account."""
        with self._store.write() as unit:
            member = self.add_to(unit, name=name, email=email, password_hash=password_hash, role=role, now=now)
            self._audit.append_to(unit, notes, now=now)
            return member

    def add_to(self, unit: Unit, *, name: str, email: str, password_hash: str, role: str, now: datetime) -> MemberRow:
        """``add`` inside a larger unit, such as the use of an invitation."""
        index = self._index(email)
        if unit.first(members, members.c.email_index == index) is not None:
            raise Taken("There is an account with this e-mail address already.")
        row = new_id("mbr")
        unit.insert(
            members, id=row, email_index=index, sealed_email=self._seal(email.strip(), "sealed_email", row),
            sealed_name=self._seal(name.strip(), "sealed_name", row), password_hash=password_hash, role=role,
            created_at=millis(now),
        )  # fmt: skip
        return self._member(unit.first(members, members.c.id == row))

    def get(self, member_id: str) -> MemberRow | None:
        """The member with that id."""
        with self._store.read() as unit:
            row = unit.first(members, members.c.id == member_id)
            return self._member(row) if row is not None else None

    def by_email(self, email: str) -> MemberRow | None:
        """The member with that address, however it is capitalized."""
        with self._store.read() as unit:
            row = unit.first(members, members.c.email_index == self._index(email))
            return self._member(row) if row is not None else None

    def listing(self) -> list[MemberRow]:
        """Everybody, the longest-standing first."""
        with self._store.read() as unit:
            return [self._member(row) for row in unit.select(members, order_by=(members.c.created_at, members.c.id))]

    def set_role(self, member_id: str, role: str, *, now: datetime, notes: Sequence[AuditNote] = ()) -> None:
        """Give another part."""
        self._change(member_id, now, notes, role=role)

    def set_password(
        self, member_id: str, password_hash: str, *, now: datetime, notes: Sequence[AuditNote] = ()
    ) -> None:
        """Set a new password; every log-in session of the member ends."""
        self._change(member_id, now, notes, password_hash=password_hash)

    def set_password_in(self, unit: Unit, member_id: str, password_hash: str, *, now: datetime) -> None:
        """``set_password`` inside a larger unit, such as the use of a link."""
        self._change_in(unit, member_id, now, password_hash=password_hash)

    def disable(self, member_id: str, *, now: datetime, notes: Sequence[AuditNote] = ()) -> None:
        """Close an account; its log-in sessions end in the same commit."""
        self._change(member_id, now, notes, disabled_at=millis(now))

    def index_again(self) -> None:
        """Make the look-up by e-mail anew, after the master key has changed."""
        with self._store.write() as unit:
            for row in unit.select(members):
                index = self._index(self._open(row.sealed_email, "sealed_email", row.id))
                unit.update(members, members.c.id == row.id, email_index=index)

    def _change(self, member_id: str, now: datetime, notes: Sequence[AuditNote], **values: Any) -> None:
        with self._store.write() as unit:
            self._change_in(unit, member_id, now, **values)
            self._audit.append_to(unit, notes, now=now)

    def _change_in(self, unit: Unit, member_id: str, now: datetime, **values: Any) -> None:
        before = unit.first(members, members.c.id == member_id)
        if before is None:
            raise UnknownRow("There is no such member in this workspace.")
        unit.update(members, members.c.id == member_id, **values)
        if before.role == "owner" and ("disabled_at" in values or values.get("role", "owner") != "owner"):
            unit.update(invitations, invitations.c.used_at.is_(None), used_at=millis(now))  # theirs may be among them
        if "role" not in values:
            still_open = (login_sessions.c.member == member_id, login_sessions.c.ended_at.is_(None))
            unit.update(login_sessions, *still_open, ended_at=millis(now))

    def _member(self, row: Any) -> MemberRow:
        return MemberRow(
            id=row.id,
            name=self._open(row.sealed_name, "sealed_name", row.id),
            email=self._open(row.sealed_email, "sealed_email", row.id),
            role=row.role,
            password_hash=row.password_hash,
            created_at=instant(row.created_at),
            disabled_at=instant(row.disabled_at) if row.disabled_at is not None else None,
        )

    def _seal(self, value: str, column: str, row: str) -> bytes:
        return self._store.sealer.seal(value, table="members", column=column, row=row)

    def _open(self, box: bytes, column: str, row: str) -> str:
        return self._store.sealer.open(box, table="members", column=column, row=row)

    def _index(self, email: str) -> str:
        return self._store.sealer.shared_index(plain_email(email), MEMBER_EMAIL)


MEMBER_EMAIL = "member e-mail"


def plain_email(email: str) -> str:
    """An address as it is compared."""
    return email.strip().casefold()
