"""Looks: colour, corner and starter questions, seen on the phone at once."""

from __future__ import annotations

import json
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, press
from workspace import studio


def test_a_saved_colour_is_on_the_phone(open_page: Callable[..., AppTest], own_bot: str) -> None:
    page = open_page("looks", bot=own_bot)
    page.color_picker(key="looks:color").set_value("#7A2E5D")
    page = press(page, "Save changes")
    assert not page.exception
    assert json.loads(drawn(page, "phone")[0])["color"] == "#7A2E5D"


def test_too_many_starter_questions_are_told(open_page: Callable[..., AppTest], own_bot: str) -> None:
    page = open_page("looks", bot=own_bot)
    page.text_area(key="SupportFile.starters").set_value("\n".join(f"Question {i}?" for i in range(9)))
    assert press(page, "Save changes").error


def test_the_phone_says_who_answers_in_the_words_of_the_widget(
    open_page: Callable[..., AppTest], own_bot: str, shop: Shop
) -> None:
    studio.change_draft(shop.desk, studio.find(shop.desk, own_bot), {"language": "de"})
    phone = json.loads(drawn(open_page("looks", bot=own_bot), "phone")[0])
    assert phone["label"] == "KI-Assistent"
