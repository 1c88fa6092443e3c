"""Stretches with a name: next week, the weekend, mid June, the next three days, the week of the 3rd, week 31, Q3."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.days import amounts, day
from bots.dates.moves import shifted, week_start
from bots.dates.names import behind_commas, month_at, year_at
from bots.dates.pieces import Span
from bots.dates.reading import Reading, once

_WHOLE = ("week", "workweek", "weekend", "month", "quarter", "year", "decade", "century")


@once
def named_unit(r: Reading, i: int) -> Span | None:
    """next week, this month, the weekend, la semaine prochaine, el mes que viene."""
    today = r.now.date()
    for name, count in (("after_next", 2), ("next", 1), ("last", -1), ("this", 0)):
        before = r.has(name, i)
        if before is None:
            continue
        unit = r.unit(before) or (r.unit(r.skip("mid", before)) if name == "this" else None)
        if unit is None or unit[0] not in _WHOLE:
            continue
        end = unit[1]
        moved = _moved_behind(r, end) if name == "this" else None
        weeks, end = moved or (count, end)
        found = _unit_span(today, unit[0], weeks)
        return Span(found[0], found[1], end) if found else None
    unit = r.unit(i)
    if unit is None:
        return None
    moved = _moved_behind(r, unit[1])
    if moved and unit[0] in _WHOLE:
        found = _unit_span(today, unit[0], moved[0])
        return Span(found[0], found[1], moved[1]) if found else None
    if unit[0] == "weekend":
        found = _unit_span(today, "weekend", 0)
        return Span(found[0], found[1], unit[1]) if found else None
    return None


def _unit_span(start: date, unit: str, count: int = 1) -> tuple[date, date] | None:  # noqa: PLR0911 - one per unit
    """The whole week, month … a day is in, moved by some."""
    if unit == "week":
        first = week_start(start) + timedelta(days=7 * count)
        return first, first + timedelta(days=7)
    if unit == "workweek":
        first = week_start(start) + timedelta(days=7 * count)
        return first, first + timedelta(days=5)
    if unit == "weekend":
        first = week_start(start) + timedelta(days=7 * count + 5)
        return first, first + timedelta(days=2)
    if unit == "month":
        begin = shifted(start.replace(day=1), count, "month")
        end = shifted(begin, 1, "month") if begin else None
        return (begin, end) if begin and end else None
    if unit == "quarter":
        begin = shifted(start.replace(month=(start.month - 1) // 3 * 3 + 1, day=1), 3 * count, "month")
        end = shifted(begin, 3, "month") if begin else None
        return (begin, end) if begin and end else None
    long = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if long is None:
        return None
    first_year = start.year // long * long + count * long
    return date(first_year, 1, 1), date(first_year + long, 1, 1)


def _moved_behind(r: Reading, end: int) -> tuple[int, int] | None:
    for name, count in (("after_next_behind", 2), ("next", 1), ("last", -1)):
        behind = r.has(name, end)
        if behind is not None and (r.words.language in ("es", "fr", "it", "pt") or count == 2):
            return count, behind
    return None


def _counted(r: Reading, i: int) -> Span | None:
    """the next three days, die letzten 2 Wochen, los proximos 5 dias, 5 upcoming years."""
    today = r.now.date()
    i = i + 1 if r.at(i) in ("the", "los", "las", "les", "le", "i", "os", "as", "die", "den", "de") else i
    for name, sign in (("next", 1), ("last", -1)):
        before = r.has(name, i)
        number = r.number(before) if before is not None else None
        few = r.has("few", before) if before is not None and number is None else None
        at = number[1] if number else few
        unit = r.unit(at) if at is not None else None
        if unit is None:
            number = r.number(i)
            middle = r.has(name, number[1]) if number else None
            unit = r.unit(middle) if middle is not None else None
        if unit is None and number is not None:
            unit = r.unit(number[1])
            behind = r.has(name, unit[1]) if unit else None
            unit = (unit[0], behind) if unit and behind is not None and r.words.language != "en" else None
        if unit is None or unit[0] in ("minute", "hour", "weekend"):
            continue
        amount = number[0] if number else 3
        if unit[0] in ("quarter", "decade", "century"):
            return _aligned(today, unit, amount, sign)
        far = shifted(today, amount, unit[0], sign)
        if far is not None and sign > 0:
            start = today + timedelta(days=1)
            return Span(start, far + timedelta(days=1), unit[1])
        if far is not None:
            return Span(far, today, unit[1])
    return None


def _aligned(today: date, unit: tuple[str, int], amount: int, sign: int) -> Span | None:
    """Whole quarters and decades before or after the present one."""
    near, far = _unit_span(today, unit[0], sign), _unit_span(today, unit[0], sign * amount)
    if near is None or far is None:
        return None
    return Span(near[0], far[1], unit[1]) if sign > 0 else Span(far[0], near[1], unit[1])


def _within(r: Reading, i: int) -> Span | None:
    opened = r.has("within", i)
    counted = amounts(r, opened) if opened is not None else None
    if counted is None or any(u in ("minute", "hour") for _, u in counted[0]):
        return None
    today = far = r.now.date()
    for amount, unit in counted[0]:
        moved = shifted(far, amount, unit)
        far = moved or far
    return Span(today, far, counted[1])


@once
def named_month(r: Reading, i: int) -> Span | None:
    """June, next June, June 2026, 2026-06, 6/2026, in June."""
    numeric = _numeric_month(r, i)
    if numeric is not None:
        return numeric
    which, start = "", i
    for name in ("next", "last", "this"):
        before = r.has(name, i)
        if before is not None and month_at(r, before):
            which, start = name, before
    month = month_at(r, start)
    if month is not None and which == "this" and r.at(start) == "may":
        return None
    if month is None:
        year = year_at(r, i)
        month = month_at(r, year[1]) if year else None
        return _whole_month(year[0], month[0], month[1]) if year and month else None
    for joint in (month[1], r.skip("of", month[1] + (r.at(month[1]) in (",", "-", "/")))):
        year = year_at(r, joint)
        if year is not None:
            return _whole_month(year[0], month[0], year[1])
    for joint in (month[1], r.skip("of", month[1])):
        whole = named_unit(r, joint)
        if whole is not None and whole.first and whole.last and 300 < (whole.last - whole.first).days < 400:
            return _whole_month(whole.first.year, month[0], whole.end)
    today = r.now.date()
    ahead = today.year + (month[0] < today.month)
    if which == "next":
        ahead = today.year + 1 if month[0] <= today.month or r.words.language == "en" else today.year
    if which == "last":
        ahead = today.year - (month[0] >= today.month)
    if which == "this":
        ahead = today.year
    found = _whole_month(ahead, month[0], month[1])
    behind = _whole_month(ahead - 1, month[0], month[1])
    assert found.first
    assert found.last
    assert behind.first
    assert behind.last
    return Span(found.first, found.last, month[1], other=(behind.first, behind.last), weak=not which)


def _numeric_month(r: Reading, i: int) -> Span | None:
    one, sep, two = r.at(i), r.at(i + 1), r.at(i + 2)
    if sep not in ("-", "/", ".") or not (one.isdigit() and two.isdigit()) or r.at(i + 3) in ("-", "/", ":"):
        return None
    if len(one) == 4 and len(two) <= 2 and 1 <= int(two) <= 12 and 1900 <= int(one) <= 2100:
        return _whole_month(int(one), int(two), i + 3)
    if len(two) == 4 and len(one) <= 2 and 1 <= int(one) <= 12 and 1900 <= int(two) <= 2100:
        return _whole_month(int(two), int(one), i + 3)
    return None


def _whole_month(year: int, month: int, end: int) -> Span:
    first = date(year, month, 1)
    return Span(first, shifted(first, 1, "month"), end)


def _week_of(r: Reading, i: int) -> Span | None:
    behind = r.has("week_of", i)
    base = day(r, r.skip("day_word", behind)) if behind is not None else None
    if base is None or base.impossible:
        return None
    monday = week_start(base.value)
    return Span(monday, monday + timedelta(days=7), base.end)


def _part_of(r: Reading, i: int) -> Span | None:
    """the start of next week, mid June, Ende des Monats, early next month, rest of the week."""
    today = r.now.date()
    i = i + 1 if r.at(i) in ("the", "la", "el", "le", "il", "o", "a", "das", "het", "l") else i
    for name in ("start", "early", "middle", "mid", "end", "late", "rest"):
        opened = r.has(name, i)
        if opened is None:
            continue
        opened = (
            opened + 1
            if r.at(opened) in ("the", "my", "der", "des", "la", "el", "de", "l", "-", "il")
            and not (span_at(r, opened))
            else opened
        )
        year = year_at(r, opened)
        whole = span_at(r, opened) or (_whole_year(*year) if year and len(r.at(opened)) == 4 else this_unit(r, opened))
        if whole is None or whole.first is None or whole.last is None:
            continue
        if name == "rest":
            last = whole.last - timedelta(days=1)
            return Span(min(today, last), last, whole.end)
        if r.at(i) == "earlier" and whole.first <= today < whole.last:
            return Span(whole.first, today, whole.end)
        length = (whole.last - whole.first).days
        return _third(whole, length, name)
    return None


def _third(whole: Span, length: int, name: str) -> Span:
    assert whole.first
    assert whole.last
    week = length == 7
    if name in ("start", "early"):
        if length > 300:
            return Span(whole.first, date(whole.first.year, 7, 1), whole.end)
        return Span(whole.first, whole.first + timedelta(days=3 if week else 15), whole.end)
    if name in ("end", "late"):
        if length > 300:
            return Span(date(whole.first.year, 7, 1), whole.last, whole.end)
        return Span(whole.first + timedelta(days=3 if week else 15), whole.last, whole.end)
    if length > 300:
        return Span(date(whole.first.year, 5, 1), date(whole.first.year, 9, 1), whole.end)
    first = whole.first + timedelta(days=2 if week else 9)
    return Span(first, whole.first + timedelta(days=4 if week else 20), whole.end)


def span_at(r: Reading, i: int) -> Span | None:
    """A named stretch (week, month) without further edges."""
    found = [s for reader in (named_unit, named_month) if (s := reader(r, i)) is not None]
    return max(found, key=lambda s: s.end) if found else None


def this_unit(r: Reading, i: int) -> Span | None:
    """The present week, month, year of which nothing but the name is said ("the end of the month")."""
    unit = r.unit(i)
    found = _unit_span(r.now.date(), unit[0], 0) if unit else None
    return Span(found[0], found[1], unit[1]) if found and unit else None


def nth_week(r: Reading, i: int) -> Span | None:
    """week 31; the third week of 2027, of October, of this year; the last week of 2016."""
    i = i + 1 if r.at(i) in ("the", "die", "der", "la", "de", "a", "l") else i
    unit = r.unit(i)
    if unit is not None and unit[0] == "week":
        number = r.digits(unit[1], 1, 53)
        said = year_at(r, r.skip("of", number[1])) if number else None
        found = _iso(said[0] if said else r.now.date().year, number[0]) if number else None
        return Span(found, found + timedelta(days=7), said[1] if said else number[1]) if found and number else None
    ordinal = r.ordinal(i)
    last = r.has("last", i) if ordinal is None else None
    at = ordinal[1] if ordinal else last
    if at is not None and month_at(r, at) is not None:
        return _week_of_month(r, at, ordinal[0] if ordinal else -1)
    unit = r.unit(at) if at is not None else None
    if unit is None or unit[0] != "week":
        return None
    n, of = ordinal[0] if ordinal else -1, r.skip("of", unit[1])
    year = year_at(r, of)
    whole = span_at(r, of)
    if year is not None or (whole is not None and whole.first and whole.last and (whole.last - whole.first).days > 300):
        in_year = year[0] if year else whole.first.year if whole and whole.first else 0
        weeks = date(in_year, 12, 28).isocalendar().week
        found = _iso(in_year, weeks if n == -1 else n)
        return Span(found, found + timedelta(days=7), year[1] if year else whole.end if whole else 0) if found else None
    if whole is None or whole.first is None or whole.last is None or (whole.last - whole.first).days < 28:
        return None
    return _nth_within(whole.first, whole.last, n, whole.end)


def _nth_within(begin: date, last: date, n: int, end: int) -> Span:
    first = week_start(begin + timedelta(days=3))
    monday = week_start(last - timedelta(days=4)) if n == -1 else first + timedelta(days=7 * (n - 1))
    return Span(monday, monday + timedelta(days=7), end)


def _week_of_month(r: Reading, i: int, n: int) -> Span | None:
    """erste Aprilwoche: the month stands before the week."""
    month = named_month(r, i)
    unit = r.unit(month.end) if month else None
    if month is None or unit is None or unit[0] != "week" or not month.first or not month.last:
        return None
    return _nth_within(month.first, month.last, n, unit[1])


def _first_of(r: Reading, i: int) -> Span | None:
    """the first ten days of June, the last 3 weeks of this year, the third month of 2021."""
    i = i + 1 if r.at(i) in ("the", "die", "der", "las", "los", "la", "les", "de", "i", "le", "as", "os") else i
    ordinal = r.ordinal(i)
    last = r.has("last", i) if ordinal is None else None
    at = ordinal[1] if ordinal else last
    if at is None:
        return None
    number = r.number(at) if last is not None or (ordinal and ordinal[0] == 1) else None
    unit = r.unit(number[1] if number else at)
    if unit is None or unit[0] not in ("day", "week", "month") or (unit[0] == "week" and number is None):
        return None
    of = r.skip("of", unit[1])
    year = year_at(r, of)
    whole = _whole_year(*year) if year else span_at(r, of)
    if whole is None or whole.first is None or whole.last is None or (unit[0] == "day" and number is None):
        return None
    return _some_of(
        whole.first, whole.last, number[0] if number else 1, unit[0], ordinal[0] if ordinal else -1, whole.end
    )


def _some_of(first: date, last: date, amount: int, unit: str, nth: int, end: int) -> Span | None:
    if nth == -1:
        if unit == "week":
            last = week_start(last - timedelta(days=4)) + timedelta(days=7)
        begin = shifted(last, amount, unit, -1)
        return Span(begin, last, end) if begin else None
    if unit == "week":
        first = week_start(first + timedelta(days=3))  # a year's first week has most of its days
    begin = shifted(first, amount * (nth - 1), unit)
    until = shifted(begin, amount, unit) if begin else None
    return Span(begin, until, end) if begin and until else None


def _whole_year(year: int, end: int) -> Span:
    return Span(date(year, 1, 1), date(year + 1, 1, 1), end)


def _iso(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def quarter(r: Reading, i: int) -> Span | None:
    """Q3 2016, 2016-Q3, H1 2016, the third quarter of 2020."""
    spoken = _spoken_quarter(r, i)
    if spoken is not None:
        return spoken
    year = year_at(r, i)
    at = year[1] if year else i
    at = at + 1 if year and r.at(at) in ("-", "/") else r.skip("of", at) if year else at
    letter, number = r.at(at), r.digits(at + 1, 1, 4)
    if letter not in ("q", "h", "t", "k") or number is None or not r.glued(at + 1) or (letter == "h" and number[0] > 2):
        return None
    end = number[1]
    if year is None:
        year = year_at(r, r.skip("of", end + (r.at(end) in ("-", "/", ","))))
        if year is None:
            return None
        end = year[1]
    months = 6 if letter == "h" else 3
    first = date(year[0], 1 + months * (number[0] - 1), 1)
    return Span(first, shifted(first, months, "month"), end)


def _spoken_quarter(r: Reading, i: int) -> Span | None:
    ordinal = r.ordinal(i + 1 if r.at(i) in ("the", "das", "el", "le", "il", "o", "het") else i)
    unit = r.unit(ordinal[1]) if ordinal else None
    if ordinal is None or unit is None or unit[0] != "quarter" or ordinal[0] > 4:
        return None
    of = r.skip("of", behind_commas(r, unit[1]))
    year = year_at(r, of)
    whole = named_unit(r, of) if year is None else None
    said = year[0] if year else whole.first.year if whole and whole.first else r.now.year
    first = date(said, 3 * ordinal[0] - 2, 1)
    return Span(first, shifted(first, 3, "month"), year[1] if year else whole.end if whole else unit[1])


def _half_of(r: Reading, i: int) -> Span | None:
    """the first half of 2027, the second half of next week."""
    i = i + 1 if r.at(i) in ("the", "die", "der", "la", "de", "a") else i
    key = r.key("halves", i)
    if key is None:
        return None
    of = r.skip("of", key[1])
    year = year_at(r, of)
    whole = _whole_year(*year) if year else span_at(r, of) or this_unit(r, of)
    if whole is None or whole.first is None or whole.last is None:
        return None
    days = (whole.last - whole.first).days
    middle = whole.first + timedelta(days=15 if 28 <= days <= 31 else days // 2)
    if days > 300:
        middle = date(whole.first.year, 7, 1)
    return Span(whole.first, middle, whole.end) if key[0] == "first" else Span(middle, whole.last, whole.end)


def _unit_to_date(r: Reading, i: int) -> Span | None:
    """month to date, week to date."""
    unit = r.unit(i)
    if r.words.language != "en" or unit is None or (r.at(unit[1]), r.at(unit[1] + 1)) != ("to", "date"):
        return None
    found = _unit_span(r.now.date(), unit[0], 0)
    return Span(found[0], r.now.date(), unit[1] + 2) if found else None


NAMED = (
    named_unit,
    _half_of,
    _unit_to_date,
    _part_of,
    _counted,
    _week_of,
    nth_week,
    _first_of,
    quarter,
    named_month,
    _within,
)
