"""Days some units away: pure calendar arithmetic."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from bots.dates.reading import Reading

WEEK = timedelta(days=7)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def date_of(year: int, month: int, number: int) -> date | None:
    """The date of a year, month and day; None when no calendar holds it (30 February)."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def shifted(start: date, amount: float, unit: str, sign: int = 1) -> date | None:
    """A day some units away."""
    count = int(sign * amount)
    if unit in ("day", "week", "fortnight"):
        return start + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if unit in _MONTHS:
        months = start.year * 12 + start.month - 1 + count * _MONTHS[unit]
        year, month = divmod(months, 12)
        if not 1 <= year <= 9998:
            return None
        return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
    if unit == "workday":
        return _workdays(start, count)
    return None


def _workdays(start: date, count: int) -> date:
    step = 1 if count >= 0 else -1
    while count:
        start += timedelta(days=step)
        if start.weekday() < 5:
            count -= step
    return start


def week_start(day_: date) -> date:
    """The Monday of a day's week."""
    return day_ - timedelta(days=day_.weekday())


def nearest(r: Reading, month: int, number: int) -> tuple[date | None, date | None]:
    """The day of a month without its year: the one to book by and the other."""
    today = r.now.date()
    years = range(today.year - 9, today.year + 10)
    days = [d for y in years if (d := date_of(y, month, number)) is not None]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d < today), None)
    return (behind, ahead) if r.reference.past else (ahead, behind)


def nth_weekday_of(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th weekday of a month; -1 is the last."""
    days = [date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    fitting = [d for d in days if d.weekday() == weekday]
    if n == -1:
        return fitting[-1]
    return fitting[n - 1] if n <= len(fitting) else None
