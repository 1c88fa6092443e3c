"""Plots of a booking bot: over time, how long before, who did not come, from first word to booking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import altair
import pandas as pd
import streamlit as st

from builder import words
from builder.bookings.rules import Rules
from builder.empty import empty
from builder.heading import quiet
from builder.plots import bars
from workspace import bookings
from workspace.bookings import Counts, DayCount
from workspace.roles import Desk

PERIODS = {30: "30 days", 90: "90 days", 365: "12 months"}
# Booked, cancelled, not come (the one thing to notice), the ink of the axes, the ink of the words.
COLORS = {
    "light": ("#0B5D51", "#9AA6A2", "#E0A526", "#5A6763", "#1A2321"),
    "dark": ("#4FB8A3", "#6B7B76", "#E8B94A", "#9FB0AA", "#ECEFEA"),
}
LEADS = ((0, 0, "Same day"), (1, 1, "Day before"), (2, 3, "2–3 days"), (4, 7, "4–7 days"), (8, 14, "8–14 days"),
         (15, 30, "15–30 days"), (31, 10_000, "Longer"))  # fmt: skip
KEPT = ["Booked", "Cancelled"]
COUNTS = altair.Axis(tickMinStep=1, tickCount=4, labelExpr="abs(datum.value)", domain=False)
STEPS = {"began": "Opened the chat", "talked": "Wrote something", "summary": "Saw the summary", "booked": "Booked"}


def figures(desk: Desk, rules: Rules) -> None:
    """Draw the plots, each below the sentence that says what it shows."""
    days = st.segmented_control(
        "Period", list(PERIODS), default=30, required=True, format_func=lambda d: f"Last {PERIODS[d]}",
        label_visibility="collapsed", key="bookings:period",
    )  # fmt: skip
    today = rules.now.date()
    seen = bookings.counts(desk, rules.bot, today - timedelta(days=days - 1), today)
    booked = sum(day.booked + day.no_show for day in seen.days)
    if not booked and not any(seen.funnel.values()):
        empty(
            "Nothing to draw yet", "After the first bookings you see here when they fall and how customers got there."
        )
        return
    colors = COLORS["dark" if st.context.theme.type == "dark" else "light"]
    with st.container(border=True):
        _titled(_over_time(seen.days, booked), over_time(seen.days, colors))
    left, right = st.columns(2, gap="medium")
    with left, st.container(border=True, height="stretch"):
        _titled(_lead(seen.lead), bars(_leads(seen.lead), *_ink(colors)))
    with right, st.container(border=True, height="stretch"):
        if seen.funnel.get("began"):
            _titled(_funnel(seen.funnel), bars(_steps(seen.funnel), *_ink(colors)))
            quiet("Talks of the chat; what was added by hand is not among them.")
        else:
            st.markdown("**Nobody has opened the chat in this time.**")
            quiet("From the first message to a booking: how many customers got how far stands here.")
    with st.container(border=True):
        _titled(_missed(seen), missed(seen.days, colors))


def over_time(days: Sequence[DayCount], colors: Sequence[str]) -> Any:
    """Appointments by day, or by week when the days are many: those kept above the line, those cancelled below it."""
    rows = [
        {"start": start, "label": label, "what": what, "number": sign * number, "shown": number}
        for start, label, total in _grouped(days)
        for what, number, sign in (("Booked", total.booked + total.no_show, 1), ("Cancelled", total.cancelled, -1))
    ]
    frame = pd.DataFrame(rows, columns=["start", "label", "what", "number", "shown"])
    order = list(dict.fromkeys(frame["label"]))
    bars = (
        altair.Chart(frame)
        .mark_bar(cornerRadius=2, size=max(3, min(28, 560 // max(1, len(order)))))
        .encode(
            x=_days_axis(order),
            y=altair.Y("number:Q", title=None, axis=COUNTS),
            color=altair.Color("what:N", scale=altair.Scale(domain=KEPT, range=list(colors[:2])), legend=None),
            tooltip=[altair.Tooltip("label:N", title="Day"), altair.Tooltip("what:N", title="What"),
                     altair.Tooltip("shown:Q", title="Appointments")],
        )
    )  # fmt: skip
    return bars.properties(height=220).configure_view(stroke=None).configure_axis(labelColor=colors[3])


def missed(days: Sequence[DayCount], colors: Sequence[str]) -> Any:
    """The share of appointments to which nobody came, week by week."""
    rows = [
        {"label": label, "share": total.no_show / came, "shown": f"{total.no_show} of {came}"}
        for _, label, total in _grouped(days, by=7)
        if (came := total.booked + total.no_show)
    ]
    frame = pd.DataFrame(rows, columns=["label", "share", "shown"])
    top = max([0.1, *frame["share"]])
    base = altair.Chart(frame).encode(
        x=_days_axis(list(frame["label"])),
        y=altair.Y("share:Q", title=None, scale=altair.Scale(domain=[0, top * 1.2]),
                   axis=altair.Axis(format="%", tickCount=3, domain=False)),
        tooltip=[altair.Tooltip("label:N", title="Week of"), altair.Tooltip("shown:N", title="Did not come")],
    )  # fmt: skip
    line = base.mark_line(color=colors[2], strokeWidth=2, point=altair.OverlayMarkDef(color=colors[2], size=50))
    return line.properties(height=160).configure_view(stroke=None).configure_axis(labelColor=colors[3])


def _ink(colors: Sequence[str]) -> tuple[str, str, str]:
    return colors[0], colors[3], colors[-1]


def _titled(sentence: str, chart: Any) -> None:
    st.markdown(f"**{words.plain(sentence)}**")
    st.altair_chart(chart, alt=sentence)


def _days_axis(order: list[str]) -> Any:
    every = max(1, len(order) // 8)
    return altair.X(
        "label:N", sort=None, title=None,
        axis=altair.Axis(values=order[::every], labelAngle=0, labelOverlap="greedy", ticks=False, domain=False,
                         labelFontSize=14),
    )  # fmt: skip


def _grouped(days: Sequence[DayCount], by: int = 0) -> list[tuple[date, str, DayCount]]:
    """Days as they are, or summed by week from Monday on when there are more than two months of them."""
    by = by or (7 if len(days) > 62 else 1)
    sums: dict[date, DayCount] = {}
    for one in sorted(days, key=lambda d: d.day):
        start = one.day - timedelta(days=one.day.weekday()) if by == 7 else one.day
        so_far = sums.get(start, DayCount(start, 0, 0, 0))
        sums[start] = DayCount(
            start, so_far.booked + one.booked, so_far.cancelled + one.cancelled, so_far.no_show + one.no_show
        )
    return [(start, f"{start.day} {start:%b}", total) for start, total in sums.items()]


def _leads(lead: Mapping[int, int]) -> list[tuple[str, int, str]]:
    sums = [(name, sum(n for days, n in lead.items() if low <= days <= high)) for low, high, name in LEADS]
    return [(name, number, f"{number:,}") for name, number in sums]


def _steps(funnel: Mapping[str, int]) -> list[tuple[str, int, str]]:
    first = funnel.get("began", 0)
    known = [(label, funnel.get(step, 0)) for step, label in STEPS.items()]
    return [(label, n, f"{n:,}" + (f" ({n / first:.0%})" if first and n != first else "")) for label, n in known]


def _over_time(days: Sequence[DayCount], booked: int) -> str:
    cancelled = sum(day.cancelled for day in days)
    busiest = max(days, key=lambda d: d.booked + d.no_show)
    said = f"{words.many(booked, 'appointment')} in this time."
    if cancelled:
        said += f" {cancelled:,} more were cancelled (below the line)."
    if booked:
        said += f" The fullest day was {busiest.day:%A} {busiest.day.day} {busiest.day:%B}."
    return said


def _lead(lead: Mapping[int, int]) -> str:
    total = sum(lead.values())
    if not total:
        return "How long before the day customers book."
    near = sum(n for days, n in lead.items() if days <= 3)
    return f"{near / total:.0%} book at most three days ahead."


def _funnel(funnel: Mapping[str, int]) -> str:
    began, booked = funnel.get("began", 0), funnel.get("booked", 0)
    return f"{booked / began:.0%} of talks ended with a booking."


def _missed(seen: Counts) -> str:
    missing = sum(day.no_show for day in seen.days)
    if not missing:
        return "Everybody came."
    return f"{seen.no_show_share:.0%} did not come: {words.many(missing, 'appointment')}."
