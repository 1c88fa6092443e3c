"""Insights: a sentence and its numbers; each opens masked rows."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, say, shown
from workspace.roles import Role


def test_the_numbers_count_and_open_masked_rows(open_page: Callable[..., AppTest], shop: Shop) -> None:
    say(shop, "How long can I return a pen? Write to ines.moreau@mail.example")
    page = open_page("insights")
    assert not page.exception
    assert next(metric for metric in page.metric if metric.label == "Talks").value != "0"
    page.button(key="rows:turns").click().run()
    rows = "".join(drawn(page, "transcript"))
    assert "EMAIL_ADDRESS" in rows
    assert "ines.moreau" not in rows


def test_an_agent_is_told_that_insights_are_not_theirs(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page(role=Role.AGENT)
    assert "Insights" not in shown(page)
