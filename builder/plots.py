"""Plots: pine first, words on the marks instead of legends, and no frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair
import pandas as pd

from workspace.insights import Day

OUTCOMES = ("Answered", "Handed to a person", "Not answered", "Stopped")


def outcomes(days: Sequence[Day], colors: Sequence[str]) -> Any:
    """Turns a day, stacked by how they ended; the last colour is for what to notice."""
    rows = [
        {"day": f"{d.day.day} {d.day:%b}", "outcome": name, "turns": number, "order": i}
        for d in days
        for i, (name, number) in enumerate(zip(OUTCOMES, _parts(d), strict=True))
    ]
    every = max(1, len(days) // 10)
    shown = [f"{d.day.day} {d.day:%b}" for d in days[::-1][::every]]
    return (
        altair.Chart(pd.DataFrame(rows))
        .mark_bar(cornerRadius=2, size=max(4, min(56, 560 // max(1, len(days)))))
        .encode(
            x=altair.X("day:N", sort=None, title=None, axis=altair.Axis(values=shown, labelAngle=0, ticks=False)),
            y=altair.Y("turns:Q", title="Messages a day", axis=altair.Axis(tickMinStep=1, tickCount=4)),
            color=altair.Color(
                "outcome:N",
                scale=altair.Scale(domain=list(OUTCOMES), range=list(colors)),
                legend=altair.Legend(orient="top", title=None),
            ),
            order="order:O",
            tooltip=[
                altair.Tooltip("day:N", title="Day"),
                altair.Tooltip("outcome:N", title="How it ended"),
                altair.Tooltip("turns:Q", title="Messages"),
            ],
        )
        .properties(height=240)
    )


def _parts(day: Day) -> tuple[int, int, int, int]:
    rest = max(0, day.turns - day.handed_over - day.unanswered - day.blocked)
    return rest, day.handed_over, day.unanswered, day.blocked
