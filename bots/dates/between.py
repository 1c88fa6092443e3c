"""Edges: from Monday to Wednesday, 3-5 May, between 2015 and the end of 2018, before the 3rd, two days from Friday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bots.dates.days import amounts, day
from bots.dates.moves import date_of, shifted
from bots.dates.names import behind_commas, month_at, weekday_at, year_at
from bots.dates.pieces import Day, Span
from bots.dates.reading import Reading
from bots.dates.stretches import named_month, named_unit, nth_week, quarter, span_at, this_unit

_BEFORE_CLOCKS = frozenset({"las", "la", "as", "alle", "all", "l"})


def from_to(r: Reading, i: int) -> Span | None:  # noqa: PLR0911 - guard clauses, one per shape
    """from Monday to Wednesday, 3 to 5 May, between the 3rd and the 5th, 3.-5. Mai, May 3-5, from 2015 to May 2017."""
    opened = r.skip("from", i)
    first = _point(r, opened)
    number = None if first else _bare_day(r, opened)
    if first is None and number is None:
        return None
    begin_end = first.end if first else number[1] if number else opened
    joint = r.has("to", begin_end)
    if opened == i and r.key("parts", begin_end) is not None:
        return None  # "el jueves a la mañana" is a morning
    if joint is None or (r.at(begin_end) in ("and", "y", "et", "e", "en", "und") and opened == i):
        return None
    second = _point(r, r.skip("day_word", joint)) or _point(r, joint)
    if number is not None:
        if second is not None and second.month_day and not second.weak and not second.whole:
            return _number_to(number[0], second)
        return _numbers_of(r, number[0], r.skip("day_word", joint), opened != i)
    assert first is not None
    if first.weak and second is not None and second.month_day and not second.weak and not second.whole:
        return _number_to(first.value.day, second)
    if second is None or (second.weak and first.month_day):
        if any(r.at(n) in _BEFORE_CLOCKS for n in range(begin_end, r.skip("day_word", joint))):
            return None  # "el 2 de noviembre a las once" is a day and a clock time
        last_number = _bare_day(r, r.skip("day_word", joint))
        if last_number is None or first.month_day is None:
            return None
        return _day_to_number(first, last_number)
    if first.weak and second.whole:
        return None  # "21-04-2016" after an article is no stretch
    found = _apart(first, second, r.now.date())
    return Span(found[0], found[1], second.end, closed=not second.whole) if found else None


def _apart(first: _Point, second: _Point, today: date) -> tuple[date, date] | None:
    """Two points in order, with the years nobody said."""
    start, last = first.value, second.value
    if second.year_said and not first.year_said and first.month_day:
        start = _in_year(first.month_day, last)
    if first.year_said and first.month_day and second.month_day and not second.year_said:
        last = _from_year(second.month_day, start)
    while last < start and not second.year_said and last.year < start.year + 3:
        moved = shifted(last, 1, "year") if second.month_day else last + timedelta(days=7)
        if moved is None:
            return None
        last = moved
    if first.whole and second.whole and not (first.year_said or second.year_said):
        before = shifted(start, 1, "year", -1), shifted(last, 1, "year", -1)
        if before[0] and before[1] and start > today and before[1] > today:
            return before[0], before[1]
    return (start, last) if start <= last else None


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a stretch: a day, or a whole month, year, week that begins there."""

    value: date
    end: int
    month_day: tuple[int, int] | None = None
    year_said: bool = False
    whole: bool = False
    weak: bool = False


def _point(r: Reading, i: int) -> _Point | None:
    return _edge_of(r, i) or _day_point(r, i) or _whole_point(r, i)


def _day_point(r: Reading, i: int) -> _Point | None:
    now = r.has("now", i)
    if now is not None and r.at(i) not in r.words.shy:
        return _Point(r.now.date(), now)
    found = day(r, i)
    if found is None or found.impossible or found.part:
        return None
    by_month = any(month_at(r, j) for j in range(i, found.end)) or any(r.at(j) in "/.-" for j in range(i, found.end))
    year = any(year_at(r, j) for j in range(i, found.end))
    month_day = (found.value.month, found.value.day) if by_month or found.weak else None
    return _Point(found.value, found.end, month_day, year, weak=found.weak and not by_month)


def _whole_point(r: Reading, i: int) -> _Point | None:
    month = named_month(r, i)
    if month is not None and month.first is not None:
        year = any(year_at(r, j) for j in range(i, month.end))
        return _Point(month.first, month.end, (month.first.month, 1), year, True)
    whole = quarter(r, i) or nth_week(r, i)
    if whole is not None and whole.first is not None:
        return _Point(whole.first, whole.end, None, True, True)
    said = year_at(r, i)
    if r.glued(i) and r.at(i - 1) in ("-", "+", "/", ".", "_", "$", "€", "£"):
        return None
    if said is not None and 1900 <= said[0] <= 2100 and r.at(said[1]) not in (":", "/", "%"):
        return _Point(date(said[0], 1, 1), said[1], None, True, True)
    return None


