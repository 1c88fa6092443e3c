"""One place, one booking: serialized, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from records.bookings import BOOKED, CANCELLED, Booking, Bookings, Wanted, new_code
from records.bots import BotRow
from records.conversations import ConversationRow
from records.store import Store

NINE = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def wanted(bot: BotRow, talk: ConversationRow) -> Wanted:
    return Wanted(bot.id, talk.id, talk.person, "cut", "jo", NINE, NINE + HOUR, NINE, NINE + HOUR, "Europe/Berlin")


def shifted(wanted: Wanted, **by: float) -> Wanted:
    step = timedelta(**by)
    return replace(
        wanted, starts=wanted.starts + step, ends=wanted.ends + step, busy_from=wanted.busy_from + step,
        busy_to=wanted.busy_to + step,
    )  # fmt: skip


def test_of_many_at_once_exactly_one_gets_the_time(store: Store, wanted: Wanted, now: datetime) -> None:
    def attempt(n: int) -> bool:
        one = replace(wanted, conversation=f"{wanted.conversation}{n}")
        return (
            Bookings(store).book(one, key=f"{wanted.conversation}:k{n}", code=new_code(), details={}, now=now)
            is not None
        )

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(attempt, range(24)))
    assert sum(won) == 1
    assert len(Bookings(store).listing(wanted.bot, now=now)) == 1


def test_the_same_confirmation_books_once(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    first = bookings.book(wanted, key=f"{wanted.conversation}:k", code="a", details={}, now=now)
    again = bookings.book(wanted, key=f"{wanted.conversation}:k", code="b", details={}, now=now)
    assert first is not None
    assert again is not None
    assert again.id == first.id


def test_overlap_by_a_minute_is_refused_and_touching_is_not(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    bookings.book(wanted, key=f"{wanted.conversation}:a", code="a", details={}, now=now)
    assert (
        bookings.book(shifted(wanted, minutes=59), key=f"{wanted.conversation}:b", code="b", details={}, now=now)
        is None
    )
    assert (
        bookings.book(shifted(wanted, minutes=60), key=f"{wanted.conversation}:c", code="c", details={}, now=now)
        is not None
    )


def test_a_hold_keeps_others_away_until_it_runs_out(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings, other = Bookings(store), replace(wanted, conversation=f"{wanted.conversation}x")
    assert bookings.hold(wanted, now=now, until=now + timedelta(minutes=5)) is not None
    assert bookings.book(other, key=f"{wanted.conversation}:b", code="b", details={}, now=now) is None
    late = now + timedelta(minutes=6)
    assert bookings.book(other, key=f"{wanted.conversation}:b", code="b", details={}, now=late) is not None


def test_the_one_who_holds_books_it(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    bookings.hold(wanted, now=now, until=now + timedelta(minutes=5))
    booked = bookings.book(wanted, key=f"{wanted.conversation}:a", code="a", details={}, now=now)
    assert booked is not None
    assert [b.state for b in bookings.listing(wanted.bot, now=now)] == [BOOKED]


def test_a_class_has_as_many_places_as_said(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings, group = Bookings(store), replace(wanted, capacity=2)
    seats = [bookings.book(group, key=f"{wanted.conversation}:k{n}", code="c", details={}, now=now) for n in range(3)]
    assert [s.seat if s else None for s in seats] == [0, 1, None]


def test_a_move_keeps_the_row_or_changes_nothing(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    mine = bookings.book(wanted, key=f"{wanted.conversation}:a", code="a", details={}, now=now)
    bookings.book(shifted(wanted, hours=2), key=f"{wanted.conversation}:b", code="b", details={}, now=now)
    assert mine is not None
    assert bookings.move(mine.id, shifted(wanted, hours=2), now=now) is None
    moved = bookings.move(mine.id, shifted(wanted, minutes=30), now=now)
    assert moved is not None
    assert (moved.id, moved.starts) == (mine.id, NINE + timedelta(minutes=30))


def test_a_cancelled_time_is_free_again(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    first = bookings.book(wanted, key=f"{wanted.conversation}:a", code="a", details={}, now=now)
    assert first is not None
    bookings.set_state(first.id, CANCELLED, now=now)
    assert bookings.book(wanted, key=f"{wanted.conversation}:b", code="b", details={}, now=now) is not None


def test_only_the_code_opens_a_booking(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings, code = Bookings(store), new_code()
    booked = bookings.book(wanted, key=f"{wanted.conversation}:a", code=code, details={}, now=now)
    found = bookings.by_code(wanted.bot, code.lower().replace("-", " "))
    assert booked is not None
    assert found is not None
    assert found.id == booked.id
    assert bookings.by_code(wanted.bot, new_code()) is None


def test_another_workspace_sees_nothing(store: Store, other_store: Store, wanted: Wanted, now: datetime) -> None:
    booked = Bookings(store).book(wanted, key=f"{wanted.conversation}:a", code="a", details={}, now=now)
    assert booked is not None
    assert Bookings(other_store).get(booked.id) is None


def test_a_code_is_never_a_word() -> None:
    for _ in range(200):
        code = new_code()
        assert any(c.isdigit() for c in code)
        assert any(c.isalpha() for c in code)


def test_a_party_takes_its_places_and_gaps_between_them_count(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)

    def book(n: int, seats: int) -> Booking | None:
        group = replace(wanted, capacity=6, seats=seats, conversation=f"{wanted.conversation}{n}")
        return bookings.book(group, key=f"{group.conversation}:k", code=f"c{n}", details={}, now=now)

    first, second, third = book(1, 2), book(2, 2), book(3, 2)
    assert book(4, 1) is None
    assert first is not None
    assert second is not None
    assert third is not None
    for one in (first, third):
        bookings.set_state(one.id, CANCELLED, now=now)
    assert book(5, 5) is None
    four = book(6, 4)  # two before and two behind those that stayed: as many as are free, wherever they are
    assert four is not None
    assert four.seats == 4
    assert book(7, 1) is None


def test_in_a_room_only_those_who_are_there_at_once_count(store: Store, wanted: Wanted, now: datetime) -> None:
    bookings = Bookings(store)
    room = replace(wanted, capacity=3, together=False)
    early = replace(room, seats=2, conversation="a")
    late = shifted(replace(room, seats=2, conversation="b"), minutes=60)
    across = shifted(replace(room, seats=1, conversation="c"), minutes=30)
    for one in (early, late, across):
        assert bookings.book(one, key=f"{one.conversation}:k", code=one.conversation, details={}, now=now) is not None
    more = shifted(replace(room, seats=1, conversation="d"), minutes=30)
    assert bookings.book(more, key="d:k", code="d", details={}, now=now) is None


def test_of_parties_that_come_at_once_no_more_fit_than_there_are_places(
    store: Store, wanted: Wanted, now: datetime
) -> None:
    def attempt(n: int) -> int:
        one = replace(wanted, capacity=6, seats=1 + n % 4, conversation=f"{wanted.conversation}{n}")
        booked = Bookings(store).book(one, key=f"{one.conversation}:k", code=new_code(), details={}, now=now)
        return booked.seats if booked else 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 6
