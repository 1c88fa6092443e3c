"""Choosing a free time: a day, the times of that day, and the next days that have any when it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import streamlit as st

from builder.bookings.layout import long_day
from builder.bookings.rules import Rules
from builder.heading import quiet
from workspace import bookings
from workspace.bookings import FreeTime
from workspace.roles import Desk

LOOK_AHEAD = 14  # days searched for the next free times when a day has none
NEXT = 6


@dataclass(frozen=True, slots=True)
class Sought:
    """What a time is looked for: a service, by somebody or anybody, for so many, at best then; ``moving`` frees its own
    time."""

    service: str
    staff: str | None
    day: date
    wanted: datetime | None = None
    moving: str = ""
    people: int = 1


def pick(desk: Desk, rules: Rules, sought: Sought, *, key: str) -> FreeTime | None:
    """Draw the choice; the free time chosen. The wanted one is chosen from the start when it is free."""

    def free(first: date, until: date) -> list[FreeTime]:
        return _once(
            bookings.free_times(
                desk,
                rules.bot,
                sought.service,
                first,
                until,
                staff=sought.staff,
                moving=sought.moving,
                people=sought.people,
            )
        )

    today = rules.now.date()
    last = today + timedelta(days=rules.config.horizon_days)
    chosen = st.date_input(
        "Day", min(max(sought.day, today), last), min_value=today, max_value=last, format="DD.MM.YYYY", key=f"{key}:day"
    )
    assert isinstance(chosen, date)
    place = f"{chosen}:{sought.service}:{sought.staff}:{sought.people}"
    found = free(chosen, chosen)
    if found:
        return _times(found, sought.wanted, f"{key}:at:{place}", "Free times")
    quiet(f"Nothing is free on {long_day(chosen)}.")
    until = min(chosen + timedelta(days=LOOK_AHEAD), last)
    later = free(chosen, until)[:NEXT]
    if not later:
        quiet(f"Nor on the {LOOK_AHEAD} days after it.")
        return None
    return _times(later, None, f"{key}:next:{place}", "The next free times", days=True)


def _times(
    found: Sequence[FreeTime], wanted: datetime | None, key: str, label: str, *, days: bool = False
) -> FreeTime | None:
    starts = {one.start: one for one in found}
    default = next((start for start in starts if start == wanted), None)
    if wanted is not None and default is None:
        quiet(f"{wanted:%H:%M} is not free; these are.")
    picked = st.pills(
        label,
        list(starts),
        default=default,
        format_func=lambda start: (
            f"{start:%a} {start.day} {start:%b}, {start:%H:%M}" if days else _clock(start, starts)
        ),
        key=key,
    )
    return starts[picked] if picked is not None else None


def _clock(start: datetime, among: Sequence[datetime] | dict[datetime, FreeTime]) -> str:
    """The wall time; on the night it comes twice, with the zone's letters."""
    twice = sum(f"{other:%H:%M}" == f"{start:%H:%M}" for other in among) > 1
    return f"{start:%H:%M %Z}" if twice else f"{start:%H:%M}"


def _once(found: Sequence[FreeTime]) -> list[FreeTime]:
    """Each time once, however many people are free then."""
    return list({one.start: one for one in reversed(found)}.values())[::-1]
