"""Bots: a card for each bot, and who may make a new one."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, press, shown
from workspace import studio
from workspace.roles import Role


def test_each_bot_has_a_card_with_its_health(open_page: Callable[..., AppTest]) -> None:
    page = open_page()
    assert not page.exception
    assert [title.value for title in page.title] == ["Bots"]
    assert "Quill & Co" in shown(page)
    assert "Support" in shown(page)


def test_a_new_bot_starts_from_a_template(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    first = studio.templates()[0]
    page.button(key=f"choose:{first.name}").click().run()
    page.text_input(key="new:name").set_value("Fresh start")
    page = press(page, "Create this bot")
    assert not page.exception
    assert page.query_params["bot"] == "fresh-start"


def test_a_new_bot_needs_a_name(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    page.button(key=f"choose:{studio.templates()[0].name}").click().run()
    page = press(page, "Create this bot")
    assert [warning.value for warning in page.warning] == ["Give the bot a name first."]


def test_a_file_that_was_saved_becomes_a_bot_again(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    text = "id: visit\nkind: survey\nname: After your visit\nquestions: [{id: score, kind: nps, text: Again?}]\n"
    page.file_uploader(key="from-file:file").set_value(("visit.yaml", text.encode(), "application/yaml")).run()
    page = press(page, "Make a bot of this file")
    assert not page.exception
    assert page.query_params["bot"] == "visit"


def test_a_file_that_is_no_bot_says_what_is_wrong(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    page.file_uploader(key="from-file:file").set_value(("visit.yaml", b"id: visit\n", "application/yaml")).run()
    assert not page.exception
    assert page.error
    assert "Make a bot of this file" not in [button.label for button in page.button]


def test_another_template_can_still_be_chosen(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    page.button(key=f"choose:{studio.templates()[0].name}").click().run()
    assert not [button for button in page.button if button.label == "Start from this"], "one thought at a time"
    page = press(page, "Choose another")
    assert len([button for button in page.button if button.label == "Start from this"]) == len(studio.templates())


def test_who_only_reads_is_not_offered_a_new_bot(open_page: Callable[..., AppTest]) -> None:
    page = open_page(role=Role.ANALYST)
    assert not page.exception
    assert not [button for button in page.button if "New bot" in button.label]


def test_without_a_session_nothing_is_shown(open_page: Callable[..., AppTest]) -> None:
    page = open_page(user={"is_logged_in": False})
    assert not page.exception
    assert [title.value for title in page.title] == ["You are not logged in"]
    assert "Quill" not in shown(page)


def test_a_member_nobody_knows_is_not_let_in(open_page: Callable[..., AppTest]) -> None:
    page = open_page(user={"is_logged_in": True, "member": "mbr_made_up"})
    assert [title.value for title in page.title] == ["You are not logged in"]


def test_a_bot_put_away_can_be_brought_back_from_the_same_page(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    studio.archive_bot(shop.desk, studio.find(shop.desk, own_bot))
    page = open_page()
    assert own_bot in shown(page)
    page.button(key=f"back:{own_bot}").click().run()
    assert own_bot in [bot.key for bot in studio.list_bots(shop.desk)]
    assert f"back:{own_bot}" not in [button.key for button in page.button]


def test_the_shops_template_stands_first(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page(), "New bot")
    assert next(b.key for b in page.button if (b.key or "").startswith("choose:")) == "choose:support-shop"


def test_every_page_can_say_that_the_log_in_has_ended(open_page: Callable[..., AppTest]) -> None:
    (said,) = drawn(open_page("bots"), "ended")
    assert "30 minutes" in json.loads(said)["why"]
    assert "What you typed stays" in json.loads(said)["stays"]


def test_templates_are_found_by_kind_and_by_what_is_wanted(open_page: Callable[..., AppTest]) -> None:
    page = press(open_page("bots"), "New bot")
    page.text_input(key="gallery:search").set_value("class").run()
    assert [b.key for b in page.button if (b.key or "").startswith("choose:")][-1] == "choose:booking-workshop"
    page.text_input(key="gallery:search").set_value("yoga").run()
    assert [b.key for b in page.button if (b.key or "").startswith("choose:")] == ["choose:booking-classes"]
    page.text_input(key="gallery:search").set_value("zeppelin").run()
    assert "Start from the nearest one" in shown(page)
    assert len([b for b in page.button if b.label == "Start from this"]) == len(studio.templates())
