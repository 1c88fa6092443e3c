"""Inbox: who waits for a person comes first, with the reason; personal values are bars."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, press, say, shown
from workspace import inbox
from workspace.roles import Role


def test_a_talk_that_wants_a_person_waits_until_it_is_done(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "I want to talk to a person. I am on ines.moreau@mail.example")
    page = open_page("inbox", role=Role.AGENT)
    assert not page.exception
    assert "The customer asked for a person." in shown(page)
    assert "ines.moreau" not in "".join(drawn(page, "transcript"))
    page = press(page, "Take this talk")
    assert [one.state for one in inbox.waiting(shop.desk)] == ["taken"]
    page = press(page, "Mark as done")
    assert inbox.waiting(shop.desk) == []
    assert "Nobody is waiting" in shown(page)


def test_every_talk_can_be_read(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "How long can I return a pen?")
    page = open_page("inbox")
    page.segmented_control(key="inbox:view").set_value("talks").run()
    assert not page.exception
    assert "How long can I return a pen?" in "".join(drawn(page, "transcript"))
