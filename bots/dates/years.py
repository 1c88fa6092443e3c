"""Years and more: 2014, 2014-2018, the 1990s, the nineties, the 15th century, August 99, the year to date."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.names import month_at, year_at
from bots.dates.pieces import Span
from bots.dates.reading import Reading

_BEFORE_A_YEAR = frozenset("in of en du im nel em for year jahr ano jaar de del annee anno an l".split())
_TENS = {word: 10 * (n + 1) for n, word in enumerate(
    "tens twenties thirties forties fifties sixties seventies eighties nineties".split())}  # fmt: skip


def years(r: Reading, i: int) -> Span | None:
    """Whole years, decades and centuries."""
    return _decade(r, i) or _century(r, i) or _to_date(r, i) or _short_year(r, i) or _year(r, i)


def _year(r: Reading, i: int) -> Span | None:
    """2014 as a whole message or behind in and from; 2014-2018."""
    opened = r.skip("from", i)
    year = year_at(r, opened)
    if year is None or (r.glued(opened) and r.at(opened - 1) in ("-", "+", "/", ".", "_")):
        return None
    joint = r.has("to", year[1])
    second = year_at(r, joint) if joint is not None else None
    if second is not None and second[0] > year[0]:
        return _span(year[0], second[0] - year[0], second[1])
    sign = i == 1 and len(r.tokens) == 2 and r.at(0) == "="
    alone = len(r.tokens) == year[1] - opened or sign
    if (not alone and r.at(i - 1) not in _BEFORE_A_YEAR) or (r.glued(opened) and not sign) or r.unit(year[1]):
        return None
    return _span(year[0], 1, year[1])


def _span(first: int, length: int, end: int) -> Span:
    return Span(date(first, 1, 1), date(first + length, 1, 1), end)


def _decade(r: Reading, i: int) -> Span | None:
    """The 1990s, the 1970's, the '40s, 90 s, the nineties, the two thousands."""
    start = i + 1 if r.at(i) == "the" else i
    start = start + 1 if r.at(start) in ("'", "’") else start
    if r.at(start) in _TENS and r.at(start) != "tens":
        return _coming(r, _TENS[r.at(start)], start + 1)
    if r.at(start) == "two" and r.at(start + 1) == "thousands":
        return _span(2000, 10, start + 2)
    named = year_at(r, start) if r.at(start).isalpha() else None
    if named is not None and named[0] % 100 == 0:
        tens = _TENS.get(r.at(named[1] + (r.at(named[1]) == "and")))
        return _span(named[0] + tens, 10, named[1] + 1 + (r.at(named[1]) == "and")) if tens else None
    text = r.at(start)
    end = start + 1 + (r.at(start + 1) in ("'", "’"))
    if not text.isdigit() or r.at(end) != "s" or int(text) % 10 or r.words.language != "en":
        return None
    if len(text) == 4 and 1000 <= int(text) <= 2900:
        return _span(int(text), 10, end + 1)
    return _coming(r, int(text), end + 1) if len(text) == 2 else None


def _coming(r: Reading, tens: int, end: int) -> Span:
    """A decade of this century and of the last: nearest not in the past first."""
    century = r.now.year // 100 * 100
    first = century + tens if century + tens + 9 >= r.now.year else century + 100 + tens
    behind = (date(first - 100, 1, 1), date(first - 90, 1, 1))
    return Span(date(first, 1, 1), date(first + 10, 1, 1), end, other=behind)


def _century(r: Reading, i: int) -> Span | None:
    ordinal = r.ordinal(i + 1 if r.at(i) in ("the", "das", "het", "de", "le", "el") else i)
    unit = r.unit(ordinal[1]) if ordinal else None
    if ordinal is None or unit is None or unit[0] != "century" or not 2 <= ordinal[0] <= 25:
        return None
    return _span(100 * (ordinal[0] - 1), 100, unit[1])


def _to_date(r: Reading, i: int) -> Span | None:
    end = r.has("year_to_date", i)
    return Span(date(r.now.year, 1, 1), r.now.date(), end) if end is not None else None


def _short_year(r: Reading, i: int) -> Span | None:
    """August 99, June '05: two digits that cannot be a day."""
    month = month_at(r, i)
    if month is None:
        return None
    sign = r.at(month[1]) in ("'", "’")
    number = r.digits(month[1] + sign, 0 if sign else 32, 99)
    if number is None or len(r.at(month[1] + sign)) != 2 or r.at(number[1]) in (":", "%", "."):
        return None
    year = 2000 + number[0] if number[0] < 70 else 1900 + number[0]
    first = date(year, month[0], 1)
    return Span(first, (first + timedelta(days=31)).replace(day=1), number[1])
