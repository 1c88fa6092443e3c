"""Feasts: Christmas, Easter Monday, the fourth Thursday of November."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.moves import nth_weekday_of
from bots.dates.names import behind_commas, year_at
from bots.dates.pieces import Day
from bots.dates.reading import Reading

_ARTICLES = frozenset("the el la le il lo o a der den dem am de het".split())


def holiday(r: Reading, i: int) -> Day | None:
    """A named feast at a word, of the year said or the nearest, and the word behind it; None where there is none."""
    key = r.key("holidays", i) or (r.key("holidays", i + 1) if r.at(i) in _ARTICLES else None)  # "el Viernes Santo"
    if key is None:
        return None
    year = year_at(r, r.skip("of", behind_commas(r, key[1])))
    today = r.now.date()
    named = _named_year(r, key[1])
    if named is not None:
        return Day(feast(key[0], today.year + named[0]), named[1])
    if year is not None:
        return Day(feast(key[0], year[0]), year[1])
    days = [feast(key[0], y) for y in range(today.year - 1, today.year + 2)]
    ahead = next(d for d in days if d >= today)
    behind = next(d for d in reversed(days) if d <= today)
    return Day(behind, key[1], ahead) if r.reference.past else Day(ahead, key[1], behind)


def _named_year(r: Reading, i: int) -> tuple[int, int] | None:
    """ "of next year", "this year"."""
    i = r.skip("of", i)
    for name, years in (("next", 1), ("this", 0), ("last", -1)):
        before = r.has(name, i)
        unit = r.unit(before) if before is not None else None
        if unit is not None and unit[0] == "year":
            return years, unit[1]
    return None


def feast(key: str, year: int) -> date:
    """The day of a feast: "12-25", "easter-2", or "11#3.4", November's fourth Thursday (and "+1", the day after)."""
    if key.startswith("easter"):
        return easter(year) + timedelta(days=int(key.removeprefix("easter") or 0))
    if "#" not in key:
        return date(year, int(key[:2]), int(key[3:]))
    month, _, rest = key.partition("#")
    which, _, later = rest.partition("+")
    weekday, n = which.split(".")
    found = nth_weekday_of(year, int(month), int(weekday), int(n))
    assert found is not None, "the word file names a weekday each month has"
    return found + timedelta(days=int(later or 0))


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, number = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, number + 1)
