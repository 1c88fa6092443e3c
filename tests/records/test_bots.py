"""Bots, their versions and notices."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from records.audit import AuditNote, AuditTrail
from records.bots import BotRow, Bots, NewVersion
from records.errors import Taken, UnknownRow
from records.store import Store

VERSION = NewVersion(
    file="id: help", notice_hash="a" * 64, notices={"en": "We keep little.", "de": "Wir speichern wenig."},
    report={"attacks": 10}, note="first", published_by="mbr_1",
)  # fmt: skip


def test_a_new_bot_is_a_draft(store: Store, bot: BotRow) -> None:
    assert (bot.live_version, bot.archived_at, bot.knowledge_base) == (None, None, None)
    assert bot.public_id.startswith("pub_")
    assert Bots(store).get(bot.id) == Bots(store).by_key("help") == Bots(store).by_public_id(bot.public_id) == bot


def test_a_key_is_used_once(store: Store, bot: BotRow, now: datetime) -> None:
    with pytest.raises(Taken, match="help"):
        Bots(store).create(key="help", kind="survey", name="Again", draft="", now=now)


def test_a_draft_is_not_saved_over_somebody_elses(store: Store, bot: BotRow, now: datetime) -> None:
    later = now + timedelta(minutes=1)
    saved = _save(store, bot, "one", later, since=bot.draft_changed_at)
    assert saved is not None
    assert (saved.draft, saved.draft_changed_at) == ("one", later)
    assert _save(store, bot, "two", later, since=bot.draft_changed_at) is None
    kept = Bots(store).get(bot.id)
    assert kept == saved


def test_two_saves_in_one_moment_can_be_told_apart(store: Store, bot: BotRow, now: datetime) -> None:
    first, second = _save(store, bot, "one", now), _save(store, bot, "two", now)
    assert first is not None
    assert second is not None
    assert bot.draft_changed_at < first.draft_changed_at < second.draft_changed_at


def test_publishing_makes_a_version_that_stays(store: Store, bot: BotRow, now: datetime) -> None:
    bots = Bots(store)
    note = AuditNote("mbr_1", "bot.published", bot.id, {"number": 1})
    first = bots.publish(bot.id, VERSION, now=now, notes=[note])
    second = bots.publish(bot.id, NewVersion("id: help2", "b" * 64, {"en": "More."}, {}, "", "mbr_1"), now=now)
    live = bots.get(bot.id)
    assert live is not None
    assert live.live_version == 2
    assert [version.number for version in bots.versions(bot.id)] == [2, 1]
    assert bots.version(bot.id, 1) == first
    assert (first.file, first.report, first.note) == ("id: help", {"attacks": 10}, "first")
    assert second.published_at == now
    assert bots.version(bot.id, 3) is None
    assert [record.action for record in AuditTrail(store).listing()] == ["bot.published"]


def test_an_old_notice_can_still_be_read(store: Store, bot: BotRow, now: datetime) -> None:
    bots = Bots(store)
    bots.publish(bot.id, VERSION, now=now)
    assert bots.notice(bot.id, "a" * 64, "de") == "Wir speichern wenig."
    assert bots.notice(bot.id, "a" * 64, "fr") is None
    bots.keep_notice(bot.id, "a" * 64, "de", "something else", now=now)
    assert bots.notice(bot.id, "a" * 64, "de") == "Wir speichern wenig."


def test_an_archived_bot_leaves_the_list_and_can_come_back(store: Store, bot: BotRow, now: datetime) -> None:
    bots = Bots(store)
    bots.archive(bot.id, now=now)
    assert bots.listing() == []
    assert [row.id for row in bots.listing(archived=True)] == [bot.id]
    bots.unarchive(bot.id, now=now)
    assert bots.listing() == [bot]


def test_the_list_begins_with_the_newest_change(store: Store, bot: BotRow, now: datetime) -> None:
    other = Bots(store).create(key="b2", kind="booking", name="B", draft="", now=now + timedelta(seconds=1))
    assert [row.id for row in Bots(store).listing()] == [other.id, bot.id]
    _save(store, bot, "new", now + timedelta(seconds=2))
    assert [row.id for row in Bots(store).listing()] == [bot.id, other.id]


def test_a_bot_may_answer_from_a_knowledge_base(store: Store, bot: BotRow) -> None:
    Bots(store).set_knowledge_base(bot.id, "kbs_1")
    kept = Bots(store).get(bot.id)
    assert kept is not None
    assert kept.knowledge_base == "kbs_1"


def test_another_workspace_can_do_nothing_to_a_bot(other_store: Store, bot: BotRow, now: datetime) -> None:
    theirs = Bots(other_store)
    assert not any((theirs.listing(), theirs.versions(bot.id)))
    assert theirs.by_key("help") is None
    with pytest.raises(UnknownRow):
        theirs.publish(bot.id, VERSION, now=now)
    with pytest.raises(UnknownRow):
        theirs.archive(bot.id, now=now)
    with pytest.raises(UnknownRow):
        theirs.set_knowledge_base(bot.id, "kbs_1")
    with pytest.raises(UnknownRow):
        _save(other_store, bot, "x", now)


def _save(store: Store, bot: BotRow, draft: str, now: datetime, since: datetime | None = None) -> BotRow | None:
    return Bots(store).save_draft(
        bot.id, draft=draft, kind=bot.kind, name=bot.name, now=now, unless_changed_since=since
    )
