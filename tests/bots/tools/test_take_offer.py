"""Nothing is booked by a code for which nothing is kept; the rest stands in ``test_join_waiting``."""

from __future__ import annotations

import pytest

from bots.errors import NeedsConfirmation
from tests.acting import call
from tests.talking import Desk


def test_a_code_nobody_was_given_books_nothing(desk: Desk) -> None:
    assert not call(desk, desk.talk(), "take_offer", code="AAAAA-22222")["booked"]
    assert desk.bookings() == []


def test_it_wants_the_visitor_s_yes(desk: Desk) -> None:
    with pytest.raises(NeedsConfirmation):
        call(desk, desk.talk(), "take_offer", confirmed=False, code="AAAAA-22222")
