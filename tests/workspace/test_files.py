"""One stored file that no longer loads stops nobody else: it is named with its cure, and what must go goes."""

from __future__ import annotations

import pytest

from tests.workspace.conftest import BOOKING, SUPPORT, Clock, Published, outdate, visit
from workspace import inbox, retention, studio, versions
from workspace.assembly import Application
from workspace.cards import cards
from workspace.roles import Desk

SECOND = SUPPORT.replace("id: shop", "id: second")


def test_the_list_names_the_bot_with_its_cure(app: Application, desk: Desk, published: Published) -> None:
    published(SUPPORT)
    published(SECOND)
    outdate(app, "shop")
    told = {bot.key: bot.problem for bot in cards(desk)}
    assert told["second"] == ""
    assert "'retired_key' is unknown" in told["shop"]
    assert "import-bot" in told["shop"]


@pytest.mark.parametrize(("own", "days"), [("", 30), ("retention: {chats: 7}\n", 7), ("retention: {chats: 90}\n", 30)])
def test_talks_go_by_the_shorter_of_its_days_and_the_usual_ones(
    app: Application, desk: Desk, published: Published, clock: Clock, own: str, days: int
) -> None:
    visit(app, published(SUPPORT + own)).say("Hello")
    visit(app, published(SECOND)).say("Hello")
    outdate(app, "shop")
    clock.pass_(days=days - 1)
    assert {plan.bot_name: plan.chats for plan in retention.tonight(desk)} == {"Ada & Finch": 0}
    clock.pass_(days=2)
    gone = {plan.unread: plan.chats for plan in retention.run(desk)}
    assert gone == {True: 1, False: int(days == 30)}


def test_a_mended_draft_can_be_published(app: Application, desk: Desk, published: Published) -> None:
    published(SUPPORT)
    outdate(app, "shop")
    bot = studio.find(desk, "shop")
    studio.import_bot(desk, SUPPORT.replace("Ask me", "Do ask me"), "shop.yaml")
    [change] = versions.diff(desk, bot, 1, None)
    assert change.sentence == (
        "Version 1 was made for another version of Tacit, so what changed since cannot be listed."
    )
    assert versions.publish(desk, bot, note="", no_check="its file was too old").number == 2
    assert cards(desk)[0].problem == ""


def test_who_waits_for_a_person_is_still_shown(app: Application, desk: Desk, published: Published) -> None:
    visit(app, published(SUPPORT)).say("I want to talk to a person")
    published(BOOKING)
    outdate(app, "salon")
    assert len(inbox.waiting(desk)) == 1
    outdate(app, "shop")
    assert len(inbox.waiting(desk)) == 1
