"""The trend of the test questions: three lines, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import altair
import pandas as pd

from workspace.bench import Run

COLORS = {"light": ("#0B5D51", "#5A6763", "#8A5A00", "#1A2321"), "dark": ("#4FB8A3", "#9FB0AA", "#E8B94A", "#ECEFEA")}
_LINES = {"Right source named": "cited", "Found in the first five": "five", "Rightly not answered": "refused"}


def trend(runs: Sequence[Run], colors: Sequence[str]) -> Any:
    """Shares over the runs, oldest at the left; a line that has no question of its kind is left out."""
    rows = [
        {"run": number, "when": f"{run.at.day} {run.at:%b}, {run.why}", "what": name, "share": share}
        for number, run in enumerate(runs, start=1)
        for name, field in _LINES.items()
        if (share := getattr(run, field)) is not None
    ]
    frame = pd.DataFrame(rows, columns=["run", "when", "what", "share"])
    base = altair.Chart(frame).encode(
        x=altair.X("run:Q", title="Runs", axis=altair.Axis(tickMinStep=1, format="d", grid=False),
                   scale=altair.Scale(domain=[1, max(2, len(runs)) * 1.25], nice=False)),
        y=altair.Y("share:Q", title=None, axis=altair.Axis(format="%", tickCount=3), scale=altair.Scale(domain=[0, 1])),
        color=altair.Color("what:N", scale=altair.Scale(domain=list(_LINES), range=list(colors[:3])), legend=None),
        tooltip=[
            altair.Tooltip("when:N", title="When"), altair.Tooltip("what:N", title="What"),
            altair.Tooltip("share:Q", title="Share", format=".0%"),
        ],
    )  # fmt: skip
    ends = frame[frame["run"] == len(runs)].copy()
    ends["share"] = _apart(list(ends["share"]))
    names = (
        altair.Chart(ends)
        .mark_text(align="left", dx=8, fontSize=13, color=colors[3])
        .encode(x="run:Q", y="share:Q", text="what:N")
    )
    return (base.mark_line(strokeWidth=2, point=True) + names).properties(height=200)


def _apart(shares: list[float], least: float = 0.1) -> list[float]:
    """Places for the names, far enough from each other to be read."""
    placed = list(shares)
    order = sorted(range(len(placed)), key=lambda i: placed[i], reverse=True)
    for above, below in pairwise(order):
        placed[below] = min(placed[below], placed[above] - least)
    return placed
