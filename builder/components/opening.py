"""Hours of a week, and of single dates that differ from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bots.schema.booking import Hours, Spans
from builder.components import register

_opening = register("opening")
DAYS: Mapping[str, str] = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip


def week(
    hours: Hours,
    *,
    version: str,
    key: str,
    fixed: bool = False,
    breaks: bool = False,
    wrong: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Draw a week; the hours as they are now, saved or not. ``wrong`` says beside a day what is wrong with it."""
    rows = [{"id": day, "label": label, "day": "", "spans": _lists(hours.get(day, ()))} for day, label in DAYS.items()]  # type: ignore[call-overload]
    words = (
        {"shut": "No break", "another": "Another break", "first": ["12:00", "13:00"]}
        if breaks
        else {"shut": "Closed", "another": "Add hours", "first": ["09:00", "17:00"]}
    )
    value = _drawn(rows, {"dates": False, "none": "", "today": "", **words}, version, key, fixed, wrong)
    return {str(row["id"]): tuple(_pairs(row["spans"])) for row in value if row["spans"]}


def dates(
    days: Mapping[str, Spans],
    *,
    version: str,
    today: str,
    key: str,
    fixed: bool = False,
    wrong: Mapping[str, str] | None = None,
) -> dict[str, Spans]:
    """Draw single dates, each closed or with hours; those given and those added, by date."""
    rows = [{"id": day, "label": day, "day": day, "spans": _lists(spans)} for day, spans in sorted(days.items())]
    words = {
        "shut": "Closed",
        "another": "Add hours",
        "first": ["09:00", "13:00"],
        "none": "No day differs from the week.",
    }
    value = _drawn(rows, {"dates": True, "today": today, **words}, version, key, fixed, wrong)
    return {str(row["day"]): tuple(_pairs(row["spans"])) for row in value if row["day"]}


def _drawn(
    rows: Sequence[dict[str, Any]],
    said: Mapping[str, Any],
    version: str,
    key: str,
    fixed: bool,
    wrong: Mapping[str, str] | None,
) -> Sequence[Mapping[str, Any]]:
    result = _opening(
        key=f"{key}:{version}",
        data={"rows": list(rows), "version": version, "name": key, "fixed": fixed, "wrong": dict(wrong or {}), **said},
        default={"value": None},
        on_value_change=lambda: None,
    )
    value = result.get("value")
    return rows if value is None else value


def _lists(spans: Spans) -> list[list[str]]:
    return [list(span) for span in spans]


def _pairs(spans: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    return [(str(a), str(b)) for a, b in spans]
