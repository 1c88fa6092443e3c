"""Days: the 3rd of May, Friday week, in three days, the 20th of next month, today."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.holidays import holiday
from bots.dates.moves import WEEK, date_of, nearest, shifted, week_start
from bots.dates.names import behind_commas, month_at, weekday_at, year_at
from bots.dates.numeric import numeric
from bots.dates.pieces import Day
from bots.dates.reading import Reading, once
from bots.dates.weekdays import behind_other_weekdays, named_week, named_weekday, nth_weekday, weekday_then, which


@once
def day(r: Reading, i: int) -> Day | None:
    """The day named at a place, by the longest reading."""
    found = [d for reader in _READERS if (d := reader(r, i)) is not None]
    return max(found, key=lambda d: d.end) if found else None


def _written(r: Reading, i: int) -> Day | None:
    which_one = next((e for name in ("this", "next", "last") if (e := r.has(name, i)) is not None), i)
    weekday = weekday_at(r, which_one) or weekday_at(r, i)
    start = i
    if weekday is not None:
        start = weekday[1]
        start = behind_commas(r, start)
    start = r.skip("day_word", start)
    found = _day_month(r, start) or _month_day(r, start) or (numeric(r, start) if weekday is not None else None)
    if found is not None and not (weekday is not None and _rather_minutes(r, start, weekday[0], found)):
        return found
    if weekday is not None and start > weekday[1] - 1 and weekday_at(r, i):
        return _weekday_number(r, weekday[0], start)
    return None


def _rather_minutes(r: Reading, i: int, weekday: int, found: Day) -> bool:
    """ "fri 3.30": minutes, where the day of those numbers is another weekday."""
    return r.at(i + 1) == "." and r.at(i + 2) in ("00", "15", "30", "45") and found.value.weekday() != weekday


def day_number(r: Reading, i: int) -> tuple[int, int] | None:
    """The day of a month at a word ("the 3rd", "12", "twelve") and the word behind it; None where there is none."""
    found = r.ordinal(i) or r.digits(i, 1, 31)
    if found is not None:
        return found
    number = r.number(i)
    return number if number is not None and 1 <= number[0] <= 31 and r.at(i) not in ("a", "an", "o") else None


def _day_month(r: Reading, i: int) -> Day | None:
    number = day_number(r, i)
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
    number = day_number(r, j)
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
    for joint in (end, behind_commas(r, end), r.skip("of", behind_commas(r, end))):
        year = year_at(r, joint)
        if year is not None:
            value = date_of(year[0], month, number)
            return Day(value, year[1]) if value else Day(r.now.date(), year[1], impossible=True)
    if date_of(2000, month, number) is None:
        return Day(r.now.date(), end, impossible=True)
    short = r.digits(end + 1, 32, 99) if r.at(end) in ("of", "'", "’") else None
    if short is not None:  # "15 April of 87"
        value = date_of((1900 if short[0] > 69 else 2000) + short[0], month, number)
        return Day(value or r.now.date(), short[1], impossible=value is None)
    ahead, behind = nearest(r, month, number)
    return Day(ahead or r.now.date(), end, behind)


def _weekday_number(r: Reading, weekday: int, i: int) -> Day | None:
    """ "Friday the 13th", "lunes 21": the nearest day that is both."""
    number = r.ordinal(i) or (day_number(r, i) if r.at(i).isdigit() or r.has("day_word", i - 1) else None)
    spelled = r.number(i) if number is None else None
    number = spelled if spelled is not None and 12 < spelled[0] <= 31 and spelled[1] > i + 1 else number
    minutes = r.at(i + 1) == "." and r.glued(i + 1) and r.glued(i + 2) and r.digits(i + 2, 0, 59) is not None
    if number is None or minutes or r.at(number[1]) in (":", "h", "%") or r.has("oclock", number[1]) is not None:
        return None
    if r.has("am", number[1]) is not None or r.has("pm", number[1]) is not None or r.at(number[1]) in ("/", "-", "to"):
        return None
    today = r.now.date()
    for months in range(15):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        value = date_of(year, month + 1, number[0])
        fits = value is not None and value.weekday() == weekday and (value >= today or months == 0)
        if fits and value is not None and (months <= 2 or number[0] > 12 or r.ordinal(i)):
            return None if _rather_an_hour(r, i, number[0], value) else Day(value, number[1])
    return None


def _rather_an_hour(r: Reading, i: int, number: int, value: date) -> bool:
    """ "friday 10" to a shop open at ten, with the next Friday the 10th weeks away: English says a day "the 10th".
    Everywhere "sexta 3 da tarde" is three in the afternoon, unless this Friday is the third."""
    hours, away = r.reference.hours, (value - r.now.date()).days
    if hours is None or r.ordinal(i) or not r.at(i).isdigit() or r.has("day_word", i - 1) is not None:
        return False
    opened = number <= 12 and any(hours[0] <= clock <= hours[1] for clock in (number, number + 12))
    behind = r.key("parts", i + 1) or r.key("parts", r.skip("join", i + 1))
    if opened and behind is not None and away > 7:
        return True
    return r.words.language == "en" and opened and away > 14 and r.at(i - 1) != "the"


def _that_and(r: Reading, word: tuple[str, int]) -> Day | None:
    """ "heute in einer Woche", "vandaag over twee weken": a day and what is added to it."""
    opened = r.has("in", word[1])
    counted = amounts(r, opened) if opened is not None else None
    if counted is None or any(unit not in ("day", "week", "fortnight", "month") for _, unit in counted[0]):
        return None
    return _moved(r.now.date() + timedelta(days=int(word[0])), counted[0], 1, counted[1])


def _week_from(r: Reading, word: tuple[str, int]) -> Day | None:
    """ "heute in acht Tagen", "de hoy en ocho", "oggi a otto": a week from a day, in the way people count it."""
    for name, weeks in (("week_after", 1), ("fortnight_after", 2)):
        behind = r.has(name, word[1])
        if behind is not None:
            return Day(r.now.date() + timedelta(days=int(word[0])) + weeks * WEEK, behind)
    return None


def _spelled_week(r: Reading, i: int) -> Day | None:
    """ "in acht Tagen", "dans huit jours", spelled, are a week, "dans quinze jours" two; in digits they are days."""
    for name, weeks in (("week_after", 1), ("fortnight_after", 2)):
        found = r.has(name, i) if r.words.language in ("de", "fr", "pt") else None
        if found is not None and found >= i + 3 and not any(r.at(n).isdigit() for n in range(i, found)):
            return Day(r.now.date() + weeks * WEEK, found)
    return None


def _relative_word(r: Reading, i: int) -> Day | None:
    word = r.key("days", i)
    later = (_week_from(r, word) or _that_and(r, word)) if word is not None else None
    if later is not None:
        return later
    if word is not None:
        return Day(r.now.date() + timedelta(days=int(word[0])), word[1], weak=r.at(i) in r.words.shy)
    part = r.key("day_parts", i)
    if part is not None:
        return Day(r.now.date(), part[1], part=part[0])
    for name, days in (("this", 0), ("next", 1), ("last", -1)):
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


def amounts(r: Reading, i: int) -> tuple[list[tuple[float, str]], int] | None:
    """ "2 years and 21 days": amounts of units, one after the other."""
    found: list[tuple[float, str]] = []
    end = i
    while True:
        amount = r.amount(end)
        unit = r.unit(amount[1]) if amount else None
        if amount is None or unit is None or unit[0] == "weekend":
            break
        half = r.has("and_half", unit[1])
        found.append((amount[0] + (0.5 if half is not None else 0), unit[0]))
        end = half or unit[1]
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
    found = around or _moved(today, units, -1 if past else 1, end)
    weeks = found is not None and not past and all(u in ("week", "fortnight") for _, u in units)
    return (weekday_then(r, found.value, found.end) if weeks and found else None) or found


def _beside(r: Reading, i: int) -> Day | None:
    """the day after Easter, the day before next Tuesday, le lendemain de Noël."""
    article = r.at(i) in ("the", "der", "den", "el", "le", "il", "o", "de")
    unit = r.unit(i + 1 if article else i)
    return _around(r, [(1.0, "day")], unit[1]) if unit is not None and unit[0] == "day" else None


def _around(r: Reading, units: list[tuple[float, str]], end: int) -> Day | None:
    """The day the units are counted from or to ("3 weeks after Friday", "a week today", "two weeks on Monday")."""
    if r.words.language == "en" and all(unit in ("week", "fortnight", "month") for _, unit in units):
        base = day(r, r.skip("day_word", end)) if not r.at(end).isdigit() else None
        if base is not None and (r.key("days", end) or (base.weekday is not None and r.at(end) == "on")):
            return _moved(base.value, units, 1, base.end)
    for name, sign in (("after", 1), ("from", 1), ("before", -1), ("since", 1)):
        behind = r.has(name, end)
        base = day(r, r.skip("day_word", behind)) if behind is not None else None
        if base is not None and not base.impossible:
            return _moved(base.value, units, sign, base.end)
    return None


def _that_day_on(r: Reading, i: int) -> Day | None:
    """ "same day next week": the day being talked about, else today, in that week."""
    opened = r.has("same_day", i)
    monday = named_week(r, r.skip("join", opened)) if opened is not None else None
    if monday is None:
        return None
    base = r.reference.day or r.now.date()
    return Day(base + (monday[0] - week_start(r.now.date())), monday[1])


def _moved(start: date, units: list[tuple[float, str]], sign: int, end: int) -> Day | None:
    value: date | None = start
    for amount, unit in sorted(units, key=lambda u: ("year", "month").index(u[1]) if u[1] in ("year", "month") else 2):
        value = shifted(value, amount, unit, sign) if value is not None else None
    return Day(value, end) if value is not None else None


def _weekday_week(r: Reading, i: int) -> Day | None:
    """Friday week, a week on Tuesday, Friday in two weeks, Friday next week, next week Friday, tomorrow week."""
    for name, weeks in (("week_on", 1), ("fortnight_on", 2)):
        behind = r.has(name, i)
        base = day(r, behind) if behind is not None else None
        if base is not None and not base.impossible:
            return Day(base.value + weeks * WEEK, base.end)
    weekday = weekday_at(r, r.skip("day_word", i))
    if weekday is not None:
        ahead = which(r, weekday[0], "", weekday[1]).value
        for name, weeks in (("week_after", 1), ("fortnight_after", 2)):
            behind = r.has(name, weekday[1])
            if behind is not None:
                return Day(ahead + weeks * WEEK, behind)
        monday = named_week(r, r.skip("of", behind_commas(r, weekday[1])))
        if monday is not None:
            return Day(monday[0] + timedelta(days=weekday[0]), monday[1])
        others = behind_other_weekdays(r, weekday[1])
        monday = named_week(r, r.skip("of", behind_commas(r, others))) if others > weekday[1] else None
        if monday is not None:
            return Day(monday[0] + timedelta(days=weekday[0]), weekday[1])
    monday = named_week(r, i)
    if monday is not None:
        j = behind_commas(r, monday[1])
        for at in (j, r.skip("join", j)):
            weekday = weekday_at(r, at)
            if weekday is not None:
                return Day(monday[0] + timedelta(days=weekday[0]), weekday[1])
    return None


def _tomorrow_week(r: Reading, i: int) -> Day | None:
    """tomorrow week."""
    word = r.key("days", i)
    if word is None:
        return None
    base = r.now.date() + timedelta(days=int(word[0]))
    if r.words.language == "en" and r.at(word[1]) == "week":
        return Day(base + WEEK, word[1] + 1)
    return None


def _of_month(r: Reading, i: int) -> Day | None:  # noqa: PLR0911 - one shape after the other
    """the 3rd, on the 12th, the 20th of next month, am 3., el 15."""
    j = r.has("day_word", i)
    start = i if j is None else j
    if j is not None:
        whole = numeric(r, j) or _written(r, j)
        if whole is not None:
            return whole  # "am 13.5.2026" is one date, not the 13th and a clock time
    number = r.ordinal(start)
    spelled = number is not None and not r.at(start).isdigit()
    romance = r.words.language in ("es", "fr", "it", "pt", "nl") and j is not None
    if number is None and romance and r.at(start).isdigit():
        number = r.digits(start, 1, 31)
        if number is not None and not _ends_a_day(r, number[1]):
            return None
    if number is None and romance and r.at(start).isalpha():
        number = r.number(start)
        if number is None or not 2 <= number[0] <= 31 or not _stands_alone(r, number[1]):
            return None
    if number is None:
        return None
    of = r.skip("of", number[1])
    for name, months in (("next", 1), ("last", -1), ("this", 0)):
        before = r.has(name, of)
        unit = r.unit(before) if before is not None else None
        bare = r.unit(of) if unit is None else None
        behind = r.has(name, bare[1]) if bare is not None and bare[0] == "month" else None
        end = unit[1] if unit is not None and unit[0] == "month" else behind
        if end is not None:
            first = shifted(r.now.date().replace(day=1), months, "month")
            value = date_of(first.year, first.month, number[0]) if first else None
            return Day(value, end) if value else None
    if spelled and j is None:
        return None
    counted = r.at(number[1]) in ("one", "option", "time", "slot") or r.unit(number[1]) is not None
    if counted or spelled or (j is None and not r.at(start).isdigit()):
        return None
    return this_or_next(r, number[0], number[1])


def _stands_alone(r: Reading, end: int) -> bool:
    """Whether a spelled number counts nothing: it ends the text, or a time of the day follows."""
    if not _ends_a_day(r, end):
        return False
    after = r.at(end)
    timed = r.has("at", end) is not None or r.key("parts", r.skip("join", end)) is not None
    return not after or (not after.isalpha() and after not in "%€$£") or timed


def _ends_a_day(r: Reading, end: int) -> bool:
    return (
        r.at(end) not in (":", "h", "%", "/", ".")
        and r.unit(end) is None
        and r.has("oclock", end) is None
        and (r.has("am", end) is None and r.has("pm", end) is None)
    )


def this_or_next(r: Reading, number: int, end: int) -> Day | None:
    """The day of this month, or of the next one that has it, which is not over."""
    today = r.now.date()
    for months in range(3):
        shifted_to = shifted(today.replace(day=1), months, "month", -1 if r.reference.past else 1)
        value = date_of(shifted_to.year, shifted_to.month, number) if shifted_to else None
        if value is not None and (value <= today if r.reference.past else value >= today):
            behind = shifted(today.replace(day=1), months - 1, "month")
            other = date_of(behind.year, behind.month, number) if behind else None
            return Day(value, end, other, weak=True)
    return None


_READERS = (
    numeric, _written, _relative_word, _spelled_week, _counted, _beside, nth_weekday, _weekday_week, _tomorrow_week,
    _that_day_on, named_weekday, holiday, _of_month,
)  # fmt: skip
