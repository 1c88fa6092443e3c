"""A time held is not offered to others."""

from __future__ import annotations

from tests.acting import call
from tests.bots.tools.conftest import NINE
from tests.talking import Desk


def test_of_two_one_holds(desk: Desk) -> None:
    one, two = desk.talk(), desk.talk()
    assert call(desk, one, "hold_time", service=0, start=NINE)["held"]
    assert call(desk, two, "hold_time", service=0, start=NINE) == {"held": False, "staff": None, "why": "taken"}
    assert call(desk, one, "hold_time", service=0, start=NINE)["held"]
