"""Requests: what is held of somebody is found, and the register says until when to answer."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, say, shown
from workspace import persons
from workspace.roles import Role

PHONE = "+44 7700 900123"


def test_what_is_held_of_a_person_is_found_and_the_request_registered(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    say(shop, f"Call me on {PHONE}")
    page = open_page("requests", role=Role.PRIVACY_OFFICER)
    page.text_input[0].set_value(PHONE)
    page = press(page, "Find what you hold")
    assert not page.exception
    assert "1 talk with 1 message" in shown(page)
    assert "1 request to answer" not in shown(page), "looking is not a request"
    page = press(page, "Open a request")
    assert "1 request to answer" in shown(page)
    page = press(page, "I have answered")
    assert not page.exception
    assert persons.register(shop.desk)[0].done == (persons.ANSWERED,)
    page = press(page, "Take it along")
    assert not page.exception
    assert persons.register(shop.desk)[0].done == (persons.EXPORTED, persons.ANSWERED)


def test_a_wrong_number_is_put_right(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "Call me on +44 7700 900456")
    page = open_page("requests")
    page.text_input[0].set_value("+44 7700 900456")
    page = press(page, "Find what you hold")
    page.text_input[1].set_value("07700 900456")
    page.text_input[2].set_value("07700 900789")
    page = press(page, "Put it right")
    assert not page.exception
    assert persons.find(shop.desk, "+44 7700 900456")[1] == []
    assert len(persons.find(shop.desk, "+44 7700 900789")[1]) == 1
    assert "put right, answer by" in shown(page), "the person is still to be told"


def test_too_little_to_go_by_is_told(open_page: Callable[..., AppTest]) -> None:
    page = open_page("requests")
    page.text_input[0].set_value("Al")
    assert "too short" in press(page, "Find what you hold").error[0].value


def test_an_agent_gets_the_front_page_instead(open_page: Callable[..., AppTest]) -> None:
    assert [title.value for title in open_page("requests", role=Role.AGENT).title] == ["Bots"]
