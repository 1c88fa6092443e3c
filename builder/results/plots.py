"""Plots of survey results: one bar per answer with its number on it, and the score over the months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair
import pandas as pd
import streamlit as st

from workspace.survey_results.numbers import Bar
from workspace.survey_results.read import Month

# The bars, the quiet ink of labels, the ink of numbers.
COLORS = {"light": ("#0B5D51", "#5A6763", "#1A2321"), "dark": ("#4FB8A3", "#9FB0AA", "#ECEFEA")}
ROW, LONGEST = 30, 26  # points of height a bar takes; signs of a label


def colors() -> tuple[str, str, str]:
    """The colours of the theme the reader has."""
    return COLORS["dark" if st.context.theme.type == "dark" else "light"]


def shares(bars: Sequence[Bar], ink: Sequence[str]) -> Any:
    """A bar per answer in the order of the question, its count and share at its end."""
    rows = [
        {"answer": bar.label, "share": bar.share, "shown": f"{bar.count:,}  ·  {100 * bar.share:.0f} %"} for bar in bars
    ]
    axis = altair.Axis(
        title=None, ticks=False, domain=False, labelFontSize=14, labelLimit=220, labelPadding=8, labelColor=ink[2],
    )  # fmt: skip
    top = max(0.01, *(bar.share for bar in bars))
    base = altair.Chart(pd.DataFrame(rows)).encode(
        y=altair.Y("answer:N", sort=None, axis=axis),
        x=altair.X("share:Q", axis=None, scale=altair.Scale(domain=[0, top * 1.5])),
        tooltip=[altair.Tooltip("answer:N", title="Answer"), altair.Tooltip("shown:N", title="Answers")],
    )
    drawn = base.mark_bar(cornerRadius=4, height=14, color=ink[0])
    numbers = base.mark_text(align="left", dx=6, fontSize=14, color=ink[1]).encode(text="shown:N")
    return altair.layer(drawn, numbers).properties(height=ROW * max(3, len(rows))).configure_view(stroke=None)


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
