"""Days: the 3rd of May, 12.5., next Friday, Friday week, in three days, the last Monday in June, Easter Monday."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from bots.dates.reading import Reading

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day at a place.

    ``other`` is the reading that is not to be booked by; ``impossible`` a day no calendar has; ``weak`` when it is said
    by something that need not be a date (a bare weekday, "the 3rd"); ``weekday`` when it is a weekday and no more.
    """

    value: date
    end: int
    other: date | None = None
    impossible: bool = False
    part: str = ""
    weak: bool = False
    weekday: int | None = None


def day(r: Reading, i: int) -> Day | None:
    """The day named at a place, by the longest reading."""
    readers = (_numeric, _written, _relative_word, _counted, _nth_weekday, _weekday_week, _weekday, _holiday, _of_month)
    found = [d for reader in readers if (d := reader(r, i)) is not None]
    return max(found, key=lambda d: d.end) if found else None


def weekday_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A weekday's number."""
    key = r.key("weekdays", i)
    if key is None:
        return None
    end = key[1] + (r.at(key[1]) == "." and r.glued(key[1]) and len(r.at(i)) <= 4)
    return int(key[0]), end


def month_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A month's number."""
    key = r.key("months", i)
    if key is None:
        return None
    end = key[1] + (r.at(key[1]) == "." and r.glued(key[1]) and len(r.at(i)) <= 4)
    return int(key[0]) + 1, end


def year_at(r: Reading, i: int) -> tuple[int, int] | None:
    """A year: four digits, or two after an apostrophe or where only a year can stand."""
    text = r.at(i)
    if text.isdigit() and len(text) == 4 and 1000 <= int(text) <= 2999:
        return int(text), i + 1
    return None


def nearest(r: Reading, month: int, number: int) -> tuple[date | None, date | None]:
    """The day of a month without its year: the one to book by and the other."""
    today = r.now.date()
    years = range(today.year - 9, today.year + 10)
    days = [d for y in years if (d := _date(y, month, number)) is not None]
    ahead = next((d for d in days if d >= today), None)
    behind = next((d for d in reversed(days) if d < today), None)
    return (behind, ahead) if r.reference.past else (ahead, behind)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


# 2026-03-20, 20.3.2026, 20/3, 20.3.


def _numeric(r: Reading, i: int) -> Day | None:
    if not r.at(i).isdigit():
        return None
    if len(r.at(i)) == 8:
        value = _date(int(r.at(i)[:4]), int(r.at(i)[4:6]), int(r.at(i)[6:]))
        return Day(value, i + 1) if value and 1900 < value.year < 2100 else None
    one, sep, two = r.at(i), r.at(i + 1), r.at(i + 2)
    if sep not in ("/", "-", ".") or not _part(r, i + 2):
        return None
    three = r.at(i + 4) if r.at(i + 3) == sep and _part(r, i + 4) else ""
    if three:
        return _three(r, one, i + 2, i + 4, i + 5)
    if len(one) == 4 or len(two) == 4 or _in_a_number(r, i, sep):
        return None
    return _two(r, i, sep)


def _in_a_number(r: Reading, i: int, sep: str) -> bool:
    """Whether a sign glued before says that this is a sum, a phone number or a fraction."""
    return r.glued(i) and r.at(i - 1) in ("/", ".", "$", "€", "+", "-", "=") and not (sep == "/" and r.at(i - 1) == "-")


def _part(r: Reading, i: int) -> bool:
    return r.at(i).isdigit() or month_at(r, i) is not None


def _number_or_month(r: Reading, i: int) -> tuple[int, bool] | None:
    if r.at(i).isdigit():
        return int(r.at(i)), False
    month = month_at(r, i)
    return (month[0], True) if month else None


def _three(r: Reading, one: str, j: int, k: int, end: int) -> Day | None:
    second, third = _number_or_month(r, j), _number_or_month(r, k)
    if second is None or third is None or (len(r.at(k)) == 3 and r.at(k).isdigit()):
        return None
    if len(one) == 4:
        pairs = [(second[0], third[0])] if not third[1] else [(third[0], second[0])]
        pairs += [(p[1], p[0]) for p in pairs]
        days = [d for m, n in pairs if (d := _date(int(one), m, n))]
        return Day(days[0], end) if days else Day(r.now.date(), end, impossible=True)
    if third[1] or len(one) > 2:
        return None
    year = third[0] if len(r.at(k)) == 4 else 2000 + third[0] if third[0] < 70 else 1900 + third[0]
    if second[1]:
        orders = [(second[0], int(one))]
    else:
        orders = [(second[0], int(one)), (int(one), second[0])]
        if r.reference.month_first:
            orders.reverse()
    days = [d for m, n in orders if (d := _date(year, m, n))]
    return Day(days[0], end) if days else Day(r.now.date(), end, impossible=True)


