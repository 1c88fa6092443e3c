"""Settings: the model's key shown as its last four signs, people and their roles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import PASSWORD, Shop, press, shown
from tests.wire_server import Fails, Says, WireServer
from workspace import business, demo, mail_server, members, studio
from workspace.mail_server import MailServer
from workspace.roles import Desk, Role


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


def test_a_model_is_tried_and_the_bots_that_write_with_it_are_named(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    with WireServer() as server:
        server.will(Says("I am ready."))
        studio.save_model_settings(shop.desk, base_url=server.base_url, model="small", key="sk-not-a-real-key")
        page = press(open_page("settings"), "Try the model")
        assert "I am ready" in page.success[0].value
        assert "Quotes your documents" in shown(page)
        server.will(Fails("401"))
        assert "Check address" in press(page, "Try the model").error[0].value
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


def test_an_installation_of_the_demo_that_broke_off_is_told_on_the_page(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    shop.app.stopping.set()
    try:
        page = press(open_page("settings"), "Install the demo shop")
        running = demo.under_way(shop.desk)
        assert running
        assert running.wait(60)
    finally:
        shop.app.stopping.clear()
    page = open_page("settings")
    assert "Begin it again" in page.error[0].value


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


def test_a_password_is_changed_by_who_knows_the_current_one_and_logs_out_everywhere(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    editor = shop.colleague(Role.EDITOR)
    email, new = "editor@quill.example", "nine patient otters"
    session = members.login(shop.app, email, PASSWORD)
    refused = _change(open_page("settings", role=Role.EDITOR), "not my password", new)
    assert "old password is not right" in refused.error[0].value
    assert (
        "differ"
        in _change(open_page("settings", role=Role.EDITOR), PASSWORD, new, "nine patient others").error[0].value
    )
    page = _change(open_page("settings", role=Role.EDITOR), PASSWORD, new)
    assert "log in with the new one" in page.success[0].value
    assert members.session_actor(shop.app, session.token) is None
    members.change_password(Desk(shop.app, editor), new, PASSWORD)


def _change(page: AppTest, old: str, new: str, again: str = "") -> AppTest:
    page.text_input(key="password:old").set_value(old)
    page.text_input(key="password:new").set_value(new)
    page.text_input(key="password:again").set_value(again or new)
    return press(page, "Change your password")


@pytest.mark.parametrize("role", [Role.AGENT, Role.ANALYST, Role.PRIVACY_OFFICER])
def test_everybody_changes_their_own_password_here_and_sees_no_more_than_their_role(
    open_page: Callable[..., AppTest], role: Role
) -> None:
    page = open_page("settings", role=role)
    assert page.tabs[-1].label == "Your password"
    assert "Model" not in {tab.label for tab in page.tabs}


def test_the_mail_server_is_set_and_its_password_never_shown(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("settings")
    page.text_input(key="mail:host").set_value("mail.example.com")
    page.text_input(key="mail:user").set_value("salon")
    page.text_input(key="mail:password").set_value("not-a-real-one")
    page.text_input(key="mail:sender").set_value("salon@example.com")
    page = press(page, "Save mail server")
    assert not page.exception
    server, has_password = mail_server.shown(shop.desk)
    assert server == MailServer("mail.example.com", 465, "tls", "salon", "salon@example.com")
    assert has_password
    assert "not-a-real-one" not in shown(open_page("settings"))


def test_a_mail_server_in_plain_text_is_refused(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("settings")
    page.text_input(key="mail:host").set_value("elsewhere.example.com")
    page.text_input(key="mail:sender").set_value("salon@example.com")
    page.selectbox(key="mail:security").set_value("none")
    page = press(page, "Save mail server")
    assert "plain text" in page.error[0].value


def test_a_feed_s_address_is_shown_once_and_taken_back(open_page: Callable[..., AppTest], shop: Shop) -> None:
    hours = 'hours: {mon: [["09:00", "17:00"]]}'
    text = f"id: fed\nkind: booking\nname: Fed\nservices: [{{id: cut, name: Cut, minutes: 30}}]\n{hours}\n"
    bot = studio.import_bot(shop.desk, text, "fed.yaml").bot
    page = open_page("settings")
    page.selectbox(key="sharing:bot").set_value(bot).run()
    page.text_input(key="feed:name").set_value("Front desk")
    page = press(page, "Make an address")
    assert not page.exception
    assert "/feed/" in " ".join(code.value for code in page.code)
    again = open_page("settings")
    again.selectbox(key="sharing:bot").set_value(bot).run()
    assert "Front desk" in shown(again)
    assert "/feed/" not in shown(again)
    studio.archive_bot(shop.desk, bot)


def test_who_is_responsible_is_said_once_for_every_bot(
    open_page: Callable[..., AppTest], shop: Shop, own_bot: str
) -> None:
    bot = studio.find(shop.desk, own_bot)
    studio.change_draft(shop.desk, bot, {"notice": {"controller": "", "contact": ""}})
    page = open_page("settings")
    page.text_area(key="business:controller").set_value("Clay Corner, 3 Mill Lane")
    page.text_area(key="business:contact").set_value("privacy@clay.example")
    page = press(page, "Save for the business")
    assert not page.exception
    assert studio.get_draft(shop.desk, bot).config.notice.controller == "Clay Corner, 3 Mill Lane"
    business.save(shop.desk, "", "")
