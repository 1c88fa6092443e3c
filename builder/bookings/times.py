"""Hours, breaks and single days of a business, of one of its places or of one person, as one part of a form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from bots.schema.booking import Hours, Spans
from builder.components.opening import DAYS, dates, week
from builder.heading import quiet

WEEK = frozenset(DAYS)


def own_hours(label: str, value: Hours | None, *, key: str, version: str, fixed: bool) -> dict[str, Any] | None:
    """Hours somebody may have of their own; None: those of the business."""
    given = {day: tuple(map(tuple, spans)) for day, spans in value.items()} if value is not None else None
    if not st.toggle(label, given is not None, key=f"{key}:own", disabled=fixed):
        return None
    return week(given or {}, key=key, version=version, fixed=fixed)  # type: ignore[arg-type]


def breaks(value: Hours | None, *, key: str, version: str, fixed: bool) -> dict[str, Any]:
    """A week of breaks, folded until there is one."""
    given = {day: tuple(map(tuple, spans)) for day, spans in (value or {}).items()}
    with st.expander("Breaks", expanded=bool(given)):
        return week(given, key=key, version=version, fixed=fixed, breaks=True)  # type: ignore[arg-type]


def single_days(
    closed: tuple[str, ...], special: Mapping[str, Spans], *, today: date, key: str, version: str, fixed: bool
) -> tuple[list[str], list[dict[str, Any]]]:
    """Days that differ from the week: those that are closed, and those with other hours. Past ones stay unseen."""
    now = today.isoformat()
    given: dict[str, Spans] = dict.fromkeys(closed, ()) | dict(special)
    past = {day: spans for day, spans in given.items() if day < now}
    coming = {day: spans for day, spans in given.items() if day >= now}
    shown = past | dates(coming, key=key, version=version, today=now, fixed=fixed)
    if past:
        quiet(f"{len(past)} past days are not shown.")
    shut = sorted(day for day, spans in shown.items() if not spans)
    other = [{"day": day, "hours": [list(s) for s in spans]} for day, spans in sorted(shown.items()) if spans]
    return shut, other