def _two(r: Reading, i: int, sep: str) -> Day | None:
    one, second = int(r.at(i)), _number_or_month(r, i + 2)
    if second is None or (sep == "-" and not second[1] and not _date_before(r, i)):
        return None
    dotted = sep == "."
    closed = r.at(i + 3) == "." and not r.reference.month_first
    if dotted and r.words.language == "en" and not closed and not _date_before(r, i):
        return None
    if (
        dotted
        and r.at(i + 3) != "."
        and not (r.words.language == "de" and _date_before(r, i))
        and not _date_before(r, i)
    ):
        return None
    orders = [(second[0], one)] if second[1] else [(second[0], one), (one, second[0])]
    if not second[1] and r.reference.month_first:
        orders.reverse()
    for month, number in orders:
        if _date(2000, month, number) is not None:
            ahead, behind = nearest(r, month, number)
            end = i + 3 + (dotted and r.at(i + 3) == ".")
            return Day(ahead or r.now.date(), end, behind)
    return Day(r.now.date(), i + 3, impossible=True) if sep == "/" and one <= 31 and second[0] <= 31 else None


def _date_before(r: Reading, i: int) -> bool:
    return weekday_at(r, i - 1) is not None or r.at(i - 1) in (
        "am",
        "vom",
        "el",
        "le",
        "il",
        "dia",
        "on",
        "op",
        "den",
        "dem",
    )


# 3 May, May the 3rd 2026, Friday 3 May, Friday the 13th, lunes 21


def _written(r: Reading, i: int) -> Day | None:
    weekday = weekday_at(r, i)
    start = i
    if weekday is not None:
        start = weekday[1]
        start = _commas(r, start)
    start = r.skip("day_word", start)
    found = _day_month(r, start) or _month_day(r, start) or (_numeric(r, start) if weekday is not None else None)
    if found is not None:
        return found
    if weekday is not None and start > weekday[1] - 1:
        return _weekday_number(r, weekday[0], start)
    return None


def _commas(r: Reading, i: int) -> int:
    while r.at(i) in (",", "-", "."):
        i += 1
    return i


def _day_number(r: Reading, i: int) -> tuple[int, int] | None:
    found = r.ordinal(i) or r.digits(i, 1, 31)
    if found is not None:
        return found
    number = r.number(i)
    return number if number is not None and 1 <= number[0] <= 31 and r.at(i) not in ("a", "an", "o") else None


def _day_month(r: Reading, i: int) -> Day | None:
    number = _day_number(r, i)
    if number is None:
        return None
    j = r.skip("of", _mark(r, number[1]))
    month = month_at(r, j)
    if month is None and r.words.language == "de":
        ordinal = r.ordinal(j)  # "zwölfter fünfter"
        month = ordinal if ordinal and ordinal[0] <= 12 and r.ordinal(i) and not r.at(j).isdigit() else None
    if month is None:
        return None
    return _with_year(r, month[0], number[0], month[1])


def _mark(r: Reading, i: int) -> int:
    return i + 1 if r.at(i) in (".", "-", "/") else i


def _month_day(r: Reading, i: int) -> Day | None:
    month = month_at(r, i)
    if month is None:
        return None
    j = r.skip("day_word", _mark(r, month[1]))
    number = _day_number(r, j)
    if (
        number is None
        or (r.at(j).isdigit() and r.at(number[1]) in (":", "h"))
        or r.has("am", number[1])
        or (r.has("pm", number[1]))
    ):
        return None
    if len(r.at(j)) == 2 and r.at(j).isdigit() and int(r.at(j)) > 31:
        return None
    return _with_year(r, month[0], number[0], number[1])


def _with_year(r: Reading, month: int, number: int, end: int) -> Day:
    for joint in (end, _commas(r, end), r.skip("of", _commas(r, end))):
        year = year_at(r, joint)
        if year is not None:
            value = _date(year[0], month, number)
            return Day(value, year[1]) if value else Day(r.now.date(), year[1], impossible=True)
    if _date(2000, month, number) is None:
        return Day(r.now.date(), end, impossible=True)
    ahead, behind = nearest(r, month, number)
    return Day(ahead or r.now.date(), end, behind)


