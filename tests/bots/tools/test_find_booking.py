"""Only one's own."""

from __future__ import annotations

from tests.acting import call
from tests.bots.tools.conftest import NINE
from tests.talking import Desk


def test_own_by_conversation_and_foreign_only_by_code(desk: Desk) -> None:
    talk, other = desk.talk(), desk.talk()
    code = call(desk, talk, "book_time", service=0, start=NINE, key="12345678")["code"]
    assert len(call(desk, talk, "find_booking")["bookings"]) == 1
    assert call(desk, other, "find_booking")["bookings"] == []
    assert len(call(desk, other, "find_booking", code=code)["bookings"]) == 1
    assert call(desk, other, "find_booking", code="22222-22222")["bookings"] == []
