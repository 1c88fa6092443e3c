"""A code that is on no waiting list opens nothing; the rest stands in ``test_join_waiting``."""

from __future__ import annotations

from tests.acting import call
from tests.talking import Desk


def test_a_code_nobody_was_given_finds_nothing(desk: Desk) -> None:
    assert call(desk, desk.talk(), "find_waiting", code="AAAAA-22222")["state"] is None
