"""Plots: pine first, words on the marks instead of legends, and no frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair
import pandas as pd

from workspace.insights import Day

OUTCOMES = ("Answered", "Handed to a person", "Not answered", "Stopped")
NUMBERED = 14  # with more days the numbers would touch


def outcomes(days: Sequence[Day], colors: Sequence[str]) -> Any:
    """Messages a day, a line of bars for each way they ended, its name on the line. The last colour is the ink."""
    top = max(1, *(part for day in days for part in _parts(day)))
    rows = [
        {
            "day": f"{d.day.day} {d.day:%b}",
            "outcome": name,
            "messages": number,
            "foot": len(OUTCOMES) - 1 - i,
            "head": len(OUTCOMES) - 1 - i + 0.7 * number / top,
            "shown": f"{number:,}" if number and len(days) <= NUMBERED else "",
        }
        for d in days
        for i, (name, number) in enumerate(zip(OUTCOMES, _parts(d), strict=True))
    ]
    every = max(1, len(days) // 7)
    shown = [f"{d.day.day} {d.day:%b}" for d in days[::-1][::every]]
    names = ", ".join(f"'{name}'" for name in OUTCOMES[::-1])
    line = altair.Axis(
        values=[0.3, 1.3, 2.3, 3.3], labelExpr=f"[{names}][floor(datum.value)]", ticks=False, domain=False, grid=False,
        labelFontSize=14, labelColor=colors[-1], labelLimit=160, labelPadding=12,
    )  # fmt: skip
    base = altair.Chart(pd.DataFrame(rows)).encode(
        x=altair.X(
            "day:N", sort=None, title=None,
            axis=altair.Axis(
                values=shown, labelAngle=0, labelOverlap="greedy", labelSeparation=8, ticks=False, domain=False,
                labelFontSize=14,
            ),
        ),
        tooltip=[
            altair.Tooltip("day:N", title="Day"),
            altair.Tooltip("outcome:N", title="How it ended"),
            altair.Tooltip("messages:Q", title="Messages"),
        ],
    )  # fmt: skip
    bars = base.mark_bar(cornerRadius=2, size=max(3, min(36, 420 // max(1, len(days))))).encode(
        y=altair.Y("foot:Q", title=None, axis=line, scale=altair.Scale(domain=[0, len(OUTCOMES)])),
        y2="head:Q",
        color=altair.Color(
            "outcome:N", scale=altair.Scale(domain=list(OUTCOMES), range=list(colors[:-1])), legend=None
        ),
    )
    numbers = base.mark_text(dy=-9, fontSize=14, color=colors[-1]).encode(y="head:Q", text="shown:N")
    return altair.layer(bars, numbers).properties(height=260).configure_view(stroke=None)


def bars(rows: Sequence[tuple[str, float, str]], fill: str, label: str, ink: str) -> Any:
    """A line of a bar for each name in the order given, what is said of it at its end."""
    frame = pd.DataFrame(rows, columns=["name", "number", "shown"])
    top = max(1e-9, *frame["number"]) if rows else 1
    names = altair.Axis(ticks=False, domain=False, labelFontSize=14, labelLimit=200, labelPadding=10, labelColor=label)
    base = altair.Chart(frame).encode(
        y=altair.Y("name:N", sort=None, title=None, axis=names),
        x=altair.X("number:Q", title=None, axis=None, scale=altair.Scale(domain=[0, top * 1.5])),
        tooltip=[altair.Tooltip("name:N", title=""), altair.Tooltip("shown:N", title="How many")],
    )
    drawn = base.mark_bar(color=fill, cornerRadius=4, size=16)
    numbers = base.mark_text(align="left", dx=6, fontSize=14, color=ink).encode(text="shown:N")
    return altair.layer(drawn, numbers).properties(height=30 * max(3, len(frame))).configure_view(stroke=None)


def _parts(day: Day) -> tuple[int, int, int, int]:
    return day.answered, day.handed_over, day.unanswered, day.blocked
