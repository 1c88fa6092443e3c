"""Log-in sessions and invitations: tokens are shown once, stored hashed, and end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from records.audit import AuditTrail
from records.database import Database
from records.errors import Taken
from records.ids import new_id
from records.logins import Invitations, LoginSessions, token_hash
from records.members import MemberRow, Members
from records.store import Store
from records.tables import invitations, login_sessions

DAY = timedelta(days=1)


@pytest.fixture
def member(store: Store, now: datetime) -> MemberRow:
    return Members(store).add(name="G", email=f"{new_id('g')}@example.org", password_hash="", role="owner", now=now)


def test_a_token_opens_its_session(database: Database, store: Store, member: MemberRow, now: datetime) -> None:
    token = LoginSessions(store).open(member.id, now=now)
    found = LoginSessions(store).find(token, now=now)
    assert found is not None
    assert found.member == member.id
    assert database.workspace_of(login_sessions.c.token_hash, token_hash(token)) == store.workspace
    assert LoginSessions(store).find("another", now=now) is None


def test_the_token_is_not_stored(store: Store, member: MemberRow, now: datetime) -> None:
    token = LoginSessions(store).open(member.id, now=now)
    with store.read() as unit:
        row = unit.first(login_sessions)
    assert token not in repr(row)
    assert len(token) >= 43


def test_a_session_ends_when_idle_when_old_and_by_logging_out(store: Store, member: MemberRow, now: datetime) -> None:
    sessions = LoginSessions(store)
    idle = sessions.open(member.id, now=now)
    assert sessions.find(idle, now=now + timedelta(minutes=29)) is not None
    assert sessions.find(idle, now=now + timedelta(minutes=58)) is not None, "being seen keeps it"
    assert sessions.find(idle, now=now + timedelta(minutes=89)) is None
    old, at = sessions.open(member.id, now=now), now
    while (at := at + timedelta(minutes=20)) < now + timedelta(hours=8):
        assert sessions.find(old, now=at) is not None
    assert sessions.find(old, now=now + timedelta(hours=8)) is None
    ended = sessions.open(member.id, now=now)
    sessions.end(ended, now=now)
    assert sessions.find(ended, now=now) is None


def test_old_sessions_are_swept(store: Store, member: MemberRow, now: datetime) -> None:
    sessions = LoginSessions(store)
    sessions.open(member.id, now=now - DAY)
    kept = sessions.open(member.id, now=now)
    assert sessions.sweep(now=now) == 1
    assert sessions.find(kept, now=now) is not None


def test_another_workspace_finds_no_session(other_store: Store, store: Store, member: MemberRow, now: datetime) -> None:
    token = LoginSessions(store).open(member.id, now=now)
    assert LoginSessions(other_store).find(token, now=now) is None
    LoginSessions(other_store).end(token, now=now)
    assert LoginSessions(store).find(token, now=now) is not None


def test_an_invitation_is_used_once(store: Store, now: datetime) -> None:
    token = Invitations(store).create("editor", now=now, lasts=DAY)
    waiting = Invitations(store).find(token, now=now)
    assert waiting is not None
    assert (waiting.role, waiting.expires_at) == ("editor", now + DAY)
    made = _accept(store, token, now)
    assert made is not None
    assert made.role == "editor"
    assert Invitations(store).find(token, now=now) is None
    assert _accept(store, token, now) is None
    assert [record.action for record in AuditTrail(store).listing()] == ["member.joined"]
    assert len(Members(store).listing()) == 1


def test_an_invitation_runs_out(store: Store, now: datetime) -> None:
    token = Invitations(store).create("editor", now=now, lasts=DAY)
    assert Invitations(store).find(token, now=now + DAY) is None
    assert _accept(store, token, now + DAY) is None


def test_an_address_in_use_does_not_use_the_invitation_up(store: Store, member: MemberRow, now: datetime) -> None:
    token = Invitations(store).create("editor", now=now, lasts=DAY)
    with pytest.raises(Taken):
        Invitations(store).accept(token, name="H", email=member.email, password_hash="", now=now)
    assert Invitations(store).find(token, now=now) is not None


def test_the_invitation_itself_is_not_stored(store: Store, now: datetime) -> None:
    token = Invitations(store).create("owner", now=now, lasts=DAY)
    with store.read() as unit:
        assert token not in repr(unit.first(invitations))


def test_another_workspace_cannot_use_an_invitation(store: Store, other_store: Store, now: datetime) -> None:
    token = Invitations(store).create("owner", now=now, lasts=DAY)
    assert _accept(other_store, token, now) is None


def _accept(store: Store, token: str, now: datetime) -> MemberRow | None:
    return Invitations(store).accept(
        token, name="Hana", email=f"{new_id('h')}@example.org", password_hash="$argon2", now=now
    )


def test_a_link_for_a_password_is_used_once_ends_sessions_and_makes_no_account(
    store: Store, member: MemberRow, now: datetime
) -> None:
    session = LoginSessions(store).open(member.id, now=now)
    earlier = Invitations(store).create("editor", now=now, lasts=DAY, member=member.id)
    token = Invitations(store).create("editor", now=now, lasts=DAY, member=member.id)
    assert Invitations(store).find(earlier, now=now) is None, "a newer link ends it"
    assert _accept(store, token, now) is None
    assert Invitations(store).set_password(token, "a new hash", now=now) == member.id
    assert Invitations(store).set_password(token, "another hash", now=now) is None
    found = Members(store).get(member.id)
    assert found is not None
    assert found.password_hash == "a new hash"
    assert LoginSessions(store).find(session, now=now) is None


def test_a_link_for_an_account_sets_no_password(store: Store, member: MemberRow, now: datetime) -> None:
    token = Invitations(store).create("owner", now=now, lasts=DAY)
    assert Invitations(store).set_password(token, "a new hash", now=now) is None
    assert Invitations(store).find(token, now=now) is not None
