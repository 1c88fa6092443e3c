"""Hours, breaks and single days of a business, of one of its places or of one person, as one part of a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from bots.schema.booking import Hours, Spans
from builder.components.opening import DAYS, dates, week
from builder.heading import quiet

WEEK = frozenset(DAYS)
WRONG = "edit:wrong"  # what the last check said, by place of the file; ``editing`` keeps it


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose times they are: the place in the file ("" the business, "staff.theo"), and how they are drawn."""

    path: str
    version: str
    fixed: bool
    today: date

    def at(self, key: str) -> str:
        """The place of a key of this owner."""
        return f"{self.path}.{key}" if self.path else key

    def wrong(self, key: str) -> dict[str, str]:
        """What the last check said is wrong with a key, by day."""
        said: Mapping[str, str] = st.session_state.get(WRONG, {})
        start = f"{self.at(key)}."
        return {place[len(start) :].split(".")[0]: why for place, why in said.items() if place.startswith(start)}


def weekly(value: Mapping[str, Any], owner: Owner, key: str = "hours") -> dict[str, Any]:
    """A week of opening hours, or of breaks."""
    given: Hours = {day: tuple((a, b) for a, b in spans) for day, spans in value.items()}  # type: ignore[misc]
    return week(
        given,
        key=owner.at(key),
        version=owner.version,
        fixed=owner.fixed,
        breaks=key == "breaks",
        wrong=owner.wrong(key),
    )


def own_hours(label: str, value: Mapping[str, Any] | None, owner: Owner) -> dict[str, Any] | None:
    """Hours somebody may have of their own; None: those of the business."""
    own = st.toggle(label, value is not None, key=f"{owner.at('own')}:{owner.version}", disabled=owner.fixed)
    return weekly(value or {}, owner) if own else None


def breaks(value: Mapping[str, Any] | None, owner: Owner) -> dict[str, Any]:
    """A week of breaks, folded until there is one."""
    with st.expander("Breaks", expanded=bool(value)):
        return weekly(value or {}, owner, "breaks")


def single_days(closed: list[str], special: list[dict[str, Any]], owner: Owner) -> dict[str, Any]:
    """Days that differ from the week: those that are closed, and those with other hours. Past ones stay unseen."""
    now = owner.today.isoformat()
    given: dict[str, Spans] = dict.fromkeys(closed, ())
    given |= {one["day"]: tuple((a, b) for a, b in one["hours"]) for one in special}
    past = {day: spans for day, spans in given.items() if day < now}
    coming = {day: spans for day, spans in given.items() if day >= now}
    shown = past | dates(
        coming, key=owner.at("days"), version=owner.version, today=now, fixed=owner.fixed, wrong=owner.wrong("special")
    )
    if past:
        quiet(f"{len(past)} past days are not shown.")
    return {
        "closed": sorted(day for day, spans in shown.items() if not spans),
        "special": [{"day": day, "hours": [list(s) for s in spans]} for day, spans in sorted(shown.items()) if spans],
    }
