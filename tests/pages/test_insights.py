"""Insights: a sentence and its numbers; each opens masked rows."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Shop, drawn, say, shown
from workspace import inbox, insights, replying
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


def test_how_often_people_took_over_and_how_long_customers_waited(
    open_page: Callable[..., AppTest], shop: Shop
) -> None:
    conversation = say(shop, "I want to talk to a person.")
    (one,) = (one for one in inbox.waiting(shop.desk) if one.conversation == conversation)
    inbox.take(shop.desk, one.handover)
    replying.reply(shop.desk, conversation, "Good day, how may I help?")
    page = open_page("insights")
    seen = insights.overview(shop.desk)
    assert seen.by_person
    assert f"came into {seen.taken} and answered in {seen.by_person}." in shown(page)
    assert "Half of these customers waited" in shown(page)
    page.button(key="people:by_person").click().run()
    assert any("talk to a person" in text for text in drawn(page, "transcript"))
    inbox.close(shop.desk, conversation, next(iter(inbox.OUTCOMES)))


def test_an_agent_is_told_that_insights_are_not_theirs(open_page: Callable[..., AppTest], shop: Shop) -> None:
    page = open_page(role=Role.AGENT)
    assert "Insights" not in shown(page)
