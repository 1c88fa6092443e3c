"""The demo's calendar: bookings behind and ahead, all of them possible, nobody's name in them, made once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from workspace import bookings, demo, demo_bookings, studio
from workspace.assembly import Application
from workspace.roles import Desk


def test_the_calendar_is_filled_once_and_holds_no_personal_value(desk: Desk, app: Application) -> None:
    draft = studio.import_bot(desk, (demo.FOLDER / "bots" / demo.BOOKING).read_text("utf-8"), demo.BOOKING)
    made = demo_bookings.fill(desk, draft.bot)
    now = app.clock()
    spread = timedelta(days=demo_bookings.DAYS_BACK + 1)
    found = bookings.between(desk, draft.bot, (now - spread).date(), (now + spread).date())
    assert made == len(found) > 10
    assert min(one.start for one in found) < now < max(one.start for one in found)
    assert not [one for one in found if one.details]
    assert max(Counter((one.staff, one.start) for one in found if one.state == "booked").values()) == 1
    assert demo_bookings.fill(desk, draft.bot) == 0
