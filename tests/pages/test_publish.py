"""Publish: the snippet of a live bot, its sites, and the way back to an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from builder import words
from tests.pages.conftest import Shop, press, shown
from workspace import business, publishing, sources, studio, versions
from workspace.roles import Role


def test_a_live_bot_has_one_line_to_copy(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("publish", bot="quill")
    assert not page.exception
    assert [code.value for code in page.code] == [versions.snippet(shop.desk, shop.bot)]
    said = shown(page)
    assert said.index("On your site") < said.index("Versions"), "what somebody who has just published comes for"
    assert said.index("On your site") < said.index("One a line")


def test_a_page_that_customers_reach_has_a_square_for_a_poster(
    open_page: Callable[..., AppTest], shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not open_page("publish", bot="quill").get("download_button"), "on paper, this computer's own leads nowhere"
    monkeypatch.setattr(shop.app, "settings", replace(shop.app.settings, public_url="https://chat.quill.example"))
    page = open_page("publish", bot="quill")
    assert not page.exception
    assert [button.label for button in page.get("download_button")] == ["Save the QR code"]  # type: ignore[union-attr]
    assert "https://chat.quill.example/chat/pub_" in shown(page)


def test_a_draft_has_none_yet(open_page: Callable[..., AppTest], own_bot: str) -> None:
    page = open_page("publish", bot=own_bot)
    assert not page.code
    assert "Customers cannot reach this bot yet" in shown(page)


def test_sites_are_saved_to_the_draft(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("publish", bot=own_bot)
    _sites(page).set_value("www.shop.example/help\n127.0.0.1:8899")
    page = press(page, "Save sites")
    draft = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot))
    assert draft.config.origins == ("https://www.shop.example", "http://127.0.0.1:8899")
    assert _sites(page).value == "https://www.shop.example\nhttp://127.0.0.1:8899", "as it was understood"


def test_what_is_no_site_is_refused_with_the_cure(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("publish", bot=own_bot)
    _sites(page).set_value("our shop")
    page = press(page, "Save sites")
    assert any("as it stands in the browser" in error.value.replace("\\", "") for error in page.error)
    draft = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot))
    assert draft.config.origins == ("https://quill.example",)


def test_publishing_without_a_site_says_so_before(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    studio.change_draft(shop.desk, studio.find(shop.desk, own_bot), {"origins": []})
    page = open_page("publish", bot=own_bot)
    assert "only the bot's own page shows it" in shown(page)
    assert [b.label for b in page.button if "Publish" in b.label] == [":violet[Publish without a site]"]


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
    page = press(open_page("publish", bot=own_bot), "Publish without a site")
    assert not page.exception
    running = publishing.last(shop.desk, studio.find(shop.desk, own_bot))
    assert running
    assert running.wait(120)
    page.run()
    assert not page.exception
    live = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).live_version
    assert (live is None) == ("may not go live yet" in shown(page))


def test_files_are_said_to_be_live_without_publishing(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    assert words.AT_ONCE not in shown(open_page("knows", bot=own_bot)), "nothing is live yet"
    versions.publish(shop.desk, bot, no_check="The checks have tests of their own.")
    sources.add_answer(shop.desk, bot, "Do you gift-wrap?", "Yes, in brown paper.")
    said = shown(open_page("publish", bot=own_bot))
    assert f"{words.AT_ONCE} 1 file or answer came since version 1." in said
    assert words.AT_ONCE in shown(open_page("knows", bot=own_bot))


def test_who_only_reads_is_not_offered_to_publish(open_page: Callable[..., AppTest]) -> None:
    page = open_page("publish", role=Role.ANALYST, bot="quill")
    assert not [button for button in page.button if "Publish" in button.label]


def _sites(page: AppTest) -> TextArea:
    return next(area for area in page.text_area if area.label == "Sites it may appear on")


def test_what_customers_would_stumble_over_is_mended_with_one_press(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    studio.change_draft(shop.desk, bot, {"starters": ["What does shipping to the moon cost?"]})
    page = open_page("publish", bot=own_bot)
    assert not page.exception
    said = shown(page)
    assert "Before you publish" in said
    assert "It has nothing to read" in said
    assert "It offers questions it cannot answer" in said
    page = page.button(key="cure:starters").click().run()
    assert studio.get_draft(shop.desk, bot).config.starters == ()
    assert "It offers questions" not in shown(page)


def test_who_is_responsible_may_be_said_for_every_bot_at_once(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    studio.change_draft(shop.desk, bot, {"notice": {"controller": "", "contact": ""}})
    page = open_page("publish", bot=own_bot)
    page.text_area(key="NoticeConfig.controller").set_value("Clay Corner, 3 Mill Lane")
    page = press(page, "Save to the notice")
    assert studio.get_draft(shop.desk, bot).config.notice.controller == "Clay Corner, 3 Mill Lane"
    assert business.known(shop.desk).controller == "Clay Corner, 3 Mill Lane"
    business.save(shop.desk, "", "")


def test_an_address_of_this_computer_alone_says_what_to_do(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("publish", bot="quill")
    assert "TACIT_PUBLIC_URL" in page.info[0].value
    assert versions.own_page(shop.desk, shop.bot) in shown(page).replace("\\", "")
