"""Knows: files go in one by one, a broken one does not stop the rest, and a question can be tried."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, press, shown
from workspace import sources, studio

GOOD = b"# Shipping\n\nParcels leave us within two working days. Ask for Ines Moreau on +44 7700 900123.\n"


def test_a_broken_file_is_named_and_the_others_go_on(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    page = open_page("knows", bot=own_bot)
    page.file_uploader[0].upload("shipping.md", GOOD)
    page.file_uploader[0].upload("broken.pdf", b"%PDF-1.7 and then nothing")
    page.run()
    page = press(page, "Add 2 files")
    assert not page.exception
    known = {s.title or s.key: s.status.value for s in sources.list_sources(shop.desk, studio.find(shop.desk, own_bot))}
    assert known["Shipping"] == "indexed"
    assert "failed" in known.values()
    assert "Shipping" in shown(page)
    assert "broken" in shown(page)


def test_what_was_found_in_a_file_is_shown_as_bars(open_page: Callable[..., AppTest], own_bot: str, shop: Shop) -> None:
    page = open_page("knows", bot=own_bot)
    page.file_uploader[0].upload("shipping.md", GOOD)
    page.run()
    page = press(page, "Add 1 file")
    assert any("phone number" in text for text in drawn(page, "transcript"))
    assert not any("900123" in text for text in drawn(page, "transcript"))


def test_a_bot_that_knows_nothing_says_what_to_add(open_page: Callable[..., AppTest], own_bot: str) -> None:
    assert "Nothing to read yet" in shown(open_page("knows", bot=own_bot))


def test_a_test_question_ranks_the_passages(open_page: Callable[..., AppTest]) -> None:
    page = open_page("knows", bot="quill")
    page.text_input(key="knows:question").set_value("How long can I return a pen?").run()
    assert not page.exception
    assert any("30 days" in text for text in drawn(page, "transcript"))
