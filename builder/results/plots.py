"""Plots of survey results: one bar per answer with its number on it, and the score over the months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair
import pandas as pd
import streamlit as st

from builder.plots import bars
from workspace.survey_results.numbers import Bar
from workspace.survey_results.read import Month

# The bars, the quiet ink of labels, the ink of numbers.
COLORS = {"light": ("#0B5D51", "#5A6763", "#1A2321"), "dark": ("#4FB8A3", "#9FB0AA", "#ECEFEA")}


def colors() -> tuple[str, str, str]:
    """The colours of the theme the reader has."""
    return COLORS["dark" if st.context.theme.type == "dark" else "light"]


def shares(answers: Sequence[Bar], ink: Sequence[str]) -> Any:
    """A bar per answer in the order of the question, its count and share at its end."""
    fill, quiet, strong = ink
    rows = [(bar.label, bar.share, f"{bar.count:,}  ·  {100 * bar.share:.0f} %") for bar in answers]
    return bars(rows, fill, strong, quiet)


def trend(months: Sequence[Month], ink: Sequence[str]) -> Any:
    """The Net Promoter Score by month with its 95 % interval."""
    rows = [
        {
            "month": f"{one.month:%b} {one.month.year}",
            "score": one.score.value,
            "low": one.score.low,
            "high": one.score.high,
            "shown": f"{one.score.value:.0f}",
        }
        for one in months
    ]
    base = altair.Chart(pd.DataFrame(rows)).encode(
        x=altair.X(
            "month:N", sort=None, title=None,
            axis=altair.Axis(labelAngle=0, ticks=False, domain=False, labelFontSize=14, labelColor=ink[1]),
        )
    )  # fmt: skip
    scale = altair.Scale(domain=[-100, 100])
    reach = base.mark_rule(strokeWidth=6, opacity=0.25, color=ink[0], strokeCap="round").encode(
        y=altair.Y("low:Q", scale=scale, axis=None), y2="high:Q"
    )
    points = base.mark_point(filled=True, size=90, color=ink[0], opacity=1).encode(y=altair.Y("score:Q", scale=scale))
    said = base.mark_text(dx=16, fontSize=14, color=ink[2]).encode(y=altair.Y("score:Q", scale=scale), text="shown:N")
    return altair.layer(reach, points, said).properties(height=220).configure_view(stroke=None)