def _weekday_number(r: Reading, weekday: int, i: int) -> Day | None:
    """ "Friday the 13th", "lunes 21": the nearest day that is both."""
    number = r.ordinal(i) or (_day_number(r, i) if r.at(i).isdigit() or r.has("day_word", i - 1) else None)
    if number is None or r.at(number[1]) in (":", "h", "%") or r.has("oclock", number[1]) is not None:
        return None
    if r.has("am", number[1]) is not None or r.has("pm", number[1]) is not None or r.at(number[1]) in ("/", "-", "to"):
        return None
    today = r.now.date()
    for months in range(15):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        value = _date(year, month + 1, number[0])
        fits = value is not None and value.weekday() == weekday and (value >= today or months == 0)
        if fits and value is not None and (months <= 2 or number[0] > 12 or r.ordinal(i)):
            return Day(value, number[1])
    return None


# today, tomorrow, in three days, two weeks ago, a week on Tuesday


def _relative_word(r: Reading, i: int) -> Day | None:
    word = r.key("days", i)
    if word is not None:
        return Day(r.now.date() + timedelta(days=int(word[0])), word[1], weak=r.at(i) in r.words.shy)
    part = r.key("day_parts", i)
    if part is not None:
        return Day(r.now.date(), part[1], part=part[0])
    for name, days in (("this", 0), ("last", -1)):
        before = r.has(name, i)
        named = r.key("parts", before) if before is not None else None
        if named is not None and r.at(i) not in (
            "the",
            "der",
            "die",
            "das",
            "el",
            "la",
            "le",
            "il",
            "de",
            "het",
            "o",
            "a",
        ):
            return Day(r.now.date() + timedelta(days=days), named[1], part=named[0])
    return None


def shifted(start: date, amount: float, unit: str, sign: int = 1) -> date | None:
    """A day some units away."""
    count = int(sign * amount)
    if unit in ("day", "week", "fortnight"):
        return start + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    if unit in ("month", "year", "quarter"):
        months = start.year * 12 + start.month - 1 + count * {"month": 1, "year": 12, "quarter": 3}[unit]
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


def amounts(r: Reading, i: int) -> tuple[list[tuple[float, str]], int] | None:
    """ "2 years and 21 days": amounts of units, one after the other."""
    found: list[tuple[float, str]] = []
    end = i
    while True:
        amount = r.amount(end)
        unit = r.unit(amount[1]) if amount else None
        if amount is None or unit is None or unit[0] == "weekend":
            break
        found.append((amount[0], unit[0]))
        end = unit[1]
        if r.at(end) in (",", "and", "und", "y", "et", "e", "en") and r.amount(end + 1):
            end += 1
    return (found, end) if found else None


def _counted(r: Reading, i: int) -> Day | None:
    """in three days, three days ago, vor drei Tagen, a week from Friday, 2 weeks before Christmas."""
    opened = next((e for name in ("in", "ago_before") if (e := r.has(name, i)) is not None), None)
    past = r.has("ago_before", i) is not None
    counted = amounts(r, opened if opened is not None else i)
    if counted is None or any(unit in ("minute", "hour") for _, unit in counted[0]):
        return None
    units, end = counted
    today = r.now.date()
    if opened is None:
        ago = r.has("ago", end)
        later = r.has("later", end)
        if ago is not None:
            return _moved(today, units, -1, ago)
        around = _around(r, units, end)
        if around is not None:
            return around
        return _moved(today, units, 1, later) if later is not None else None
    if r.at(i) in ("after", "nach", "na", "despues"):
        return None
    around = _around(r, units, end) if not past else None
    return around or _moved(today, units, -1 if past else 1, end)


def _around(r: Reading, units: list[tuple[float, str]], end: int) -> Day | None:
    """The day the units are counted from or to."""
    for name, sign in (("after", 1), ("from", 1), ("before", -1), ("since", 1)):
        behind = r.has(name, end)
        base = day(r, r.skip("day_word", behind)) if behind is not None else None
        if base is not None and not base.impossible:
            return _moved(base.value, units, sign, base.end)
    return None


def _moved(start: date, units: list[tuple[float, str]], sign: int, end: int) -> Day | None:
    value: date | None = start
    for amount, unit in sorted(units, key=lambda u: ("year", "month").index(u[1]) if u[1] in ("year", "month") else 2):
        value = shifted(value, amount, unit, sign) if value is not None else None
    return Day(value, end) if value is not None else None


# weekdays


def week_start(day_: date) -> date:
    """The Monday of a day's week."""
    return day_ - timedelta(days=day_.weekday())


