"""Plots of bookings: few days as days, many as weeks, and shares by those who were to come."""

from __future__ import annotations

from datetime import date, timedelta

from builder.bookings.figures import COLORS, missed, over_time
from builder.plots import bars
from workspace.bookings import DayCount

MONDAY = date(2026, 11, 2)


def days(number: int) -> list[DayCount]:
    return [DayCount(MONDAY + timedelta(days=n), booked=2, cancelled=1, no_show=n % 2) for n in range(number)]


def test_a_month_is_drawn_by_day_with_the_cancelled_below_the_line() -> None:
    frame = over_time(days(30), COLORS["light"]).data
    assert len(set(frame["label"])) == 30
    assert set(frame[frame["what"] == "Cancelled"]["number"]) == {-1}
    assert list(frame[frame["what"] == "Booked"]["number"])[:2] == [2, 3], "who did not come had booked"


def test_a_year_is_drawn_by_week() -> None:
    frame = over_time(days(70), COLORS["light"]).data
    assert len(set(frame["label"])) == 10
    assert frame[frame["what"] == "Booked"]["number"].sum() == 70 * 2 + 35


def test_who_did_not_come_is_a_share_of_those_who_were_to() -> None:
    frame = missed(days(7), COLORS["dark"]).data
    assert list(frame["shown"]) == ["3 of 17"]


def test_a_plot_of_nothing_can_still_be_drawn() -> None:
    assert over_time([], COLORS["light"]).to_dict()
    assert missed([], COLORS["light"]).to_dict()
    assert bars([("Booked", 0, "0")], *COLORS["light"][:3]).to_dict()
