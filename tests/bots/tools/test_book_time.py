"""The commit."""

from __future__ import annotations

import pytest

from bots.errors import NeedsConfirmation
from tests.acting import call
from tests.bots.tools.conftest import NINE
from tests.talking import Desk


def test_it_needs_a_confirmation(desk: Desk) -> None:
    with pytest.raises(NeedsConfirmation):
        call(desk, desk.talk(), "book_time", service=0, start=NINE, key="12345678", confirmed=False)


def test_it_checks_the_rules_again(desk: Desk) -> None:
    done = call(desk, desk.talk(), "book_time", service=0, start="2026-03-19T09:00:00+00:00", key="12345678")
    assert done == {"booked": False, "why": "closed"}


def test_the_same_key_books_once_and_gives_no_second_code(desk: Desk) -> None:
    talk = desk.talk()
    first = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    again = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")
    assert first["code"]
    assert (again["id"], again["code"]) == (first["id"], None)
