"""Does, of a booking bot: services, people, hours, questions and rules; nothing is kept until it is saved."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from bots.schema.booking import BookingFile
from tests.pages.conftest import Shop, drawn, press, shown
from workspace import studio
from workspace.roles import Role

COUNTER = """
id: {key}
kind: booking
name: Counter
services:
  - {{id: tuning, name: Nib tuning, minutes: 30}}
  - {{id: grind, name: Grind, minutes: 60, staff: [ada]}}
staff: [{{id: ada, name: Ada}}, {{id: jo, name: Jo, hours: {{tue: [["11:00", "13:00"]]}}}}]
hours: {{tue: [["11:00", "17:00"]], wed: [["11:00", "17:00"]]}}
slot_minutes: 30
"""


@pytest.fixture
def counter(shop: Shop, request: pytest.FixtureRequest) -> str:
    """A draft of this test's own; its file's id."""
    key: str = request.node.name.removeprefix("test_").split("[")[0].replace("_", "-")[:50].strip("-")
    studio.import_bot(shop.desk, COUNTER.format(key=key), "counter.yaml")
    return str(key)


def saved(shop: Shop, key: str) -> BookingFile:
    config = studio.get_draft(shop.desk, studio.find(shop.desk, key)).config
    assert isinstance(config, BookingFile)
    return config


def free(page: AppTest) -> dict[str, str]:
    """Next week as it is drawn beside the form: how much is free on each day."""
    week = json.loads(drawn(page, "freeweek")[0])
    return {day["label"].split()[0]: day["count"] for day in week["days"]}


def number(page: AppTest, label: str, value: int) -> AppTest:
    return next(one for one in page.number_input if one.label == label).set_value(value).run()


def test_next_weeks_free_times_follow_what_is_edited(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    page = open_page("does", bot=counter)
    assert not page.exception
    assert free(page) == {day: "12 times" if day in ("Tue", "Wed") else "none" for day in free(page)}
    page = number(page, "Times are offered every … minutes", 60)
    assert free(page)["Tue"] == "6 times"
    assert "With your changes, which are not saved yet." in shown(page)
    assert saved(shop, counter).slot_minutes == 30, "nothing is kept before it is saved"
    page = press(page, "Save rules")
    assert saved(shop, counter) == saved(shop, counter).model_copy(update={"slot_minutes": 60})
    assert "By the rules of this draft." in shown(page)


def test_a_service_is_changed_in_its_card(open_page: Callable[..., AppTest], shop: Shop, counter: str) -> None:
    page = open_page("does", bot=counter)
    assert "30 minutes" in shown(page)
    page = number(press(page, "Change"), "Length in minutes", 45)
    page = press(page, "Save services")
    first, second = saved(shop, counter).services
    assert (first.minutes, second.staff) == (45, ("ada",)), "what was not touched is as before"


def test_a_new_service_gets_a_short_name_of_its_own(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    page = open_page("does", bot=counter)
    next(one for one in page.text_input if one.label == "Name of a new service").set_value("Nib tuning").run()
    page = press(page, "Save services")
    assert not page.exception
    assert [one.id for one in saved(shop, counter).services] == ["tuning", "grind", "nib-tuning"]


def test_saving_one_part_keeps_what_was_typed_in_another(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    page = open_page("does", bot=counter)
    page = number(page, "Times are offered every … minutes", 60)
    next(one for one in page.text_input if one.placeholder == "A new service").set_value("Engraving").run()
    assert "Not saved yet." in shown(page)
    page = press(page, "Save rules")
    assert saved(shop, counter).slot_minutes == 60
    page = press(page, "Save services")
    assert [one.name for one in saved(shop, counter).services][-1] == "Engraving"


def test_what_cannot_be_is_said_in_words_and_cannot_be_saved(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    page = number(press(open_page("does", bot=counter), "Change"), "Length in minutes", 600)
    assert next(one for one in page.button if "Save services" in one.label).disabled
    [wrong] = page.error
    assert "Service 1, Nib tuning" in wrong.proto.title.replace("\\", "")
    assert json.loads(drawn(page, "freeweek")[0])["old"], "the week is that of the saved rules, drawn faint"
    page = press(page, "Undo these changes")
    assert not page.error
    assert saved(shop, counter).services[0].minutes == 30


def test_a_question_says_why_and_on_what_basis_it_is_asked(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    page = open_page("does", bot=counter)
    new = next(one for one in page.text_input if one.label == "How it is asked of a new question")
    page = new.set_value("Your phone number").run()
    page = press(page, "Save questions")
    [asked] = saved(shop, counter).details
    assert (asked.kind, asked.purpose, asked.basis) == ("phone", "To reach you if something changes", "contract")


def test_mail_may_be_sent_once_booking_may_see_the_address(
    open_page: Callable[..., AppTest], shop: Shop, counter: str
) -> None:
    bot = studio.find(shop.desk, counter)
    detail = {"id": "mail", "kind": "email", "purpose": "To confirm"}
    studio.change_draft(shop.desk, bot, {"details": [detail]})
    page = open_page("does", bot=counter)
    next(one for one in page.toggle if one.label == "Send e-mail to who leaves an address").set_value(True).run()
    page = press(page, "Save rules")
    assert not page.error
    config = saved(shop, counter)
    assert config.mail is not None
    assert [(grant.tool, grant.clear) for grant in config.tools] == [("book_time", ("EMAIL_ADDRESS",))]


def test_a_public_holiday_closes_its_day(open_page: Callable[..., AppTest], shop: Shop, counter: str) -> None:
    page = open_page("does", bot=counter)
    next(one for one in page.selectbox if one.label == "Closed on the public holidays of").set_value("DE").run()
    page = press(page, "Save hours")
    holidays = saved(shop, counter).holidays
    assert holidays is not None
    assert (holidays.country, holidays.region, holidays.open) == ("DE", "", ())


def test_who_may_only_look_finds_nothing_to_press(open_page: Callable[..., AppTest], counter: str) -> None:
    page = open_page("does", role=Role.ANALYST, bot=counter)
    assert not page.exception
    assert not [one for one in page.button if "Save" in one.label or one.label == "Change"]
