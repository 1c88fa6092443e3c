"""The office's calendar: masked by default, every act by role and on record, never double."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from records.audit import AuditTrail
from records.bookings import BOOKED, Bookings, Wanted
from records.outbox import MAIL, WAITING, Outbox
from tests.workspace.conftest import BOOKING, Clock, visit
from workspace import bookings, studio
from workspace.bookings import NotFree
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

PHONE = "0171 5550142"
FRIDAY = date(2026, 3, 20)
NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
MAILING = BOOKING.replace("details:", "details:\n  - {id: mail, kind: email, required: false, purpose: To confirm}") + (
    "mail: {detail: mail}\ntools: [{tool: book_time, clear: [EMAIL_ADDRESS], confirm: always}]\n"
)
Published = Callable[[str], str]


@pytest.fixture
def bot(desk: Desk) -> str:
    """Rules that hold from a draft; who needs a visitor publishes it."""
    return studio.import_bot(desk, BOOKING, "salon.yaml").bot


def role(desk: Desk, part: Role) -> Desk:
    return Desk(desk.app, Actor("mem_1", desk.actor.workspace, part))


def audited(desk: Desk) -> list[str]:
    return [row.action for row in AuditTrail(desk.app.store(desk.actor.workspace)).listing()]


def test_a_booking_by_hand_is_sealed_and_opens_by_its_code(desk: Desk, bot: str) -> None:
    added = bookings.add(desk, bot, "cut", NINE, details={"phone": PHONE})
    (seen,) = bookings.between(desk, bot, FRIDAY, FRIDAY)
    assert (seen.id, seen.by_hand, seen.state) == (added.appointment.id, True, BOOKED)
    assert seen.details["phone"].startswith("[[PHONE_NUMBER:")
    found = Bookings(desk.app.store(desk.actor.workspace)).by_code(bot, added.code)
    assert found is not None
    assert found.id == seen.id


def test_revealing_needs_a_reason_and_is_on_record_first(desk: Desk, bot: str) -> None:
    added = bookings.add(desk, bot, "cut", NINE, details={"phone": PHONE})
    with pytest.raises(ValueError, match="none of the reasons"):
        bookings.reveal(desk, added.appointment.id, "curious")
    assert bookings.reveal(desk, added.appointment.id, "reach") == {"phone": PHONE}
    assert "booking.revealed" in audited(desk)
    with pytest.raises(NotAllowed):
        bookings.reveal(role(desk, Role.ANALYST), added.appointment.id, "reach")


def test_a_customer_s_booking_is_seen_masked(desk: Desk, bot: str, published: Published) -> None:
    guest = visit(desk.app, published(BOOKING))
    guest.say("a haircut on Friday at 10:00")
    guest.say(PHONE)
    guest.say("yes")
    (seen,) = bookings.between(desk, bot, FRIDAY, FRIDAY)
    assert PHONE not in str(seen)
    assert not seen.by_hand
    assert bookings.reveal(desk, seen.id, "serve")["phone"] == PHONE


def test_a_taken_time_is_refused_with_the_nearest(desk: Desk, bot: str) -> None:
    bookings.add(desk, bot, "cut", NINE)
    with pytest.raises(NotFree) as refused:
        bookings.add(desk, bot, "cut", NINE)
    assert refused.value.why == "taken"
    assert [free.start for free in refused.value.nearest] == [NINE + timedelta(minutes=n) for n in (30, 45, 60)]


def test_a_move_is_done_in_one_step_or_not_at_all(desk: Desk, bot: str) -> None:
    one, other = (bookings.add(desk, bot, "cut", start).appointment for start in (NINE, TEN))
    with pytest.raises(NotFree):
        bookings.move(desk, one.id, other.start)
    moved = bookings.move(desk, one.id, NINE + timedelta(minutes=15))
    assert (moved.id, moved.start) == (one.id, NINE + timedelta(minutes=15))
    own = bookings.free_times(desk, bot, "cut", FRIDAY, FRIDAY, moving=one.id)
    assert NINE in [free.start for free in own]
    assert NINE not in [free.start for free in bookings.free_times(desk, bot, "cut", FRIDAY, FRIDAY)]


def test_a_cancelled_time_is_free_and_can_be_taken_back_until_somebody_has_it(desk: Desk, bot: str) -> None:
    one = bookings.add(desk, bot, "cut", NINE).appointment
    assert bookings.cancel(desk, one.id).state == "cancelled"
    assert bookings.restore(desk, one.id).state == "booked"
    bookings.cancel(desk, one.id)
    bookings.add(desk, bot, "cut", NINE)
    with pytest.raises(NotFree):
        bookings.restore(desk, one.id)
    with pytest.raises(BadRequest):
        bookings.cancel(desk, one.id)


def test_not_come_only_once_it_has_begun(desk: Desk, bot: str, clock: Clock) -> None:
    one = bookings.add(desk, bot, "cut", NINE).appointment
    with pytest.raises(BadRequest, match="has not begun"):
        bookings.no_show(desk, one.id)
    clock.now = NINE + timedelta(minutes=20)
    assert bookings.no_show(desk, one.id).state == "no_show"
    seen = bookings.counts(desk, bot, FRIDAY, FRIDAY)
    assert (seen.days[0].no_show, seen.no_show_share) == (1, 1.0)
    assert bookings.restore(desk, one.id).state == "booked"


def test_days_go_by_the_clock_of_the_place(desk: Desk) -> None:
    """Seven on Friday morning in Tokyo is still Thursday where the business is."""
    abroad = BOOKING.replace('"09:00"', '"07:00"') + "locations: [{id: ginza, name: Ginza, timezone: Asia/Tokyo}]\n"
    bot = studio.import_bot(desk, abroad, "salon.yaml").bot
    bookings.add(desk, bot, "cut", datetime(2026, 3, 19, 22, 0, tzinfo=UTC))
    thursday = FRIDAY - timedelta(days=1)
    assert bookings.between(desk, bot, thursday, thursday) == []
    assert [one.start.date() for one in bookings.between(desk, bot, FRIDAY, FRIDAY)] == [FRIDAY]
    counted = bookings.counts(desk, bot, thursday, FRIDAY)
    assert [(one.day, one.booked) for one in counted.days] == [(thursday, 0), (FRIDAY, 1)]
    assert counted.lead == {3: 1}


def test_the_time_of_who_did_not_come_may_be_taken_and_then_the_mark_stays(desk: Desk, bot: str, clock: Clock) -> None:
    one = bookings.add(desk, bot, "cut", NINE).appointment
    clock.now = NINE + timedelta(minutes=5)
    bookings.no_show(desk, one.id)
    stored = Bookings(desk.app.store(desk.actor.workspace))
    row = stored.get(one.id)
    assert row is not None
    instead = Wanted(bot, "cnv_x", row.person, "cut", row.staff, row.starts, row.ends, row.starts, row.ends, row.zone)
    assert stored.book(instead, key="x", code="x", details={}, now=clock.now) is not None
    with pytest.raises(NotFree, match="That time is taken"):
        bookings.restore(desk, one.id)
    assert [b.state for b in stored.busy(bot, row.starts, row.ends, now=clock.now)] == [BOOKED]


def test_a_request_is_accepted_by_a_person(desk: Desk, published: Published) -> None:
    public = published(BOOKING.replace("minutes: 30}", "minutes: 30, approval: true}"))
    bot = studio.list_bots(desk)[0].bot
    guest = visit(desk.app, public)
    for said in ("a haircut on Friday at 10:00", PHONE, "yes"):
        guest.say(said)
    (asked,) = bookings.between(desk, bot, FRIDAY, FRIDAY)
    assert asked.state == "pending"
    assert bookings.accept(desk, asked.id).state == "booked"
    with pytest.raises(BadRequest):
        bookings.accept(desk, asked.id)


def test_who_was_not_told_of_a_cancellation_gets_no_mail_when_it_is_taken_back(desk: Desk) -> None:
    bot = studio.import_bot(desk, MAILING, "salon.yaml").bot
    one = bookings.add(desk, bot, "cut", NINE, details={"mail": "ada@quill.example"}).appointment
    bookings.cancel(desk, one.id)
    bookings.restore(desk, one.id)
    waiting = Outbox(desk.app.store(desk.actor.workspace)).listing(subject=one.id, states=[WAITING])
    assert [row.event for row in waiting if row.channel == MAIL] == []


def test_the_parts_people_play(desk: Desk, bot: str) -> None:
    one = bookings.add(role(desk, Role.AGENT), bot, "cut", NINE).appointment
    assert bookings.between(role(desk, Role.ANALYST), bot, FRIDAY, FRIDAY)
    for act in (bookings.cancel, bookings.no_show, bookings.accept, bookings.restore):
        with pytest.raises(NotAllowed):
            act(role(desk, Role.ANALYST), one.id)
    with pytest.raises(NotAllowed):
        bookings.between(role(desk, Role.EDITOR), bot, FRIDAY, FRIDAY)


def test_the_preview_of_rules_still_being_edited(desk: Desk, bot: str) -> None:
    config = bookings.rules(desk, bot)
    bookings.add(desk, bot, "cut", NINE)
    shorter = config.model_copy(update={"slot_minutes": 60})
    free = bookings.preview(desk, shorter, "cut", FRIDAY, FRIDAY)
    assert [f"{one.start:%H:%M}" for one in free][:2] == ["09:00", "10:00"]


def test_the_funnel_counts_talks_and_not_bookings_by_hand(desk: Desk, bot: str, published: Published) -> None:
    bookings.add(desk, bot, "cut", NINE)
    public = published(BOOKING)
    visit(desk.app, public)
    guest = visit(desk.app, public)
    for said in ("a haircut on Friday at 10:00", PHONE, "yes"):
        guest.say(said)
    today = date(2026, 3, 17)
    assert bookings.counts(desk, bot, today, FRIDAY).funnel == {"began": 2, "talked": 1, "summary": 1, "booked": 1}
    assert bookings.counts(desk, bot, today, FRIDAY).lead == {3: 2}
