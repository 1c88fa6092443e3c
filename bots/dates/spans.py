"""Stretches of days: next week, the weekend, June, from the 3rd to the 5th, the next three days, before Friday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bots.dates.days import Day, amounts, day, month_at, shifted, week_start, year_at
from bots.dates.reading import Reading

_HALVES = {"week": (3, 4), "month": (15, 15), "year": (181, 182)}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` until before ``last``; ``closed`` when ``last`` itself was named and belongs to it."""

    first: date | None
    last: date | None
    end: int
    closed: bool = False
    other: tuple[date, date] | None = None
    weak: bool = False


def span(r: Reading, i: int) -> Span | None:
    """The stretch of days at a place, by the longest reading."""
    readers = (_from_to, _edge, _named, _part_of, _counted, _week_of, _nth_week, _quarter, _years, _month, _within)
    found = [s for reader in readers if (s := reader(r, i)) is not None]
    return max(found, key=lambda s: s.end) if found else None


def _unit_span(start: date, unit: str, count: int = 1) -> tuple[date, date] | None:
    """The whole week, month … a day is in, moved by some."""
    if unit == "week":
        first = week_start(start) + timedelta(days=7 * count)
        return first, first + timedelta(days=7)
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
    if unit == "year":
        return date(start.year + count, 1, 1), date(start.year + count + 1, 1, 1)
    return None


def _named(r: Reading, i: int) -> Span | None:
    """next week, this month, the weekend, la semaine prochaine, el mes que viene."""
    today = r.now.date()
    for name, count in (("after_next", 2), ("next", 1), ("last", -1), ("this", 0)):
        before = r.has(name, i)
        if before is None:
            continue
        unit = r.unit(before) or (r.unit(r.skip("mid", before)) if name == "this" else None)
        if unit is None or unit[0] not in ("week", "weekend", "month", "quarter", "year"):
            continue
        end = unit[1]
        moved = _moved_behind(r, end) if name == "this" else None
        weeks, end = moved if moved else (count, end)
        found = _unit_span(today, unit[0], weeks)
        return Span(found[0], found[1], end) if found else None
    unit = r.unit(i)
    if unit is None:
        return None
    moved = _moved_behind(r, unit[1])
    if moved and unit[0] in ("week", "weekend", "month", "quarter", "year"):
        found = _unit_span(today, unit[0], moved[0])
        return Span(found[0], found[1], moved[1]) if found else None
    if unit[0] == "weekend":
        found = _unit_span(today, "weekend", 0)
        return Span(found[0], found[1], unit[1]) if found else None
    return None


def _moved_behind(r: Reading, end: int) -> tuple[int, int] | None:
    for name, count in (("next", 1), ("last", -1)):
        behind = r.has(name, end)
        if behind is not None and r.words.language in ("es", "fr", "it", "pt"):
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
        far = shifted(today, number[0] if number else 3, unit[0], sign)
        if far is not None and sign > 0:
            start = today + timedelta(days=1)
            return Span(start, far + timedelta(days=1), unit[1])
        if far is not None:
            return Span(far, today, unit[1])
    return None


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


def _month(r: Reading, i: int) -> Span | None:
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
        whole = span_at(r, opened) or _bare_unit(r, opened)
        if whole is None or whole.first is None or whole.last is None:
            continue
        if name == "rest":
            last = whole.last - timedelta(days=1)
            return Span(min(today, last), last, whole.end)
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
    first = whole.first + timedelta(days=2 if week else 9)
    return Span(first, whole.first + timedelta(days=4 if week else 20), whole.end)


def span_at(r: Reading, i: int) -> Span | None:
    """A named stretch (week, month) without further edges."""
    found = [s for reader in (_named, _month) if (s := reader(r, i)) is not None]
    return max(found, key=lambda s: s.end) if found else None


def _bare_unit(r: Reading, i: int) -> Span | None:
    unit = r.unit(i)
    found = _unit_span(r.now.date(), unit[0], 0) if unit else None
    return Span(found[0], found[1], unit[1]) if found and unit else None


def _from_to(r: Reading, i: int) -> Span | None:  # noqa: PLR0911 - guard clauses, one per shape
    """from Monday to Wednesday, 3 to 5 May, between the 3rd and the 5th, 3.-5. Mai, May 3-5, June to August."""
    opened = r.skip("from", i)
    first = _end_point(r, opened)
    number = None if first else _bare_day(r, opened)
    if first is None and number is None:
        return None
    begin_end = first.end if first else number[1] if number else opened
    joint = r.has("to", begin_end)
    if joint is None or (r.at(begin_end) in ("and", "y", "et", "e", "en", "und") and opened == i):
        return None
    second = _end_point(r, r.skip("day_word", joint)) or _end_point(r, joint)
    if number is not None:
        if second is not None and second.month_day and not second.weak and not second.whole:
            return _number_to(number[0], second)
        return _numbers_of(r, number[0], r.skip("day_word", joint), opened != i)
    assert first is not None
    if first.weak and second is not None and second.month_day and not second.weak and not second.whole:
        return _number_to(first.value.day, second)
    if second is None or (second.weak and first.month_day):
        last_number = _bare_day(r, r.skip("day_word", joint))
        if last_number is None or first.month_day is None:
            return None
        return _day_to_number(first, last_number)
    start, last = first.value, second.value
    if second.year_said and not first.year_said and first.month_day:
        start = _in_year(first.month_day, last)
    while last < start and not second.year_said and last.year < start.year + 3:
        moved = shifted(last, 1, "year") if second.month_day else last + timedelta(days=7)
        if moved is None:
            return None
        last = moved
    return Span(start, last, second.end, closed=not second.whole)


