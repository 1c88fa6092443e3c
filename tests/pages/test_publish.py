"""Publish: the snippet of a live bot, its sites, and the way back to an earlier version."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, shown
from workspace import publishing, studio, versions
from workspace.roles import Role


def test_a_live_bot_has_one_line_to_copy(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("publish", bot="quill")
    assert not page.exception
    assert [code.value for code in page.code] == [versions.snippet(shop.desk, shop.bot)]


def test_a_draft_has_none_yet(open_page: Callable[..., AppTest], own_bot: str) -> None:
    page = open_page("publish", bot=own_bot)
    assert not page.code
    assert "Customers cannot reach this bot yet" in shown(page)


def test_sites_are_saved_to_the_draft(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("publish", bot=own_bot)
    page.text_area(key="SupportFile.origins").set_value("https://shop.example")
    press(page, "Save sites")
    draft = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot))
    assert draft.config.origins == ("https://shop.example",)


def test_an_old_version_comes_back_as_the_draft_after_a_question(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    for welcome in ("The first.", "The second."):
        studio.change_draft(shop.desk, bot, {"welcome": welcome})
        versions.publish(shop.desk, bot, no_check="The checks have tests of their own.")
    page = open_page("publish", bot=own_bot)
    page.button(key="restore:1").click().run()
    assert studio.get_draft(shop.desk, bot).config.welcome == "The second."
    press(page, "Restore this version")
    assert studio.get_draft(shop.desk, bot).config.welcome == "The first."


def test_a_draft_that_fails_its_check_is_not_published(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    studio.change_draft(shop.desk, studio.find(shop.desk, own_bot), {"origins": []})
    page = press(open_page("publish", bot=own_bot), "Publish this version")
    assert not page.exception
    running = publishing.last(shop.desk, studio.find(shop.desk, own_bot))
    assert running
    assert running.wait(120)
    page.run()
    assert not page.exception
    live = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).live_version
    assert (live is None) == ("may not go live yet" in shown(page))


def test_who_only_reads_is_not_offered_to_publish(open_page: Callable[..., AppTest]) -> None:
    page = open_page("publish", role=Role.ANALYST, bot="quill")
    assert not [button for button in page.button if "Publish" in button.label]
