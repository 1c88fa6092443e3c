"""The audit trail: a chain that shows every change, and, with a head kept elsewhere, a cut end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from records.audit import SIGN_EVERY, AuditNote, AuditTrail
from records.conversations import ConversationRow
from records.database import Database
from records.errors import UnknownRow
from records.store import Store
from records.tables import audit


@pytest.fixture
def trail(store: Store, now: datetime) -> AuditTrail:
    made = AuditTrail(store)
    for number in range(5):
        made.append(
            AuditNote("mbr_1", "bot.saved", f"bot_{number}", {"n": number}), now=now + timedelta(seconds=number)
        )
    return made


def test_what_happened_is_read_back_newest_first(trail: AuditTrail) -> None:
    assert [record.subject for record in trail.listing(limit=2)] == ["bot_4", "bot_3"]
    assert [(r.actor, r.action, r.detail) for r in trail.listing(subject="bot_1")] == [("mbr_1", "bot.saved", {"n": 1})]
    assert trail.listing(action="bot.deleted") == []


def test_an_untouched_trail_is_whole(trail: AuditTrail) -> None:
    assert trail.verify().whole
    assert trail.verify(trail.head()).whole
    assert trail.verify().rows == 5


@pytest.mark.parametrize(
    ("column", "value"), [("actor", "mbr_2"), ("action", "x"), ("subject", "y"), ("detail", {"n": 9}), ("at", 5)]
)
def test_a_changed_row_shows(database: Database, trail: AuditTrail, column: str, value: object) -> None:
    third = trail.listing()[2].seq
    with database._connect(True) as connection:
        connection.execute(sa.update(audit).where(audit.c.seq == third).values({column: value}))
    verified = trail.verify()
    assert not verified.whole
    assert verified.broken_at == third


def test_a_removed_row_shows(database: Database, trail: AuditTrail) -> None:
    with database._connect(True) as connection:
        connection.execute(sa.delete(audit).where(audit.c.seq == trail.listing()[2].seq))
    assert not trail.verify().whole


def test_a_cut_end_shows_against_a_head_kept_elsewhere(database: Database, trail: AuditTrail) -> None:
    head = trail.head()
    with database._connect(True) as connection:
        connection.execute(sa.delete(audit).where(audit.c.seq == trail.listing()[0].seq))
    assert trail.verify().whole, "the chain alone cannot show it"
    assert "cut off" in trail.verify(head).reason


def test_the_head_is_signed_now_and_then(store: Store, now: datetime) -> None:
    trail = AuditTrail(store)
    with store.write() as unit:
        trail.append_to(unit, [AuditNote("system", "tick", str(n)) for n in range(SIGN_EVERY + 5)], now=now)
    for n in range(SIGN_EVERY):
        trail.append(AuditNote("system", "tock", str(n)), now=now)
    assert trail.verify().signatures == 2


def test_a_forged_signature_shows(database: Database, trail: AuditTrail) -> None:
    last = audit.c.seq == trail.listing()[0].seq
    with database._connect(True) as connection:
        connection.execute(sa.update(audit).where(last).values(signature="00" * 64))
    assert "signature" in trail.verify().reason


def test_a_note_is_written_with_its_act_or_not_at_all(store: Store, now: datetime) -> None:
    with pytest.raises(UnknownRow):
        _cut(store, now)
    assert AuditTrail(store).listing() == []


def test_each_workspace_has_a_chain_of_its_own(trail: AuditTrail, other_store: Store, now: datetime) -> None:
    other = AuditTrail(other_store)
    other.append(AuditNote("system", "theirs", "x"), now=now)
    trail.append(AuditNote("system", "ours", "x"), now=now)
    assert (trail.verify().rows, other.verify().rows) == (6, 1)
    assert trail.verify().whole
    assert other.verify().whole
    assert trail.public_key() != other.public_key()


def test_a_visitor_appears_by_a_pseudonym(store: Store, other_store: Store, talk: ConversationRow) -> None:
    name = AuditTrail(store).visitor(talk.person)
    assert name == AuditTrail(store).visitor(talk.person)
    assert talk.person not in name
    assert name != AuditTrail(other_store).visitor(talk.person)


def test_the_trail_of_an_empty_workspace_is_whole(store: Store) -> None:
    assert AuditTrail(store).verify().whole
    assert AuditTrail(store).head() is None


def _cut(store: Store, now: datetime) -> None:
    with store.write() as unit:
        AuditTrail(store).append_to(unit, [AuditNote("system", "act", "x")], now=now)
        raise UnknownRow
