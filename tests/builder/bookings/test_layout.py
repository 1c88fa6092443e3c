"""The calendar's places: overlapping bookings share a column, the sheet spans what is open and what is booked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from builder.bookings.layout import Column, Entry, Spans, month, month_days, timed, week_days

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=ZONE)
OPEN: Spans = ((9 * 60, 12 * 60), (13 * 60, 17 * 60 + 30))


def entry(name: str, clock: str, minutes: int = 30, **other: str) -> Entry:
    start = datetime.fromisoformat(f"{DAY}T{clock}").replace(tzinfo=ZONE)
    return Entry(name, start, start + timedelta(minutes=minutes), "Cut", other.get("staff", "mina"), "Mina",
                 other.get("state", "booked"), ("phone number",))  # fmt: skip


def drawn(*entries: Entry, columns: tuple[Column, ...] = (Column(DAY, "Thu 26", None, OPEN),)) -> dict[str, object]:
    return timed(columns, entries, now=NOW, step=15, add=True, move=True)


def lanes(*entries: Entry) -> dict[str, tuple[int, int]]:
    shown = drawn(*entries)["entries"]
    assert isinstance(shown, list)
    return {one["id"]: (one["lane"], one["lanes"]) for one in shown}


def test_bookings_one_after_the_other_have_the_column_to_themselves() -> None:
    assert lanes(entry("a", "09:00"), entry("b", "09:30")) == {"a": (0, 1), "b": (0, 1)}


def test_bookings_that_overlap_stand_beside_each_other() -> None:
    assert lanes(entry("a", "09:00", 60), entry("b", "09:30")) == {"a": (0, 2), "b": (1, 2)}


def test_a_chain_of_overlaps_shares_one_width() -> None:
    shared = lanes(entry("a", "09:00", 60), entry("b", "09:30", 60), entry("c", "10:00"), entry("d", "10:30"))
    assert shared == {"a": (0, 2), "b": (1, 2), "c": (0, 2), "d": (0, 1)}


def test_the_sheet_goes_from_the_first_opening_to_the_last_booking_in_whole_hours() -> None:
    assert (drawn()["from"], drawn()["to"]) == (9 * 60, 18 * 60)
    late = drawn(entry("late", "19:45"))
    assert (late["from"], late["to"]) == (9 * 60, 21 * 60)


def test_a_closed_day_without_bookings_still_has_a_sheet() -> None:
    closed = drawn(columns=(Column(DAY, "Thu 26"),))
    assert (closed["from"], closed["to"]) == (600, 1080)


def test_a_persons_column_holds_that_persons_bookings() -> None:
    columns = (Column(DAY, "Mina", "mina", OPEN), Column(DAY, "Theo", "theo", OPEN))
    shown = drawn(entry("a", "09:00"), entry("b", "09:00", staff="theo"), columns=columns)["entries"]
    assert isinstance(shown, list)
    assert [(one["id"], one["place"]) for one in shown] == [("a", 0), ("b", 1)]


@pytest.mark.parametrize(
    ("state", "clock", "movable"), [("booked", "09:00", True), ("held", "09:00", False), ("cancelled", "09:00", False)]
)
def test_only_a_booking_that_is_to_come_can_be_dragged(state: str, clock: str, movable: bool) -> None:
    shown = drawn(entry("a", clock, state=state))["entries"]
    assert isinstance(shown, list)
    assert shown[0]["movable"] is movable


def test_a_booking_is_said_whole_to_who_cannot_see_it() -> None:
    shown = drawn(entry("a", "09:00"))["entries"]
    assert isinstance(shown, list)
    assert shown[0]["said"] == ("Thursday 26 November, 09:00 to 09:30, Cut with Mina, booked, phone number kept secret")


def test_a_booking_over_midnight_ends_with_its_day() -> None:
    shown = drawn(entry("late", "23:30", 60))
    assert shown["to"] == 24 * 60
    assert isinstance(shown["entries"], list)
    assert shown["entries"][0]["to"] == 24 * 60


def test_a_month_is_whole_weeks() -> None:
    days = month_days(date(2026, 11, 26))
    assert (days[0], days[-1]) == (date(2026, 10, 26), date(2026, 12, 6))
    assert week_days(date(2026, 11, 26))[0] == date(2026, 11, 23)


def test_a_square_names_the_first_three_and_counts_the_others() -> None:
    booked = [entry(str(n), f"{9 + n:02}:00") for n in range(5)] + [entry("gone", "08:00", state="cancelled")]
    squares = month(DAY, booked, now=NOW, closed=lambda day: None if day.weekday() < 5 else "")["squares"]
    square = next(one for one in squares if one["day"] == "2026-11-26")
    assert [one["when"] for one in square["entries"]] == ["09:00", "10:00", "11:00"]
    assert (square["count"], square["more"], square["closed"]) == (5, 2, False)
    assert square["said"] == "Thursday 26 November: 5 bookings"
    assert next(one for one in squares if one["day"] == "2026-11-28")["said"].endswith("nothing booked, closed")