@dataclass(frozen=True, slots=True)
class _Point:
    value: date
    end: int
    month_day: tuple[int, int] | None = None
    year_said: bool = False
    whole: bool = False
    weak: bool = False


def _end_point(r: Reading, i: int) -> _Point | None:
    found = day(r, i)
    if found is not None and not found.impossible and not found.part:
        by_month = any(month_at(r, j) for j in range(i, found.end)) or any(
            r.at(j) in "/.-" for j in range(i, found.end)
        )
        year = any(year_at(r, j) for j in range(i, found.end))
        month_day = (found.value.month, found.value.day) if by_month or found.weak else None
        return _Point(found.value, found.end, month_day, year, weak=found.weak and not by_month)
    month = _month(r, i)
    if month is not None and month.first is not None:
        year = any(year_at(r, j) for j in range(i, month.end))
        return _Point(month.first, month.end, (month.first.month, 1), year, True)
    return None


def _bare_day(r: Reading, i: int) -> tuple[int, int] | None:
    i = r.skip("day_word", i)
    found = r.ordinal(i) or r.digits(i, 1, 31) or r.number(i)
    if found is None or not 1 <= found[0] <= 31 or r.at(found[1]) in (":", "h", "%"):
        return None
    timed = any(r.has(name, found[1]) is not None for name in ("am", "pm", "oclock"))
    return None if timed and r.at(found[1]) not in ("a", "p") else found


def _numbers_of(r: Reading, number: int, i: int, opened: bool) -> Span | None:
    """ "from 4 to 22 this month", "de 4 a 23 del mes que viene"."""
    last = _bare_day(r, i)
    if last is None or not opened:
        return None
    whole = _named(r, r.skip("of", last[1]))
    if whole is None or whole.first is None or whole.last is None or (whole.last - whole.first).days < 28:
        return None
    try:
        return Span(whole.first.replace(day=number), whole.first.replace(day=last[0]), whole.end, closed=True)
    except ValueError:
        return None


def _nth_week(r: Reading, i: int) -> Span | None:
    """week 31; the third week of 2027, of October, of this year; the last week of 2016."""
    i = i + 1 if r.at(i) in ("the", "die", "der", "la", "de", "a", "l") else i
    unit = r.unit(i)
    if unit is not None and unit[0] == "week":
        number = r.digits(unit[1], 1, 53)
        found = _iso(r.now.date().year, number[0]) if number else None
        return Span(found, found + timedelta(days=7), number[1]) if found and number else None
    ordinal = r.ordinal(i)
    last = r.has("last", i) if ordinal is None else None
    at = ordinal[1] if ordinal else last
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
    first = week_start(whole.first + timedelta(days=3))
    monday = week_start(whole.last - timedelta(days=4)) if n == -1 else first + timedelta(days=7 * (n - 1))
    return Span(monday, monday + timedelta(days=7), whole.end)


def _iso(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def _quarter(r: Reading, i: int) -> Span | None:
    """Q3 2016, 2016-Q3, H1 2016."""
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


def _years(r: Reading, i: int) -> Span | None:
    """2014 as a whole message or behind in and from; 2014-2018; the 1990s."""
    opened = r.skip("from", i)
    year = year_at(r, opened)
    if year is None or (r.glued(opened) and r.at(opened - 1) in ("-", "+", "/", ".", "_")):
        return None
    if r.at(year[1]) == "s" and r.glued(year[1]) and year[0] % 10 == 0:
        return Span(date(year[0], 1, 1), date(year[0] + 10, 1, 1), year[1] + 1)
    joint = r.has("to", year[1])
    second = year_at(r, joint) if joint is not None else None
    if second is not None and second[0] > year[0]:
        return Span(date(year[0], 1, 1), date(second[0], 1, 1), second[1])
    whole = len(r.tokens) == 1 or r.at(i - 1) in (
        "in",
        "of",
        "en",
        "du",
        "im",
        "nel",
        "em",
        "for",
        "year",
        "jahr",
        "ano",
        "jaar",
    )
    if not whole or r.glued(opened) or r.unit(year[1]):
        return None
    return Span(date(year[0], 1, 1), date(year[0] + 1, 1, 1), year[1])


def _number_to(number: int, second: _Point) -> Span | None:
    try:
        first = second.value.replace(day=number)
    except ValueError:
        return None
    if first > second.value:
        return None
    return Span(first, second.value, second.end, closed=True)


def _day_to_number(first: _Point, number: tuple[int, int]) -> Span | None:
    try:
        last = first.value.replace(day=number[0])
    except ValueError:
        return None
    return Span(first.value, last, number[1], closed=True) if last >= first.value else None


def _in_year(month_day: tuple[int, int], last: date) -> date:
    try:
        value = date(last.year, *month_day)
    except ValueError:
        return last
    return value if value <= last else date(last.year - 1, *month_day)


def _edge(r: Reading, i: int) -> Span | None:
    """before the 3rd, by Friday, after Tuesday, from Monday on, until the end of next week."""
    today = r.now.date()
    for name in ("before", "by", "until", "after", "since"):
        opened = r.has(name, i)
        if opened is None:
            continue
        point = day(r, r.skip("day_word", opened)) or day(r, opened)
        whole = span_at(r, opened) if point is None else None
        if isinstance(point, Day) and not point.impossible:
            return _by_edge(name, point.value, point.value + timedelta(days=1), point.end, today)
        if whole is not None and whole.first is not None and whole.last is not None:
            return _by_edge(name, whole.first, whole.last, whole.end, today)
    return None


def _by_edge(name: str, first: date, last: date, end: int, today: date) -> Span:
    if name == "before":
        return Span(min(today, first), first, end)
    if name in ("by", "until"):
        return Span(min(today, last), last, end)
    return Span(last if name == "after" else first, None, end)
