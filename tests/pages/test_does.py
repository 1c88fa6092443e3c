"""Does: the acts of a bot; services, hours and questions where its kind has them."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, shown
from workspace import studio

BOOKING = """
id: {key}
kind: booking
name: Counter
services: [{{id: tuning, name: Nib tuning, minutes: 20, staff: []}}]
hours: {{tue: [["11:00", "17:00"]]}}
"""
SURVEY = """
id: {key}
kind: survey
name: Visit
questions:
  - {{id: liked, kind: multiple, text: What did you like?, options: [Advice, Prices]}}
  - {{id: why, kind: long_text, text: Why?, required: false, show_if: {{question: liked, op: answered}}}}
"""


def test_a_support_bot_looks_up_and_hands_over(open_page: Callable[..., AppTest]) -> None:
    page = open_page("does", bot="quill")
    assert not page.exception
    assert "Look into what it knows" in shown(page)
    assert "Hand over to a person" in shown(page)


def test_services_saved_unchanged_stay_what_they_were(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, BOOKING.format(key="counter"), "counter.yaml")
    page = press(open_page("does", bot="counter"), "Save services")
    assert not page.exception
    assert studio.get_draft(shop.desk, draft.bot).config == draft.config


def test_hours_saved_unchanged_stay_what_they_were(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, BOOKING.format(key="counter-hours"), "counter.yaml")
    page = open_page("does", bot="counter-hours")
    page.number_input(key="BookingFile.slot_minutes").set_value(30)
    press(page, "Save hours")
    saved = studio.get_draft(shop.desk, draft.bot).config
    assert saved == draft.config.model_copy(update={"slot_minutes": 30})


def test_questions_keep_their_branches(open_page: Callable[..., AppTest], shop: Shop) -> None:
    draft = studio.import_bot(shop.desk, SURVEY.format(key="visit"), "visit.yaml")
    page = press(open_page("does", bot="visit"), "Save questions")
    assert not page.exception
    assert studio.get_draft(shop.desk, draft.bot).config == draft.config
