"""Everything that is kept for a time goes in one run; a table says here how its rows go."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest

from records.jobs import DONE, Jobs
from records.originals import Originals
from records.outbox import MAIL, Outbox, Outgoing, put
from records.store import Store
from records.tables import invitations, jobs, login_sessions, metadata, originals, outbox
from tests.workspace.conftest import NOON, SUPPORT, Clock, Published
from workspace import members, retention
from workspace.assembly import Application
from workspace.roles import Desk, Role

# How the rows of each table go. A new table fails the first test until somebody has decided.
BY_THE_BOTS_DAYS = {
    "turns", "ledger", "ratings", "vault_entries", "handovers", "person_lines",  # chats
    "conversations",  # the bare row as long as a consent record, a booking or an answer names it
    "bookings", "waiting_list", "outbox",  # bookings; what was told of them
    "responses", "answers",
}  # fmt: skip
AFTER_A_TIME = {"consents", "invitations", "login_sessions", "originals", "jobs", "outbox"}
WITH_ITS_OWNER = {  # until a member removes them, or what they belong to
    "workspaces", "members", "secrets", "bots", "bot_versions", "notices", "knowledge_bases", "sources", "chunks",
    "sites", "bench_questions", "bench_runs", "feeds", "outside_calendars", "survey_batches",
}  # fmt: skip
WITHOUT_CONTENT = {  # what proves or counts, and names nobody
    "persons",  # a key, destroyed with the last talk of its person
    "gap_marks", "survey_tickets",  # a turn's id; a keyed hash
    "outside_times",  # when somebody is busy, in place of the reading before
    "audit",
}  # fmt: skip


def test_of_every_table_is_decided_how_its_rows_go() -> None:
    decided = BY_THE_BOTS_DAYS | AFTER_A_TIME | WITH_ITS_OWNER | WITHOUT_CONTENT
    assert set(metadata.tables) == decided


def counts(app: Application) -> dict[str, int]:
    with app.store(app.home()).read() as unit:
        return {one.name: unit.count(one) for one in (originals, jobs, outbox, invitations, login_sessions)}


@pytest.fixture
def over(app: Application, desk: Desk, published: Published) -> None:
    """One of each thing that is kept for a time; nothing here has a website that is read again."""
    published(SUPPORT)
    store = app.store(app.home())
    Originals(store).keep("src_1", b"Call Mara on +44 7700 900123.", NOON)
    done = Jobs(store).add("site", "kb_1", {}, NOON)
    with store.write() as unit:
        unit.update(jobs, jobs.c.id == done, state=DONE)
        bot = desk_bot(desk)
        put(unit, bot, "bkg_1", (Outgoing(MAIL, "booked"), Outgoing(MAIL, "reminder")), NOON)
    first, _ = Outbox(store).listing(subject="bkg_1")[::-1]
    Outbox(store).sent(first.id, now=NOON)
    token = members.create_owner(app).token
    members.accept(app, token, name="Ada", email="ada@quill.example", password="seven quiet herons")
    members.login(app, "ada@quill.example", "seven quiet herons")
    members.invite(desk, Role.AGENT)


def desk_bot(desk: Desk) -> str:
    return retention.tonight(desk)[0].bot


@pytest.mark.usefixtures("over")
def test_what_is_kept_for_a_time_goes_in_one_run(app: Application, desk: Desk, clock: Clock) -> None:
    clock.pass_(days=29)
    retention.run(desk)
    kept = counts(app)
    assert (kept["originals"], kept["jobs"], kept["outbox"]) == (1, 1, 2), "their time is not over"
    clock.pass_(days=60)
    retention.run(desk)
    assert counts(app) == {"originals": 0, "jobs": 0, "outbox": 1, "invitations": 0, "login_sessions": 0}, (
        "what is still to be told stays"
    )


@pytest.mark.usefixtures("over")
def test_what_is_told_after_others_went_still_comes_after_the_rest(app: Application, desk: Desk, clock: Clock) -> None:
    clock.pass_(days=31)
    retention.run(desk)
    store = app.store(app.home())
    with store.write() as unit:
        put(unit, desk_bot(desk), "bkg_1", (Outgoing(MAIL, "cancelled"),), clock())
    assert [row.event for row in Outbox(store).listing(subject="bkg_1")] == ["cancelled", "reminder"]
    with store.read() as unit:
        assert [row.number for row in unit.select(outbox, order_by=(outbox.c.number,))] == [1, 2]


@pytest.mark.usefixtures("over")
def test_a_server_deletes_soon_after_its_start(app: Application, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.pass_(days=31)
    monkeypatch.setattr(retention, "SOON", 0.0)
    swept, sweep = threading.Event(), retention.sweep

    def watched(store: Store, now: datetime) -> list[retention.Planned]:
        done = sweep(store, now)
        swept.set()
        return done

    monkeypatch.setattr(retention, "sweep", watched)
    with retention.every_hour(app):
        assert swept.wait(120)
    assert counts(app)["originals"] == 0
