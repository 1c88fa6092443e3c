"""What a first visitor would wait for is done beforehand, and nothing of it is seen anywhere."""

from __future__ import annotations

import time

from records.conversations import Conversations
from records.tables import bookings, conversations, responses
from tests.workspace.conftest import BOOKING, SURVEY, Published, Visit, visit
from workspace import warming
from workspace.assembly import Application


def test_talks_beforehand_leave_no_trace(app: Application, published: Published) -> None:
    for text in (BOOKING, SURVEY, SURVEY.replace("id: visit", "id: zweite\nlanguage: de")):
        published(text)
    warming.warm(app)
    with app.store(app.home()).read() as unit:
        assert [unit.count(table) for table in (conversations, bookings, responses)] == [0, 0, 0]


def test_after_it_the_first_turn_is_as_quick_as_a_later_one(app: Application, published: Published) -> None:
    public_id = published(SURVEY)
    warming.warm(app)
    first, later = visit(app, public_id), visit(app, public_id)
    spent = [_seconds(visitor) for visitor in (first, later)]
    assert spent[0] < 10 * spent[1] + 0.3, "of computing; what loads at first use costs seconds"
    assert len(Conversations(app.store(app.home())).turns(first.id)) == 1


def test_a_bot_that_cannot_be_tried_keeps_nobody_waiting(app: Application, published: Published) -> None:
    published(BOOKING)
    app.stopping.set()
    warming.warm(app)


def _seconds(visitor: Visit) -> float:
    began = time.thread_time()
    visitor.say("Hello")
    return time.thread_time() - began
