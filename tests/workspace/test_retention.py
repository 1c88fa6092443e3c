"""Retention: shown beforehand, deleted by the run, proven by counts; what is still needed stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from records.audit import AuditTrail
from records.tables import bookings, consents, conversations, ledger, persons, turns, vault_entries
from tests.workspace.conftest import BOOKING, SUPPORT, Clock, Published, Visit, visit
from workspace import bookings as office
from workspace import results, retention, studio, talk
from workspace.assembly import Application
from workspace.roles import Desk

PHONE = "+49 1522 3456789"


def counts(app: Application) -> dict[str, int]:
    with app.store(app.home()).read() as unit:
        return {table.name: unit.count(table) for table in (turns, ledger, vault_entries, consents, bookings)}


ASKED = """
id: visit
kind: survey
name: Visit
anonymity: confidential
questions:
  - {id: phone, kind: phone, text: "Where can we call you?", purpose: "to thank you"}
  - {id: why, kind: long_text, text: "What should we do better?", required: false}
"""


def booked(app: Application, public_id: str) -> Visit:
    visitor = visit(app, public_id)
    answer = visitor.say("A haircut tomorrow at 10")
    for _ in range(4):
        answer = visitor.say(PHONE) if answer.result.asking == "phone" else visitor.say("yes")
        if counts(app)["bookings"] and answer.result.asking is None:
            break
    return visitor


def test_the_next_run_is_shown_and_does_what_was_shown(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    visit(app, published(SUPPORT)).say(f"Call {PHONE}")
    clock.pass_(days=29)
    assert [plan.chats for plan in retention.tonight(desk)] == [0]
    clock.pass_(days=2)
    assert [plan.chats for plan in retention.tonight(desk)] == [1]
    assert retention.run(desk)[0].chats == 1
    assert retention.tonight(desk)[0].anything is False
    left = counts(app)
    assert (left["turns"], left["ledger"], left["vault_entries"]) == (0, 0, 0)
    assert left["consents"] == 1, "the proof that it was allowed"
    note = AuditTrail(app.store(app.home())).listing(action="retention.deleted")[0]
    assert note.detail == {"chats": 1, "bookings": 0, "answers": 0}


def test_a_booking_keeps_what_it_needs_until_its_own_time(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    booked(app, published(BOOKING))
    clock.pass_(days=31)
    retention.run(desk)
    assert counts(app)["turns"] == 0
    [line] = results.bookings(desk, studio.find(desk, "salon"), reveal=True)
    assert line.details == {"phone": PHONE}
    clock.pass_(days=91)
    retention.run(desk)
    left = counts(app)
    assert (left["bookings"], left["vault_entries"]) == (0, 0)


def test_a_bot_that_forgets_keeps_words_no_longer_than_the_talk(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    visit(app, published(SUPPORT + "retention: {chats: 0}\n")).say("Hello")
    clock.pass_(hours=2)
    retention.run(desk)
    assert counts(app)["turns"] == 0


def test_the_consent_record_goes_after_two_years(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    visit(app, published(SUPPORT)).say("Hello")
    clock.pass_(days=740)
    retention.run(desk)
    assert counts(app)["consents"] == 0


def test_with_the_consent_record_goes_the_talk_s_bare_row_and_its_person_s_key(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    visit(app, published(SUPPORT)).say("Hello")
    clock.pass_(days=31)
    retention.run(desk)
    with app.store(app.home()).read() as unit:
        [row] = unit.select(conversations)
        assert (row.origin, row.timezone, row.subject_index, row.state) == (None, None, None, {})
    clock.pass_(days=709)
    retention.run(desk)
    with app.store(app.home()).read() as unit:
        assert unit.count(conversations) == 0
        assert [row.wrapped_key for row in unit.select(persons)] == [None]


def test_a_widget_opened_and_left_leaves_no_row(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    talk.start(app, published(SUPPORT), origin=None, language="en", timezone="Europe/Berlin")
    retention.run(desk)
    with app.store(app.home()).read() as unit:
        assert unit.count(conversations) == 1, "its visitor may still answer the notice"
    clock.pass_(days=31)
    retention.run(desk)
    with app.store(app.home()).read() as unit:
        assert unit.count(conversations) == 0


def test_a_booking_by_hand_goes_with_its_values(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    published(BOOKING)
    noon = clock.now + timedelta(days=1)
    office.add(desk, studio.find(desk, "salon"), "cut", noon, details={"phone": PHONE})
    clock.pass_(days=93)
    retention.run(desk)
    left = counts(app)
    assert (left["bookings"], left["vault_entries"]) == (0, 0)


def test_an_answer_keeps_what_it_needs_until_its_own_time(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    visitor = visit(app, published(ASKED))
    for words in ("Hello", PHONE, "Nothing"):
        visitor.say(words)
    clock.pass_(days=31)
    retention.run(desk)
    left = counts(app)
    assert (left["turns"], left["vault_entries"]) == (0, 1)
    clock.pass_(days=150)
    retention.run(desk)
    assert counts(app)["vault_entries"] == 0


def test_a_moment_without_a_database_does_not_end_the_hourly_run(
    app: Application, published: Published, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit(app, published(SUPPORT)).say("Hello")
    clock.pass_(days=31)
    with monkeypatch.context() as locked:
        locked.setattr(app.database, "workspaces", lambda: 1 / 0)
        retention.look(app)
    assert counts(app)["turns"] == 1
    retention.look(app)
    assert counts(app)["turns"] == 0
