"""Public holidays of a country, and which of them are worked on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from bots.schema import public_days as calendar
from builder.bookings.layout import short_day

AHEAD = timedelta(days=365)  # holidays shown


def public_days(value: Mapping[str, Any] | None, *, key: str, today: date, empty: str) -> dict[str, Any] | None:
    """Draw country, region and the coming holidays; None when nothing is chosen."""
    names = dict(sorted(calendar.names().items(), key=lambda item: item[1]))
    now = value or {"country": "", "region": "", "open": []}
    left, right = st.columns(2)
    with left:
        countries = ["", *names]
        at = countries.index(now["country"]) if now["country"] in names else 0
        country = st.selectbox(
            "Closed on the public holidays of",
            countries,
            at,
            format_func=lambda c: names.get(c, empty),
            key=f"{key}:country",
        )
    if not country:
        return None
    parts = ["", *(calendar.regions(country) or ())]
    with right:
        at = parts.index(now["region"]) if now["region"] in parts else 0
        region = st.selectbox(
            "Region", parts, at, format_func=lambda part: part or "The whole country", disabled=len(parts) == 1,
            key=f"{key}:region:{country}",
        )  # fmt: skip
    days = calendar.coming(country, region, today, today + AHEAD)
    shown = {day.isoformat(): f"{name}, {short_day(day)} {day:%b}" for day, name in days.items()}
    with st.expander(f"{len(days)} days of the coming year are closed", expanded=bool(now["open"])):
        worked = st.pills(
            "Holidays you work on", list(shown), selection_mode="multi", format_func=shown.__getitem__,
            default=[day for day in now["open"] if day in shown], key=f"{key}:open:{country}:{region}",
        )  # fmt: skip
    past = [day for day in now["open"] if day not in shown and country == now["country"]]
    return {"country": country, "region": region, "open": sorted([*past, *worked])}
