"""What the holder of a link may do, and that nobody else may; feeds at secret addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from tests.workspace.conftest import BOOKING, Clock, outdate
from workspace import booking_links, bookings, feeds, studio
from workspace.errors import BadRequest
from workspace.roles import Actor, Desk, NotAllowed, Role

NINE = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
PHONE = "0171 5550142"


@pytest.fixture
def bot(desk: Desk) -> str:
    return studio.import_bot(desk, BOOKING, "salon.yaml").bot


@pytest.fixture
def booking(desk: Desk, bot: str) -> str:
    return bookings.add(desk, bot, "cut", NINE, details={"phone": PHONE}).appointment.id


def token(desk: Desk, thing: str) -> str:
    return booking_links.token(desk.app, desk.actor.workspace, thing)


def test_a_link_shows_the_time_and_no_detail(desk: Desk, booking: str) -> None:
    shown = booking_links.shown(desk.app, token(desk, booking))
    assert shown is not None
    assert shown.said == "Your appointment is booked: Haircut, Friday 20 March, 09:00."
    assert (shown.act, shown.file) == ("cancel", True)


def test_it_cancels_once_and_says_so(desk: Desk, bot: str, booking: str) -> None:
    assert booking_links.act(desk.app, token(desk, booking))
    assert booking_links.act(desk.app, token(desk, booking)), "twice is no error"
    shown = booking_links.shown(desk.app, token(desk, booking))
    assert shown is not None
    assert (shown.act, "cancelled" in shown.said) == ("", True)
    assert bookings.between(desk, bot, FRIDAY, FRIDAY)[0].state == "cancelled"


def test_no_other_link_opens_anything(desk: Desk, bot: str, booking: str) -> None:
    other = bookings.add(desk, bot, "cut", NINE + timedelta(hours=1)).appointment.id
    signature = token(desk, other).partition(".")[2]
    for forged in (booking, f"{booking}.", f"{booking}.{signature}", f"{booking}.é", "", "x" * 500):
        assert booking_links.shown(desk.app, forged) is None
        assert not booking_links.act(desk.app, forged)
        assert booking_links.calendar_file(desk.app, forged) is None
    assert bookings.between(desk, bot, FRIDAY, FRIDAY)[0].state == "booked"


def test_the_file_is_an_event_without_a_word_about_the_customer(desk: Desk, booking: str) -> None:
    file = booking_links.calendar_file(desk.app, token(desk, booking))
    assert file is not None
    (event,) = icalendar.Calendar.from_ical(file).walk("VEVENT")
    assert (event["SUMMARY"], event.decoded("DTSTART"), event["STATUS"]) == ("Haircut, Salon", NINE, "CONFIRMED")
    assert b"PHONE" not in file
    assert b"5550142" not in file


def test_a_moved_booking_keeps_its_uid_and_counts_up(desk: Desk, booking: str, clock: Clock) -> None:
    before = booking_links.calendar_file(desk.app, token(desk, booking))
    clock.pass_(minutes=1)
    bookings.move(desk, booking, NINE + timedelta(hours=2))
    after = booking_links.calendar_file(desk.app, token(desk, booking))
    assert before is not None
    assert after is not None
    old, new = (icalendar.Calendar.from_ical(file).walk("VEVENT")[0] for file in (before, after))
    assert new["UID"] == old["UID"]
    assert int(str(new["SEQUENCE"])) > int(str(old["SEQUENCE"]))


def test_a_day_after_the_appointment_a_link_opens_nothing(desk: Desk, booking: str, clock: Clock) -> None:
    clock.now = NINE + timedelta(days=2)
    assert booking_links.shown(desk.app, token(desk, booking)) is None


def test_the_owner_s_time_for_changes_holds_for_links_too(desk: Desk, clock: Clock) -> None:
    bot = studio.import_bot(desk, BOOKING + "cancel_hours: 24\n", "salon.yaml").bot
    booking = bookings.add(desk, bot, "cut", NINE).appointment.id
    clock.now = NINE - timedelta(hours=23)
    assert not booking_links.act(desk.app, token(desk, booking))
    shown = booking_links.shown(desk.app, token(desk, booking))
    assert shown is not None
    assert shown.act == ""


class TestFeed:
    def read(self, desk: Desk, made: feeds.Made) -> bytes | None:
        return feeds.read(desk.app, made.url.rpartition("/")[2].removesuffix(".ics"))

    def test_it_holds_the_open_bookings_without_details(self, desk: Desk, bot: str, booking: str) -> None:
        gone = bookings.add(desk, bot, "cut", NINE + timedelta(hours=1)).appointment.id
        bookings.cancel(desk, gone)
        file = self.read(desk, feeds.make(desk, bot, "Office"))
        assert file is not None
        events = icalendar.Calendar.from_ical(file).walk("VEVENT")
        assert [event["UID"] for event in events] == [f"{booking}@tacit"]
        assert b"5550142" not in file

    def test_details_only_when_made_so_by_somebody_who_may_see_them(self, desk: Desk, bot: str, booking: str) -> None:
        file = self.read(desk, feeds.make(desk, bot, "Front desk", with_details=True))
        assert file is not None
        assert b"5550142" in file

    def test_who_has_left_shows_nothing_more(self, desk: Desk, bot: str, booking: str) -> None:
        former = Desk(desk.app, Actor("mem_gone", desk.actor.workspace, Role.OWNER))
        file = self.read(desk, feeds.make(former, bot, "Old phone", with_details=True))
        assert file is not None
        assert b"5550142" not in file

    def test_a_revoked_address_opens_nothing(self, desk: Desk, bot: str) -> None:
        made = feeds.make(desk, bot, "Office")
        assert [feed.name for feed in feeds.listing(desk, bot)] == ["Office"]
        feeds.revoke(desk, made.feed.id)
        assert self.read(desk, made) is None
        assert feeds.listing(desk, bot) == []

    def test_only_the_owner_shares(self, desk: Desk, bot: str) -> None:
        agent = Desk(desk.app, Actor("mem_1", desk.actor.workspace, Role.AGENT))
        with pytest.raises(NotAllowed):
            feeds.make(agent, bot, "Mine")
        with pytest.raises(BadRequest):
            feeds.make(desk, bot, "  ")


def test_while_the_file_does_not_load_a_link_opens_nothing_and_breaks_nothing(desk: Desk, booking: str) -> None:
    link = token(desk, booking)
    outdate(desk.app, "salon")
    assert booking_links.shown(desk.app, link) is None
    assert not booking_links.act(desk.app, link)
    assert booking_links.calendar_file(desk.app, link) is None
