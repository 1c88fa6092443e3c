"""Settings: the model's key shown as its last four signs, people and their roles."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, shown
from workspace import members, studio
from workspace.roles import Role


def test_a_key_is_stored_and_only_its_end_is_shown(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("settings")
    page.text_input(key="model:address").set_value("https://models.example/v1")
    page.text_input(key="model:name").set_value("small")
    page.text_input(key="model:key").set_value("sk-not-a-real-key-9xQa")
    page = press(page, "Save model")
    assert not page.exception
    assert studio.model_settings(shop.desk).key_last4 == "9xQa"
    again = open_page("settings")
    assert "9xQa" in again.text_input(key="model:key").placeholder
    assert again.text_input(key="model:key").value == ""
    studio.save_model_settings(shop.desk, base_url="", model="", key="")


def test_an_address_in_plain_text_is_refused(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("settings")
    page.text_input(key="model:address").set_value("http://models.example/v1")
    page.text_input(key="model:name").set_value("small")
    assert press(page, "Save model").error
    assert studio.model_settings(shop.desk).base_url == ""


def test_a_colleague_is_invited_by_a_one_time_link(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page("settings"), "Make a one-time link")
    assert "/welcome/" in page.code[0].value


def test_a_role_can_be_changed(open_page: Callable[..., AppTest], shop: Shop) -> None:
    person = shop.colleague(Role.ANALYST).member
    page = open_page("settings")
    page.selectbox(key=f"role:{person}").set_value(Role.AGENT).run()
    found = {member.id: member.role for member in members.list_members(shop.desk)}
    assert found[person] is Role.AGENT
    members.change_role(shop.desk, person, Role.ANALYST)


def test_the_last_owner_cannot_be_lost(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("settings")
    assert "Mara Quill" in shown(page)
    assert f"role:{shop.desk.actor.member}" not in {box.key for box in page.selectbox}
