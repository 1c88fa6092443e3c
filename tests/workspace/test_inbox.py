"""Who waits for a person, as every page counts them."""

from __future__ import annotations

from tests.workspace.conftest import SUPPORT, Clock, Published, outdate, visit
from workspace import inbox, retention
from workspace.assembly import Application
from workspace.roles import Desk

ASKS = "I want to talk to a person"


def test_as_many_are_counted_as_are_listed(app: Application, desk: Desk, published: Published, clock: Clock) -> None:
    def both() -> tuple[int, int]:
        return inbox.count(desk), len(inbox.waiting(desk))

    assert both() == (0, 0)
    shop = published(SUPPORT)
    for _ in range(2):
        visit(app, shop).say(ASKS)
    assert both() == (2, 2)
    inbox.finish(desk, inbox.waiting(desk)[0].handover)
    assert both() == (1, 1)
    outdate(app, "shop")
    assert both() == (1, 1)
    clock.pass_(days=31)
    assert both() == (0, 0), "over its time"


def test_who_waits_is_not_lost_behind_what_was_done_since(app: Application, desk: Desk, published: Published) -> None:
    shop = published(SUPPORT)
    visit(app, shop).say(ASKS)
    first = inbox.waiting(desk)[0].handover
    for _ in range(2):
        visit(app, shop).say(ASKS)
        inbox.finish(desk, next(one.handover for one in inbox.waiting(desk) if one.handover != first))
    assert [one.handover for one in inbox.waiting(desk, limit=1)] == [first]


def test_counting_reads_no_file_twice(app: Application, desk: Desk, published: Published) -> None:
    """Narrower than the rest, because it is told on every click."""
    visit(app, published(SUPPORT)).say(ASKS)
    inbox.count(desk)
    before = retention._kept.cache_info().misses
    assert inbox.count(desk) == 1
    assert retention._kept.cache_info().misses == before
