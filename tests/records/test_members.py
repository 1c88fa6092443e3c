"""Members: nothing readable in the rows, one account per address, sessions end with the account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from records.database import Database
from records.errors import Taken, UnknownRow
from records.ids import new_id
from records.logins import LoginSessions
from records.members import MEMBER_EMAIL, MemberRow, Members, plain_email
from records.store import Store
from records.tables import members


@pytest.fixture
def email() -> str:
    return f"{new_id('grace')}@example.org"


@pytest.fixture
def member(store: Store, email: str, now: datetime) -> MemberRow:
    return Members(store).add(name=" Grace Okafor ", email=f" {email} ", password_hash="$argon2", role="owner", now=now)


def test_a_member_is_read_back(store: Store, member: MemberRow, email: str) -> None:
    assert (member.name, member.email, member.role, member.disabled_at) == ("Grace Okafor", email, "owner", None)
    assert Members(store).get(member.id) == member
    assert Members(store).listing() == [member]


def test_an_address_is_found_however_it_is_typed(store: Store, member: MemberRow, email: str) -> None:
    assert Members(store).by_email(f"  {email.upper()} ") == member
    assert Members(store).by_email("nobody@example.org") is None


def test_an_address_has_one_account_in_the_installation(
    store: Store, other_store: Store, member: MemberRow, email: str, now: datetime
) -> None:
    with pytest.raises(Taken):
        Members(store).add(name="G", email=email.upper(), password_hash="", role="editor", now=now)
    with pytest.raises(Taken):
        Members(other_store).add(name="G", email=email, password_hash="", role="editor", now=now)
    assert Members(other_store).listing() == []


def test_an_address_leads_to_its_workspace(database: Database, store: Store, member: MemberRow, email: str) -> None:
    index = database.index(plain_email(email.upper()), MEMBER_EMAIL)
    assert database.workspace_of(members.c.email_index, index) == store.workspace


def test_rows_hold_neither_name_nor_address(store: Store, member: MemberRow) -> None:
    with store.read() as unit:
        row = unit.first(members)
    assert b"Grace" not in row.sealed_name
    assert b"example" not in row.sealed_email
    assert "example" not in row.email_index


def test_a_new_password_or_a_closed_account_ends_the_sessions(store: Store, member: MemberRow, now: datetime) -> None:
    sessions = LoginSessions(store)
    ways: list[Callable[[], None]] = [
        lambda: Members(store).set_password(member.id, "$argon2new", now=now),
        lambda: Members(store).disable(member.id, now=now),
    ]
    for end in ways:
        token = sessions.open(member.id, now=now)
        assert sessions.find(token, now=now) is not None
        end()
        assert sessions.find(token, now=now) is None
    kept = Members(store).get(member.id)
    assert kept is not None
    assert (kept.password_hash, kept.disabled_at) == ("$argon2new", now)


def test_another_role_keeps_the_session(store: Store, member: MemberRow, now: datetime) -> None:
    token = LoginSessions(store).open(member.id, now=now)
    Members(store).set_role(member.id, "analyst", now=now)
    assert LoginSessions(store).find(token, now=now) is not None
    kept = Members(store).get(member.id)
    assert kept is not None
    assert kept.role == "analyst"


def test_another_workspace_cannot_touch_a_member(other_store: Store, member: MemberRow, now: datetime) -> None:
    assert Members(other_store).get(member.id) is None
    assert Members(other_store).by_email(member.email) is None
    with pytest.raises(UnknownRow):
        Members(other_store).disable(member.id, now=now)
