"""Days by their number in a stretch: the 20th day of next month, the last day of the year, le deuxième jour d'août."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.moves import shifted, week_start
from bots.dates.names import year_at
from bots.dates.pieces import Day
from bots.dates.reading import Reading
from bots.dates.stretches import span_at

_ARTICLES = frozenset("the der die das el la le il o a de het l".split())


def day_of_stretch(r: Reading, i: int) -> Day | None:
    """the 20th day of next month, the last day of the year, le deuxième jour d'août."""
    at = i + 1 if r.at(i) in _ARTICLES else i
    ordinal = r.ordinal(at) or _long_ordinal(r, at)
    last = r.has("last", at) if ordinal is None else None
    behind = ordinal[1] if ordinal else last
    unit = r.unit(behind) if behind is not None else None
    if unit is None or unit[0] != "day":
        return None
    of = r.skip("of", unit[1])
    of = of + 1 if r.at(of) in _ARTICLES and r.unit(of + 1) is not None else of
    found = _stretch(r, of)
    if found is None:
        return None
    value = found[0] + timedelta(days=ordinal[0] - 1) if ordinal else found[1] - timedelta(days=1)
    return Day(value, found[2]) if found[0] <= value < found[1] else None


def _long_ordinal(r: Reading, i: int) -> tuple[int, int] | None:
    number = r.digits(i, 32, 366, 3)
    mark = r.has("ordinal_marks", number[1]) if number else None
    return (number[0], mark) if number and mark is not None and r.glued(number[1]) else None


def _stretch(r: Reading, i: int) -> tuple[date, date, int] | None:
    year = year_at(r, i)
    if year is not None:
        return date(year[0], 1, 1), date(year[0] + 1, 1, 1), year[1]
    whole = span_at(r, i)
    if whole is not None and whole.first and whole.last:
        ahead = r.reference.past and whole.first > r.now.date() and year_at(r, whole.end - 1) is None
        first, last = (shifted(day, -1 if ahead else 0, "year") for day in (whole.first, whole.last))
        return (first, last, whole.end) if first and last else None
    unit = r.unit(i)
    today = r.now.date()
    if unit is None or unit[0] not in ("week", "month", "year"):
        return None
    if unit[0] == "week":
        return week_start(today), week_start(today) + timedelta(days=7), unit[1]
    first = today.replace(day=1) if unit[0] == "month" else today.replace(month=1, day=1)
    last = shifted(first, 1, unit[0])
    return (first, last, unit[1]) if last else None
