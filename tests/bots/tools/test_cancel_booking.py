"""Giving a time back."""

from __future__ import annotations

import pytest

from bots.errors import BadArguments
from tests.acting import call
from tests.bots.tools.conftest import NINE
from tests.talking import Desk


def test_a_stranger_cannot_even_with_the_id(desk: Desk) -> None:
    done = call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678")
    with pytest.raises(BadArguments):
        call(desk, desk.talk(), "cancel_booking", booking=done["id"])


def test_the_time_is_free_again(desk: Desk) -> None:
    talk = desk.talk()
    done = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    assert call(desk, talk, "cancel_booking", booking=done["id"])["cancelled"]
    assert call(desk, desk.talk(), "book_time", service=0, start=NINE, key="87654321")["booked"]
