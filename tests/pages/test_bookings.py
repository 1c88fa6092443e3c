"""Bookings: a calendar with customers as bars; every change can be taken back, every look behind a bar is on record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from records.bots import Bots
from records.waiting import NewEntry, WaitingList
from tests.pages.conftest import Shop, drawn, press, shown
from workspace import bookings, studio, trail, waiting
from workspace.bookings import Appointment
from workspace.roles import Role

SALON = """
id: {key}
kind: booking
name: {key}
timezone: Europe/Berlin
services: [{{id: cut, name: Haircut, minutes: 30}}]
staff: [{{id: mina, name: Mina}}, {{id: theo, name: Theo}}]
hours: {hours}
details: [{{id: phone, kind: phone, required: false, label: Phone, purpose: To reach you}}]
"""
ALL_WEEK = ", ".join(f"{day}: [['00:00', '24:00']]" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
PHONE = "+49 171 5550142"


@dataclass(frozen=True)
class Salon:
    """A booking bot of one test, open all day."""

    shop: Shop
    bot: str

    def booked(self, days: int = 1, **details: str) -> Appointment:
        """A booking so many days from now."""
        day = (self.shop.app.clock() + timedelta(days=days)).date()
        time = bookings.free_times(self.shop.desk, self.bot, "cut", day, day)[20]
        return bookings.add(self.shop.desk, self.bot, "cut", time.start, staff="mina", details=details).appointment

    def offered(self, day: date) -> datetime:
        """A free time of a day."""
        return bookings.free_times(self.shop.desk, self.bot, "cut", day, day)[3].start

    def now(self, one: Appointment) -> Appointment:
        """A booking as it is now."""
        day = one.start.date()
        found = bookings.between(self.shop.desk, self.bot, day - timedelta(days=9), day + timedelta(days=9))
        return next(other for other in found if other.id == one.id)


@pytest.fixture
def salon(shop: Shop, request: pytest.FixtureRequest) -> Iterator[Salon]:
    key = request.node.name.removeprefix("test_").replace("_", "-")[:50].strip("-")
    draft = studio.import_bot(shop.desk, SALON.format(key=key, hours=f"{{{ALL_WEEK}}}"), f"{key}.yaml")
    clock = shop.app.clock
    yield Salon(shop, draft.bot)
    shop.app.clock = clock
    studio.archive_bot(shop.desk, draft.bot)


def calendar(page: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(drawn(page, "calendar")[0])
    return found


def opened(page: AppTest, salon: Salon, one: Appointment) -> AppTest:
    """Look at the week of a booking and open it, as a press in the calendar does."""
    seen = page.session_state[f"bookings:look:{salon.bot}"]
    seen.day = one.start.date()
    seen.open(one.id)
    return page.run()


def picked(page: AppTest, start: datetime) -> AppTest:
    """Press one of the free times."""
    return next(one for one in page.pills if one.label == "Free times").set_value(start).run()


def test_an_empty_calendar_says_what_will_be_in_it(open_page: Callable[..., AppTest], salon: Salon) -> None:
    page = open_page("bookings")
    assert not page.exception
    assert "Nothing is booked here." in shown(page)
    assert "Once it is published and on your site, what customers book stands here." in shown(page)
    assert len(calendar(page)["columns"]) == 7


def test_the_week_shows_the_customer_as_a_bar(open_page: Callable[..., AppTest], salon: Salon) -> None:
    one = salon.booked(phone=PHONE)
    page = opened(open_page("bookings"), salon, one)
    [entry] = calendar(page)["entries"]
    assert (entry["what"], entry["with"], entry["kinds"]) == ("Haircut", "Mina", ["phone number"])
    assert PHONE not in "".join(drawn(page, "calendar") + drawn(page, "facts"))
    assert "1 appointment. Next: Haircut" in shown(page)


def test_a_look_behind_the_bar_has_a_reason_and_is_on_record(
    open_page: Callable[..., AppTest], salon: Salon, shop: Shop
) -> None:
    page = opened(open_page("bookings"), salon, salon.booked(phone=PHONE))
    page = press(page, "Show it and record that I looked")
    facts = json.loads(drawn(page, "facts")[0])["facts"]
    assert [(piece["text"], piece["action"]) for fact in facts for piece in fact["pieces"] if piece["entity"]] == [
        (PHONE, "allow")
    ]
    [looked] = [row for row in trail.happened(shop.desk) if row.action == "booking.revealed"]
    assert dict(looked.detail) == {"reason": "serve"}
    assert PHONE not in drawn(page.run(), "facts")[0], "the bars close again"


def test_an_analyst_may_look_and_not_touch(open_page: Callable[..., AppTest], salon: Salon) -> None:
    page = opened(open_page("bookings", role=Role.ANALYST), salon, salon.booked(phone=PHONE))
    assert not page.exception
    assert not {"Add a booking", "Move", "Cancel this booking", "Show it and record that I looked"} & {
        button.label for button in page.button
    }
    assert (calendar(page)["add"], calendar(page)["move"]) == (False, False)


def test_a_booking_is_moved_to_a_free_time_and_back(open_page: Callable[..., AppTest], salon: Salon) -> None:
    one = salon.booked()
    page = press(opened(open_page("bookings"), salon, one), "Move")
    later = one.start + timedelta(hours=2)
    page = press(picked(page, later), "Move this booking")
    assert salon.now(one).start == later
    press(page, "Undo")
    assert salon.now(one).start == one.start


def test_who_did_not_come_is_marked_and_unmarked(open_page: Callable[..., AppTest], salon: Salon, shop: Shop) -> None:
    one, clock = salon.booked(), shop.app.clock
    shop.app.clock = lambda: clock() + timedelta(days=2)
    page = press(opened(open_page("bookings"), salon, one), "Did not come")
    assert salon.now(one).state == "no_show"
    press(page, "Undo")
    assert salon.now(one).state == "booked"


def test_a_booking_added_by_hand_gives_its_code_once(open_page: Callable[..., AppTest], salon: Salon) -> None:
    page = press(open_page("bookings"), "Add a booking")
    today = page.date_input[0].value
    assert isinstance(today, date)
    tomorrow = today + timedelta(days=1)
    page = picked(page.date_input[0].set_value(tomorrow).run(), salon.offered(tomorrow))
    next(one for one in page.text_input if one.label == "Phone (may be left out)").set_value(PHONE)
    page = press(page, "Add this booking")
    assert not page.exception
    assert len(page.code) == 1, "the code for the customer"
    assert [entry["kinds"] for entry in calendar(page)["entries"]] == [["phone number"]]
    assert not press(page, "Close").code


def test_figures_are_said_in_sentences(open_page: Callable[..., AppTest], salon: Salon, shop: Shop) -> None:
    salon.booked()
    clock = shop.app.clock
    shop.app.clock = lambda: clock() + timedelta(days=3)
    page = open_page("bookings")
    page.segmented_control(key="bookings:view").set_value("figures").run()
    assert not page.exception
    assert "1 appointment in this time." in shown(page)
    assert "Everybody came." in shown(page)


def test_who_waits_is_named_by_what_would_suit_them(
    open_page: Callable[..., AppTest], salon: Salon, shop: Shop
) -> None:
    until = shop.app.clock() + timedelta(days=9)
    wish = {"service": "cut", "staff": "mina", "first": None, "last": f"{until:%Y-%m-%d}", "after": "15:00:00"}
    new = NewEntry(salon.bot, "cnv_x", "psn_x", wish, {}, until)
    WaitingList(shop.app.store(shop.desk.actor.workspace)).join(new, "AB2CD-EF3GH", now=shop.app.clock())
    page = open_page("bookings")
    assert [fold.label for fold in page.expander] == ["1 customer waits for a freed time"]
    assert f"Haircut with Mina, until {until:%a} {until.day}, from 15:00" in drawn(page, "facts")[0]
    page = press(page, "Take off the list")
    assert waiting.line(shop.desk, salon.bot) == []


def test_a_file_that_no_longer_loads_is_said_instead_of_a_calendar(
    open_page: Callable[..., AppTest], salon: Salon, shop: Shop
) -> None:
    store = shop.app.store(shop.desk.actor.workspace)
    row = Bots(store).get(salon.bot)
    assert row is not None
    damaged = f"{row.draft}\nretired_key: 1\n"
    Bots(store).save_draft(row.id, draft=damaged, kind=row.kind, name=row.name, now=shop.app.clock())
    page = open_page("bookings")
    assert not page.exception
    assert "no longer loads" in shown(page)


def test_a_class_is_booked_by_hand_for_several(shop: Shop, salon: Salon) -> None:
    file = SALON.format(key=f"{salon.bot[:8]}-class".replace("_", "-"), hours=f"{{{ALL_WEEK}}}")
    group = studio.import_bot(shop.desk, file.replace("minutes: 30", "minutes: 30, capacity: 6"), "class.yaml").bot
    day = (shop.app.clock() + timedelta(days=2)).date()
    time = bookings.free_times(shop.desk, group, "cut", day, day)[20]
    one = bookings.add(shop.desk, group, "cut", time.start, staff="mina", people=4).appointment
    assert (one.service_name, one.people) == ("Haircut for 4 people", 4)
    free = bookings.free_times(shop.desk, group, "cut", day, day, staff="mina", people=3)
    assert time.start not in [other.start for other in free]
    assert bookings.move(shop.desk, one.id, free[30].start).people == 4
    studio.archive_bot(shop.desk, group)
