"""Weekdays: Friday, next Friday, viernes que viene, the last Monday in June, two Sundays from now."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.moves import WEEK, nth_weekday_of, week_start
from bots.dates.names import behind_commas, month_at, weekday_at, year_at
from bots.dates.pieces import Day, Run
from bots.dates.reading import Reading

_ARTICLES = frozenset("the der die den das el la los las le les il lo i o a os as de het".split())
OR = frozenset("or and & / oder und o u y ou et e of en".split())


def named_weekday(r: Reading, i: int) -> Day | None:
    """Friday, this Friday, next Friday, viernes que viene, last Sunday, this past Wednesday."""
    before = r.has("latest", i)
    weekday = weekday_at(r, before) if before is not None else None
    if weekday is not None:
        today = r.now.date()
        return Day(today - timedelta(days=(today.weekday() - weekday[0] - 1) % 7 + 1), weekday[1])
    for name in ("after_next", "coming", "next", "last", "this"):
        before = r.has(name, i)
        weekday = weekday_at(r, before) if before is not None else None
        if weekday is not None and before is not None:
            behind = (_weeks_behind(r, weekday) or which_behind(r, weekday)) if name == "this" else None
            plainly = name == "this" and before == i + 1 and r.at(i) in _ARTICLES  # "el miércoles" says no more
            return behind or which(r, weekday[0], "" if plainly else name, weekday[1])
    weekday = weekday_at(r, i)
    if weekday is None:
        return _some_from_now(r, i)
    some = _weeks_behind(r, weekday)
    if some is not None:
        return some
    if r.week is not None and (r.at(i - 1) in OR or r.at(i - 1) == ","):
        return Day(r.week + timedelta(days=weekday[0]), weekday[1])
    return which_behind(r, weekday) or which(r, weekday[0], "", weekday[1], weak=r.at(i) in r.words.shy)


def week_said(r: Reading, run: Run) -> date | None:
    """The Monday of the week a run names beside its weekday ("Wednesday next week")."""
    if run.day is None:
        return None
    named = any(named_week(r, i) is not None for i in range(run.begin, run.end))
    return week_start(run.day.value) if named else None


def behind_other_weekdays(r: Reading, i: int) -> int:
    """The place behind "or Tuesday, or Wednesday": what follows is said of each ("Monday or Tuesday next week")."""
    while r.at(i) in OR or r.at(i) == "," or r.has("to", i) is not None:
        at = r.has("to", i) or i + 1 + (r.at(i) == "," and r.at(i + 1) in OR)
        weekday = weekday_at(r, r.skip("day_word", at))
        if weekday is None:
            break
        i = weekday[1]
    return i


def _some_from_now(r: Reading, i: int) -> Day | None:
    """Two Sundays from now, three Fridays ago."""
    number = r.number(i)
    weekday = weekday_at(r, number[1]) if number and 1 <= number[0] <= 8 else None
    if number is None or weekday is None:
        return None
    today = r.now.date()
    later, ago = r.has("later", weekday[1]), r.has("ago", weekday[1])
    if later is not None:
        ahead = today + timedelta(days=(weekday[0] - today.weekday() - 1) % 7 + 1)
        return Day(ahead + (number[0] - 1) * WEEK, later)
    if ago is not None:
        behind = today - timedelta(days=(today.weekday() - weekday[0] - 1) % 7 + 1)
        return Day(behind - (number[0] - 1) * WEEK, ago)
    return None


def _weeks_behind(r: Reading, weekday: tuple[int, int]) -> Day | None:
    """Thursday two weeks ago, Donnerstag vor zwei Wochen, the Saturday before last."""
    end = weekday[1]
    monday = week_start(r.now.date()) + timedelta(days=weekday[0])
    if r.at(end) == "before" and r.at(end + 1) == "last":
        return Day(monday - 2 * WEEK, end + 2)
    before = r.has("ago_before", end)
    number = r.number(before or end)
    unit = r.unit(number[1]) if number and 1 <= number[0] <= 8 else None
    if number is None or unit is None or unit[0] != "week":
        return None
    behind = unit[1] if before is not None else r.has("ago", unit[1])
    return Day(monday - int(number[0]) * WEEK, behind) if behind is not None else None


def which_behind(r: Reading, weekday: tuple[int, int]) -> Day | None:
    """Next and last behind the weekday: viernes pasado, lundi prochain."""
    coming = r.has("coming", weekday[1])
    if coming is not None and r.words.language != "de":
        return which(r, weekday[0], "coming", coming)
    for name in ("next", "last"):
        behind = r.has(name, weekday[1])
        if behind is not None and r.words.language in ("es", "fr", "it", "pt"):
            return which(r, weekday[0], name, behind)
    return None


def which(r: Reading, weekday: int, name: str, end: int, *, weak: bool = False) -> Day:  # noqa: PLR0911
    """The date a named weekday means after "next", "this", "last" and the like, in the way of the language."""
    today = r.now.date()
    here = week_start(today) + timedelta(days=weekday)
    ahead = today + timedelta(days=(weekday - today.weekday()) % 7)
    if name == "coming":
        soon = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        return Day(soon, end, here + WEEK if soon != here + WEEK else None)
    if name == "next":
        return Day(here + WEEK, end)
    if name == "after_next":
        return Day(here + 2 * WEEK, end)
    if name == "last" and r.reference.past and r.words.language in ("es", "fr", "it", "pt"):
        return Day(today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1), end, here - WEEK)
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


def _nth_of_named(r: Reading, i: int, weekday: int, n: int) -> Day | None:
    """The first Friday of next month, le premier vendredi du mois prochain."""
    for name, months in (("next", 1), ("last", -1), ("this", 0)):
        before, bare = r.has(name, i), r.unit(i)
        unit = r.unit(before) if before is not None else None
        behind = r.has(name, bare[1]) if bare is not None else None
        end = unit[1] if unit and unit[0] == "month" else behind if bare and bare[0] == "month" else None
        if end is not None:
            number = r.now.year * 12 + r.now.month - 1 + months
            found = nth_weekday_of(number // 12, number % 12 + 1, weekday, n)
            return Day(found, end) if found is not None else None
    return None


def _nth_of_this_month(r: Reading, weekday: tuple[int, int], n: int) -> Day | None:
    """The second Sunday, of this month or, when it is over, of the next."""
    today = r.now.date()
    here = nth_weekday_of(today.year, today.month, weekday[0], n)
    year, month = divmod(today.year * 12 + today.month, 12)
    there = nth_weekday_of(year, month + 1, weekday[0], n)
    ahead = here if here is not None and here >= today else there
    return Day(ahead, weekday[1], here if here != ahead else None) if ahead is not None else None


def nth_weekday(r: Reading, i: int) -> Day | None:
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
        named = _nth_of_named(r, k, weekday[0], ordinal[0] if ordinal else -1)
        return named or (_nth_of_this_month(r, weekday, ordinal[0]) if ordinal and ordinal[0] > 1 else None)
    year = year_at(r, r.skip("of", behind_commas(r, month[1])))
    today = r.now.date()
    years = [year[0]] if year else [today.year, today.year + 1]
    days = [d for y in years if (d := nth_weekday_of(y, month[0], weekday[0], ordinal[0] if ordinal else -1))]
    ahead = next((d for d in days if d >= today), days[-1] if days else None)
    return Day(ahead, year[1] if year else month[1]) if ahead else None


def weekday_then(r: Reading, value: date, end: int) -> Day | None:
    """ "in three weeks on a Friday": the weekday of the week that was counted to."""
    at = r.skip("join", end)
    at = at + 1 if r.at(at) in ("a", "an", "einem", "un", "una", "um", "uma", "een") else at
    weekday = weekday_at(r, at) if r.at(at) not in r.words.shy else None
    return Day(week_start(value) + timedelta(days=weekday[0]), weekday[1]) if weekday else None
