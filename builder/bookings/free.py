"""Next week's free times beside the form, by the rules as they are being edited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from bots.schema.booking import BookingFile
from builder import words
from builder.bookings.layout import short_day
from builder.components.freeweek import FreeDay, freeweek
from builder.editor import Bench
from builder.heading import quiet
from workspace import bookings
from workspace.bookings import FreeTime


def free(bench: Bench, rules: BookingFile, *, wrong: bool, changed: bool) -> None:
    """Draw the week. ``wrong``: what is being edited cannot be, and the week is the saved one."""
    first = _monday(bench.desk.app.clock().astimezone(ZoneInfo(rules.timezone)).date())
    last = first + timedelta(days=6)
    with st.container(border=True, key="free:week", gap="xsmall"):
        names = {service.id: service.name for service in rules.services}
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown("**Free next week**", width="content")
            service = next(iter(names))
            if len(names) > 1:
                service = st.selectbox(
                    "Service", list(names), format_func=names.__getitem__, label_visibility="collapsed", width=180,
                    key="free:service",
                )  # fmt: skip
        found = bookings.preview(bench.desk, rules, service, first, last)
        days = [_day(first + timedelta(days=n), found, rules) for n in range(7)]
        freeweek(days, old=wrong, key="freeweek")
        quiet(_said(wrong=wrong, changed=changed))


def _said(*, wrong: bool, changed: bool) -> str:
    if wrong:
        return "As it was before: what you are changing cannot be yet, as the form says."
    what = "With your changes, which are not saved yet." if changed else "By the rules of this draft."
    return f"{what} Nothing is counted as booked here."


def _day(day: date, found: Sequence[FreeTime], rules: BookingFile) -> FreeDay:
    starts = sorted({one.start for one in found if one.start.date() == day})
    if not starts:
        return FreeDay(short_day(day), "none", "", ())
    step = rules.slot_minutes
    minutes = [start.hour * 60 + start.minute for start in starts]
    spans: list[list[int]] = []
    for minute in minutes:
        if spans and minute <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], minute + step)
        else:
            spans.append([minute, minute + step])
    said = ", ".join(f"{_clock(a)} to {_clock(b - step)}" if b - a > step else _clock(a) for a, b in spans[:3])
    more = f" and {words.many(len(spans) - 3, 'stretch', 'stretches')} more" if len(spans) > 3 else ""
    return FreeDay(
        short_day(day), words.many(len(starts), "time"), f"Begins {said}{more}", tuple((a, b) for a, b in spans)
    )


def _monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