def _edge_of(r: Reading, i: int) -> _Point | None:
    """the start of 2008, the middle of 2007, the end of June."""
    for name in ("start", "middle", "end"):
        opened = r.has(name, i)
        year = year_at(r, opened) if opened is not None else None
        whole = span_at(r, opened) if opened is not None and year is None else None
        if opened is None:
            continue
        first = date(year[0], 1, 1) if year else whole.first if whole else None
        last = date(year[0] + 1, 1, 1) if year else whole.last if whole else None
        if first is None or last is None:
            continue
        at = {"start": first, "middle": first + (last - first) / 2, "end": last}[name]
        return _Point(at, year[1] if year else whole.end if whole else i, None, year is not None, True)
    return None


def in_month(r: Reading, i: int) -> Span | None:
    """next month from the 4th to the 23rd; Feb between 2 and 7."""
    whole = named_unit(r, i) or named_month(r, i)
    opened = r.has("from", whole.end) if whole else None
    if whole is None or opened is None or not whole.first or not whole.last or (whole.last - whole.first).days > 31:
        return None
    week = _in_week(r, whole.first, opened) if (whole.last - whole.first).days == 7 else None
    if week is not None:
        return week
    first = _bare_day(r, opened)
    joint = r.has("to", first[1]) if first else None
    last = _bare_day(r, joint) if joint is not None else None
    if first is None or last is None or first[0] >= last[0] or (whole.last - whole.first).days < 28:
        return None
    year = year_at(r, behind_commas(r, last[1]))
    begin = whole.first.replace(year=year[0]) if year else whole.first
    try:
        return Span(begin.replace(day=first[0]), begin.replace(day=last[0]), year[1] if year else last[1], closed=True)
    except ValueError:
        return None


def _in_week(r: Reading, monday: date, i: int) -> Span | None:
    """ "next week between Wednesday and Friday"."""
    first = weekday_at(r, i)
    joint = r.has("to", first[1]) if first else None
    last = weekday_at(r, joint) if joint is not None else None
    if first is None or last is None or last[0] <= first[0]:
        return None
    return Span(monday + timedelta(days=first[0]), monday + timedelta(days=last[0]), last[1], closed=True)


def lasting(r: Reading, i: int) -> Span | None:
    """for 1 week from 20th December; from Monday for three days."""
    opened = r.has("lasting", i)
    counted = amounts(r, opened) if opened is not None else None
    if counted is not None:
        at = behind_commas(r, counted[1])
        begun = next((e for name in ("since", "from", "after") if (e := r.has(name, at)) is not None), None)
        start = day(r, r.skip("day_word", begun)) if begun is not None else None
        return _long(start, counted[0], start.end) if start else None
    opened = next((e for name in ("since", "from") if (e := r.has(name, i)) is not None), None)
    start = day(r, r.skip("day_word", opened)) if opened is not None else None
    for_ = r.has("lasting", behind_commas(r, start.end)) if start else None
    counted = amounts(r, for_) if for_ is not None else None
    return _long(start, counted[0], counted[1]) if start and counted else None


def _long(start: Day, units: list[tuple[float, str]], end: int) -> Span | None:
    last: date | None = start.value
    for amount, unit in units:
        last = shifted(last, amount, unit) if last is not None else None
    return Span(start.value, last, end) if last is not None and not start.impossible else None


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
    whole = named_unit(r, r.skip("of", last[1]))
    if whole is None or whole.first is None or whole.last is None or (whole.last - whole.first).days < 28:
        return None
    try:
        return Span(whole.first.replace(day=number), whole.first.replace(day=last[0]), whole.end, closed=True)
    except ValueError:
        return None


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


def _from_year(month_day: tuple[int, int], first: date) -> date:
    """The day of a year that was said with the other end."""
    value = date_of(first.year, *month_day)
    return value if value is not None and value >= first else date_of(first.year + 1, *month_day) or first


def _in_year(month_day: tuple[int, int], last: date) -> date:
    try:
        value = date(last.year, *month_day)
    except ValueError:
        return last
    return value if value <= last else date(last.year - 1, *month_day)


def edge(r: Reading, i: int) -> Span | None:
    """before the 3rd, by Friday, after Tuesday, from Monday on, until the end of next week."""
    today = r.now.date()
    for name in ("before", "by", "until", "after", "since"):
        opened = r.has(name, i)
        if opened is None:
            continue
        point = day(r, r.skip("day_word", opened)) or day(r, opened)
        whole = span_at(r, opened) if point is None else None
        ends = r.has("end", opened) if point is None and name in ("by", "until", "before") else None
        if ends is not None:
            whole = span_at(r, ends) or span_at(r, ends - 1) or this_unit(r, ends)
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