def _weekday(r: Reading, i: int) -> Day | None:
    """Friday, this Friday, next Friday, viernes que viene, last Sunday, this past Wednesday."""
    before = r.has("latest", i)
    weekday = weekday_at(r, before) if before is not None else None
    if weekday is not None:
        today = r.now.date()
        return Day(today - timedelta(days=(today.weekday() - weekday[0] - 1) % 7 + 1), weekday[1])
    for name in ("after_next", "next", "last", "this"):
        before = r.has(name, i)
        weekday = weekday_at(r, before) if before is not None else None
        if weekday is not None and before is not None:
            behind = _which_behind(r, weekday) if name == "this" else None
            return behind or _which(r, weekday[0], name, weekday[1])
    weekday = weekday_at(r, i)
    if weekday is None:
        return None
    return _which_behind(r, weekday) or _which(r, weekday[0], "", weekday[1], weak=r.at(i) in r.words.shy)


def _which_behind(r: Reading, weekday: tuple[int, int]) -> Day | None:
    """Next and last behind the weekday: viernes pasado, lundi prochain."""
    for name in ("next", "last"):
        behind = r.has(name, weekday[1])
        if behind is not None and r.words.language in ("es", "fr", "it", "pt"):
            return _which(r, weekday[0], name, behind)
    return None


def _which(r: Reading, weekday: int, name: str, end: int, *, weak: bool = False) -> Day:  # noqa: PLR0911
    today = r.now.date()
    here = week_start(today) + timedelta(days=weekday)
    ahead = today + timedelta(days=(weekday - today.weekday()) % 7)
    if name == "next":
        return Day(here + WEEK, end)
    if name == "after_next":
        return Day(here + 2 * WEEK, end)
    if name == "last":
        return Day(here - WEEK, end)
    if name == "this":
        return Day(here if here >= today or r.reference.past else ahead, end, here)
    if r.reference.past:
        behind = today - timedelta(days=(today.weekday() - weekday) % 7)
        return Day(behind, end, ahead, weak=weak, weekday=weekday)
    talked = r.reference.day
    if talked is not None and talked > today and week_start(talked) + timedelta(days=weekday) >= today:
        there = week_start(talked) + timedelta(days=weekday)  # the week being talked about
        return Day(there, end, ahead if ahead != there else None, weak=weak, weekday=weekday)
    return Day(ahead, end, ahead - WEEK, weak=weak, weekday=weekday)


def _weekday_week(r: Reading, i: int) -> Day | None:
    """Friday week, a week on Tuesday, Friday in two weeks, Friday next week, next week Friday, tomorrow week."""
    for name, weeks in (("week_on", 1), ("fortnight_on", 2)):
        behind = r.has(name, i)
        base = day(r, behind) if behind is not None else None
        if base is not None and not base.impossible:
            return Day(base.value + weeks * WEEK, base.end)
    weekday = weekday_at(r, r.skip("day_word", i))
    if weekday is not None:
        ahead = _which(r, weekday[0], "", weekday[1]).value
        for name, weeks in (("week_after", 1), ("fortnight_after", 2)):
            behind = r.has(name, weekday[1])
            if behind is not None:
                return Day(ahead + weeks * WEEK, behind)
        monday = named_week(r, r.skip("of", _commas(r, weekday[1])))
        if monday is not None:
            return Day(monday[0] + timedelta(days=weekday[0]), monday[1])
    monday = named_week(r, i)
    if monday is not None:
        j = _commas(r, monday[1])
        for at in (j, r.skip("join", j)):
            weekday = weekday_at(r, at)
            if weekday is not None:
                return Day(monday[0] + timedelta(days=weekday[0]), weekday[1])
    tomorrow = r.key("days", i)
    if tomorrow is not None and r.words.language == "en" and r.at(tomorrow[1]) == "week":
        return Day(r.now.date() + timedelta(days=int(tomorrow[0])) + WEEK, tomorrow[1] + 1)
    return None


def named_week(r: Reading, i: int) -> tuple[date, int] | None:
    """The Monday of this, next or last week."""
    i = i + 1 if r.at(i) in ("the", "la", "der", "die", "de") and r.has("next", i + 1) is not None else i
    monday = week_start(r.now.date())
    for name, weeks in (("after_next", 2), ("next", 1), ("this", 0), ("last", -1)):
        before = r.has(name, i)
        unit = r.unit(before) if before is not None else None
        if unit is not None and unit[0] == "week":
            behind = unit[1]
            for after_name, weeks_after in (("next", 1), ("last", -1)):
                later = r.has(after_name, behind) if name == "this" else None
                if later is not None:
                    return monday + weeks_after * WEEK, later
            return monday + weeks * WEEK, behind
    unit = r.unit(i)
    if unit is not None and unit[0] == "week":
        for name, weeks in (("next", 1), ("last", -1)):
            behind_name = r.has(name, unit[1])
            if behind_name is not None:
                return monday + weeks * WEEK, behind_name
    return None


