"""Privacy: what is kept for how long, what was agreed to, the notice, and a sealed trail."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, press, say, shown
from workspace import preview, studio
from workspace.roles import Role


def test_the_page_says_what_the_next_run_deletes(open_page: Callable[..., AppTest]) -> None:
    page = open_page("privacy", role=Role.PRIVACY_OFFICER)
    assert not page.exception
    assert "The next run has nothing to delete." in shown(page)


def test_consents_are_counted_and_name_their_notice(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "How long can I return a pen?")
    assert "agreed and 0 took it back" in shown(open_page("privacy"))


def test_the_trail_is_sealed(open_page: Callable[..., AppTest]) -> None:
    page = open_page("privacy")
    assert any("none changed or removed" in text for text in [shown(page)])


def test_how_long_a_bot_remembers_is_saved_to_its_draft(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    bot = studio.find(shop.desk, own_bot)
    page = open_page("privacy")
    page.selectbox(key="retention:bot").select_index(_place(page, "retention:bot", own_bot)).run()
    page.number_input(key=f"retention:chats:{bot}").set_value(7)
    press(page, "Save to the draft")
    assert studio.get_draft(shop.desk, bot).config.retention.chats == 7


def _place(page: AppTest, key: str, name: str) -> int:
    return page.selectbox(key=key).options.index(name)


def test_talk_in_the_preview_is_nobodys_consent(open_page: Callable[..., AppTest], shop: Shop) -> None:
    talked = preview.start(shop.desk, shop.bot)
    list(preview.send(shop.desk, talked, "How long can I return a pen?"))
    said = [frame.value["Did"].iloc[0] for frame in open_page("privacy").dataframe if "Did" in frame.value]
    assert said == ["tried the bot in the preview"]
