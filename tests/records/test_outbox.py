"""The order within a booking, however long ago its first message was sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from records.bots import BotRow
from records.outbox import BOOKED, CANCELLED, MOVED, WEBHOOK, Outbox, Outgoing, put
from records.store import Store


def test_what_comes_later_waits_for_what_waits_also_when_older_rows_were_forgotten(
    store: Store, bot: BotRow, now: datetime
) -> None:
    outbox, soon, tomorrow = Outbox(store), now + timedelta(minutes=1), now + timedelta(days=1)
    _put(store, bot, now, BOOKED, MOVED)
    for event in (BOOKED, MOVED):
        row = outbox.take(now=now, until=soon)
        assert row is not None
        assert row.event == event
        if event == BOOKED:
            outbox.sent(row.id, now=now)
        else:
            outbox.failed(row.id, "no answer", now=now, again=tomorrow)
    assert outbox.forget(soon) == 1
    _put(store, bot, soon, CANCELLED)
    assert outbox.take(now=soon, until=tomorrow) is None, "the other side would hear of the end before the move"
    assert [row.event for row in outbox.listing()] == [CANCELLED, MOVED]


def _put(store: Store, bot: BotRow, now: datetime, *events: str) -> None:
    with store.write() as unit:
        put(unit, bot.id, "bkg_1", [Outgoing(WEBHOOK, event) for event in events], now)
