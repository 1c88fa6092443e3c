"""What visitors have a right to holds whatever became of the bot: put away, or with a file that no longer loads."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.workspace.conftest import SUPPORT, Published, Visit, outdate, visit
from workspace import live, studio, talk
from workspace.assembly import Application
from workspace.errors import UnknownBot
from workspace.forget import forget
from workspace.roles import Desk

PHONE = "+49 1522 3456789"
Old = Callable[[], Visit]


@pytest.fixture(params=["put away", "outdated"])
def old(request: pytest.FixtureRequest, app: Application, desk: Desk, published: Published) -> Old:
    """A talk with a bot that can no longer be spoken with."""

    def make() -> Visit:
        visitor = visit(app, published(SUPPORT))
        visitor.say(f"Call {PHONE}")
        if request.param == "outdated":
            outdate(app, "shop")
        else:
            studio.archive_bot(desk, studio.find(desk, "shop"))
        return visitor

    return make


def test_forgetting_and_withdrawing_need_no_bot(app: Application, old: Old) -> None:
    talk_id = old().id
    talk.withdraw(app, talk_id)
    assert talk.read(app, talk_id).closed
    assert forget(app, talk_id).turns == 1
    assert talk.read(app, talk_id).turns == ()


def test_a_talk_is_read_back_and_watched_without_its_bot(app: Application, old: Old) -> None:
    talk_id = old().id
    [turn] = talk.read(app, talk_id).turns
    assert turn.message.startswith("Call ")
    assert live.live(app, talk_id).name == "Ada & Finch"
    assert live.news(app, [live.watched(app, talk_id)])


def test_the_page_that_carries_a_bot_put_away_may_still_ask_for_forgetting(
    app: Application, desk: Desk, published: Published
) -> None:
    visitor = visit(app, published(SUPPORT))
    studio.archive_bot(desk, studio.find(desk, "shop"))
    assert talk.talk_origin_allowed(app, visitor.id, "https://shop.example")


def test_a_file_that_no_longer_loads_shuts_no_other_bot_out(app: Application, published: Published) -> None:
    published(SUPPORT)
    published(SUPPORT.replace("id: shop", "id: second").replace("shop.example", "pens.example"))
    outdate(app, "shop")
    assert talk.talk_origin_allowed(app, "cnv_nobody", "https://pens.example")


def test_pages_are_known_by_what_is_published_now_and_no_bot_is_made_ready_for_it(
    app: Application, desk: Desk, published: Published
) -> None:
    def allowed(*pages: str) -> list[bool]:
        return [talk.talk_origin_allowed(app, "cnv_nobody", f"https://{page}.example") for page in pages]

    published(SUPPORT)
    assert allowed("shop", "shop", "pens") == [True, True, False]
    published(SUPPORT.replace("shop.example", "pens.example"))
    assert allowed("shop", "pens") == [False, True]
    studio.archive_bot(desk, studio.find(desk, "shop"))
    assert allowed("shop", "pens") == [False, False]
    assert app._bots == {}


def test_nobody_speaks_with_a_bot_put_away(app: Application, desk: Desk, published: Published) -> None:
    visitor = visit(app, published(SUPPORT))
    studio.archive_bot(desk, studio.find(desk, "shop"))
    with pytest.raises(UnknownBot):
        visitor.say("Hello")
