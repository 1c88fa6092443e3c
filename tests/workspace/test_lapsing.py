"""A request that nobody accepts in time ends as a cancellation does: told to everybody who was told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bots.calendar.taken import Who, calendar, wanted
from records.bookings import PENDING, Booking, Bookings, new_code
from records.conversations import Conversations
from records.outbox import CALENDAR, MAIL, WAITING, WAITING_LIST, Outbox
from records.outside import Login, OutsideCalendars
from tests.workspace.conftest import BOOKING, Clock, outdate
from workspace import bookings, lapsing, outbox, studio
from workspace.errors import BadRequest
from workspace.roles import Desk

NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
ASKED = BOOKING.replace("minutes: 30}", "minutes: 30, approval: true}").replace(
    "details:", "details:\n  - {id: mail, kind: email, required: false, purpose: To confirm}"
) + (
    "pending_hours: 12\nwaiting_list: true\nmail: {detail: mail}\n"
    "tools: [{tool: book_time, clear: [EMAIL_ADDRESS], confirm: always}]\n"
)  # fmt: skip


@pytest.fixture
def asked(desk: Desk) -> Booking:
    """A customer's request, in a business whose calendar is kept in step elsewhere."""
    bot = studio.import_bot(desk, ASKED, "salon.yaml").bot
    store, now = desk.app.store(desk.actor.workspace), desk.app.clock()
    login = Login("ada", "not-a-real-one")
    OutsideCalendars(store).add(bot, "", "https://calendar.example/ada/", login, by=desk.actor.member, now=now)
    talk = Conversations(store).start(
        bot=bot, version=None, channel="api", origin=None, language="en", timezone=None, subject=None, now=now
    )
    config = bookings.rules(desk, bot)
    who = Who(talk.id, talk.person, {"mail": "[[EMAIL_ADDRESS:1a2b3c]]"})
    own = wanted(calendar(store, bot, config, now), bot, config.services[0], NINE, "", who)
    made = Bookings(store).book(own, key="k", code=new_code(), details=who.details, now=now)
    assert made is not None
    assert made.state == PENDING
    return made


def told(desk: Desk, booking: Booking) -> list[tuple[str, str]]:
    rows = Outbox(desk.app.store(desk.actor.workspace)).listing(subject=booking.id, states=[WAITING])
    return [(row.channel, row.event) for row in reversed(rows)]


def test_what_nobody_accepts_in_time_is_cancelled_and_told_once(desk: Desk, asked: Booking, clock: Clock) -> None:
    before = told(desk, asked)
    assert before == [(MAIL, "requested"), (CALENDAR, "booked")]
    clock.pass_(hours=11)
    assert lapsing.lapse_due(desk.app, desk.actor.workspace) == 0
    clock.pass_(hours=2)
    assert lapsing.lapse_due(desk.app, desk.actor.workspace) == 1
    ended = Bookings(desk.app.store(desk.actor.workspace)).get(asked.id)
    assert ended is not None
    assert ended.state == "cancelled"
    expected = [(MAIL, "cancelled"), (WAITING_LIST, "freed"), (CALENDAR, "cancelled")]
    assert told(desk, asked)[len(before) :] == expected
    assert lapsing.lapse_due(desk.app, desk.actor.workspace) == 0


def test_its_time_is_free_from_the_moment_itself_and_cannot_be_accepted_any_more(
    desk: Desk, asked: Booking, clock: Clock
) -> None:
    before = told(desk, asked)
    clock.pass_(hours=13)
    with pytest.raises(BadRequest, match="no open request"):
        bookings.accept(desk, asked.id)
    bookings.add(desk, asked.bot, "cut", NINE)
    expected = [(MAIL, "cancelled"), (WAITING_LIST, "freed"), (CALENDAR, "cancelled")]
    assert told(desk, asked)[len(before) :] == expected, "whoever books first ends it, and tells of it"
    assert [one.state for one in bookings.between(desk, asked.bot, FRIDAY, FRIDAY)] == ["cancelled", "booked"]
    assert lapsing.lapse_due(desk.app, desk.actor.workspace) == 0
    with pytest.raises(BadRequest):
        bookings.move(desk, asked.id, NINE + timedelta(hours=1))


def test_what_is_accepted_is_written_into_calendars_elsewhere_as_firm(desk: Desk, asked: Booking) -> None:
    before = told(desk, asked)
    bookings.accept(desk, asked.id)
    assert (CALENDAR, "booked") in told(desk, asked)[len(before) :]


def test_a_bot_whose_file_no_longer_loads_waits_with_its_requests_and_stops_no_delivery(
    desk: Desk, asked: Booking, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.pass_(hours=13)
    outdate(desk.app, "salon")
    assert lapsing.lapse_due(desk.app, desk.actor.workspace) == 0
    monkeypatch.setattr(outbox, "lapse_due", lambda *_: 1 / 0)
    assert outbox.look(desk.app)
    [first, *_] = Outbox(desk.app.store(desk.actor.workspace)).listing(subject=asked.id)[::-1]
    assert first.tries == 1