def _nth_weekday(r: Reading, i: int) -> Day | None:
    """the first Friday of July, the last Monday in June."""
    j = r.skip("day_word", i)
    ordinal = r.ordinal(j)
    last = None if ordinal else r.has("last", j)
    at = ordinal[1] if ordinal else last
    weekday = weekday_at(r, at) if at is not None else None
    if weekday is None or (ordinal and ordinal[0] > 5):
        return None
    k = r.skip("of", weekday[1])
    month = month_at(r, r.skip("day_word", k))
    if month is None:
        return None
    year = year_at(r, r.skip("of", _commas(r, month[1])))
    today = r.now.date()
    years = [year[0]] if year else [today.year, today.year + 1]
    days = [d for y in years if (d := _nth(y, month[0], weekday[0], ordinal[0] if ordinal else -1))]
    ahead = next((d for d in days if d >= today), days[-1] if days else None)
    return Day(ahead, year[1] if year else month[1]) if ahead else None


def _nth(year: int, month: int, weekday: int, n: int) -> date | None:
    days = [date(year, month, d) for d in range(1, calendar.monthrange(year, month)[1] + 1)]
    fitting = [d for d in days if d.weekday() == weekday]
    if n == -1:
        return fitting[-1]
    return fitting[n - 1] if n <= len(fitting) else None


def _of_month(r: Reading, i: int) -> Day | None:
    """the 3rd, on the 12th, the 20th of next month, am 3., el 15."""
    j = r.has("day_word", i)
    start = i if j is None else j
    number = r.ordinal(start)
    spelled = number is not None and not r.at(start).isdigit()
    romance = r.words.language in ("es", "fr", "it", "pt", "nl") and j is not None
    if number is None and romance and r.at(start).isdigit():
        number = r.digits(start, 1, 31)
        if number is not None and not _ends_a_day(r, number[1]):
            return None
    if number is None or (spelled and j is None):
        return None
    of = r.skip("of", number[1])
    for name, months in (("next", 1), ("last", -1), ("this", 0)):
        before = r.has(name, of)
        unit = r.unit(before) if before is not None else None
        if unit is not None and unit[0] == "month":
            first = shifted(r.now.date().replace(day=1), months, "month")
            value = _date(first.year, first.month, number[0]) if first else None
            return Day(value, unit[1]) if value else None
    if r.at(number[1]) in ("one", "option", "time", "slot") or r.unit(number[1]) is not None or spelled:
        return None
    if number is not None and j is None and not r.at(start).isdigit():
        return None
    return _this_or_next(r, number[0], number[1])


def _ends_a_day(r: Reading, end: int) -> bool:
    return (
        r.at(end) not in (":", "h", "%", "/", ".")
        and r.unit(end) is None
        and r.has("oclock", end) is None
        and (r.has("am", end) is None and r.has("pm", end) is None)
    )


def _this_or_next(r: Reading, number: int, end: int) -> Day | None:
    today = r.now.date()
    for months in range(3):
        shifted_to = shifted(today.replace(day=1), months, "month", -1 if r.reference.past else 1)
        value = _date(shifted_to.year, shifted_to.month, number) if shifted_to else None
        if value is not None and (value <= today if r.reference.past else value >= today):
            behind = shifted(today.replace(day=1), months - 1, "month")
            other = _date(behind.year, behind.month, number) if behind else None
            return Day(value, end, other, weak=True)
    return None


def _holiday(r: Reading, i: int) -> Day | None:
    key = r.key("holidays", i)
    if key is None:
        return None
    year = year_at(r, r.skip("of", _commas(r, key[1])))
    today = r.now.date()
    if year is not None:
        return Day(_feast(key[0], year[0]), year[1])
    days = [_feast(key[0], y) for y in range(today.year - 1, today.year + 2)]
    ahead = next(d for d in days if d >= today)
    behind = next(d for d in reversed(days) if d <= today)
    return Day(behind, key[1], ahead) if r.reference.past else Day(ahead, key[1], behind)


def _feast(key: str, year: int) -> date:
    if not key.startswith("easter"):
        return date(year, int(key[:2]), int(key[3:]))
    return easter(year) + timedelta(days=int(key.removeprefix("easter") or 0))


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
