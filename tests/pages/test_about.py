"""About: who the bot is; saved to the draft, never over somebody else's change."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from bots.schema.support import SupportFile
from records.tables import bots
from tests.pages.conftest import Shop, drawn, press, shown
from workspace import studio
from workspace.roles import Role


def test_what_is_written_is_saved_to_the_draft(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("about", bot=own_bot)
    assert not page.exception
    page.text_area(key="SupportFile.welcome").set_value("Good day.")
    page = press(page, "Save changes")
    assert studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.welcome == "Good day."
    assert [toast.value for toast in page.toast] == ["Saved to the draft. The preview talks with it now."]


def test_when_a_person_answers_is_asked_and_the_hours_stay(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    studio.change_draft(shop.desk, bot, {"handover": {"hours": {"mon": [["09:00", "17:00"]]}}})
    page = open_page("about", bot=own_bot)
    assert "it must be true for your business" in shown(page)
    page.text_area(key="HandoverConfig.contact").set_value("Call us in the mornings.")
    page = press(page, "Save changes")
    config = studio.get_draft(shop.desk, bot).config
    assert isinstance(config, SupportFile)
    assert (config.handover.contact, set(config.handover.hours)) == ("Call us in the mornings.", {"mon"})
    assert "it must be true for your business" not in shown(page)


def test_how_to_reach_a_person_is_said_in_other_languages(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = open_page("about", bot=own_bot)
    assert "contact_in:en" not in {box.key for box in page.text_input}, "its own language has its field above"
    page.text_input(key="contact_in:de").set_value("Montags bis freitags.")
    press(page, "Save changes")
    config = studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config
    assert isinstance(config, SupportFile)
    assert config.handover.contact_in == {"de": "Montags bis freitags."}


def test_a_file_that_no_longer_loads_is_told_with_its_cure_at_its_own_address(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    mended = studio.export_bot(shop.desk, bot)
    with shop.app.store(shop.desk.actor.workspace).write() as unit:  # as another version of this product wrote it
        unit.update(bots, bots.c.id == bot, draft=f"{mended}\nretired_key: 1\n")
    page = open_page("about", bot=own_bot)
    assert not page.exception
    assert "This bot cannot be opened yet" in shown(page)
    assert "'retired_key' is unknown" in shown(page)
    assert "import-bot" in shown(page)
    studio.import_bot(shop.desk, mended, "bot.yaml")
    assert "This bot cannot be opened yet" not in shown(open_page("about", bot=own_bot))


def test_a_language_model_without_one_set_up_says_what_to_do(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = open_page("about", bot=own_bot)
    assert not page.warning
    studio.change_draft(shop.desk, studio.find(shop.desk, own_bot), {"model": {"provider": "openai"}})
    page = open_page("about", bot=own_bot)
    assert "Settings › Model" in page.warning[0].value


def test_the_phone_shows_the_draft(open_page: Callable[..., AppTest]) -> None:
    phone = json.loads(drawn(open_page("about", bot="quill"), "phone")[0])
    assert (phone["name"], phone["starters"]) == ("Quill & Co", ["How long can I return a pen?"])


def test_a_wrong_time_zone_is_told_in_words_and_nothing_is_saved(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = open_page("about", bot=own_bot)
    page.text_input(key="SupportFile.timezone").set_value("Berlin/Europe")
    page = press(page, "Save changes")
    assert "no time zone" in page.error[0].value.replace("\\", "")
    assert studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.timezone == "UTC"


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = open_page("about", bot=own_bot)
    studio.change_draft(shop.desk, studio.find(shop.desk, own_bot), {"welcome": "From a colleague."})
    page.text_area(key="SupportFile.welcome").set_value("Mine.")
    page = press(page, "Save changes")
    assert page.warning
    assert studio.get_draft(shop.desk, studio.find(shop.desk, own_bot)).config.welcome == "From a colleague."


def test_an_unknown_bot_leads_back_to_the_bots(open_page: Callable[..., AppTest]) -> None:
    page = open_page("about", bot="nobody")
    assert [title.value for title in page.title] == ["There is no such bot here"]


def test_who_may_not_build_sees_no_phone_and_cannot_save(open_page: Callable[..., AppTest]) -> None:
    page = open_page("about", role=Role.ANALYST, bot="quill")
    assert not drawn(page, "phone")
    assert next(b for b in page.button if "Save changes" in b.label).disabled


def test_the_bot_is_one_file_to_read_and_take_along(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page("about", bot="quill")
    assert page.code[0].value == studio.export_bot(shop.desk, shop.bot).strip()
