"""Moments counted from now: in two hours, half an hour ago, the next few hours, the rest of the day, end of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from bots.dates.days import amounts, day
from bots.dates.pieces import Run
from bots.dates.reading import Reading

_SMALL = ("minute", "hour")
_LAST_MINUTE = time(23, 59)


def with_moment(r: Reading, run: Run, i: int) -> Run | None:
    """A moment, or a stretch that begins or ends now."""
    if run.pieces:
        return _end_of_that_day(r, run, i)
    readers = (_today_away, _now, _half_hour_away, _end_of_day, _rest_of_day, _next_hours, _away)
    return next((found for reader in readers if (found := reader(r, run, i)) is not None), None)


def _now(r: Reading, run: Run, i: int) -> Run | None:
    end = r.has("now", i)
    if end is None or r.at(i) in r.words.shy or not (end == len(r.tokens) == i + 1):
        return None
    return replace(run, end=end, moment=r.now)


def _today_away(r: Reading, run: Run, i: int) -> Run | None:
    """ "heute in zwei Stunden", "today in an hour": today, and from now."""
    today = r.key("days", i)
    if today is None or today[0] != "0" or r.has("in", today[1]) is None:
        return None
    counted = amounts(r, r.skip("in", today[1]))
    if counted is None or any(unit not in _SMALL for _, unit in counted[0]):
        return None
    return replace(run, end=counted[1], moment=r.now + _length(counted[0]))


def _half_hour_away(r: Reading, run: Run, i: int) -> Run | None:
    for at in (r.has("in", i), i):
        end = r.has("half_hour", at) if at is not None else None
        if end is not None:
            ago = r.has("ago", end)
            back = ago is not None and r.words.language == "en"
            return replace(run, end=ago if back and ago else end, moment=r.now + timedelta(minutes=-30 if back else 30))
    return None


def _end_of_day(r: Reading, run: Run, i: int) -> Run | None:
    end = r.has("end_of_day", i)
    if end is None:
        opened = r.has("end_of", i)
        named = day(r, opened) if opened is not None else None
        if named is None or opened is None or not (named.weekday is not None or r.key("days", opened)):
            return None
        return replace(run, end=named.end, moment=datetime.combine(named.value, _LAST_MINUTE))
    for at in (end, r.skip("join", end)):
        said = day(r, at)
        if said is not None and not said.impossible and not said.part:
            return replace(run, end=said.end, moment=datetime.combine(said.value, _LAST_MINUTE))
    return replace(run, end=end, moment=datetime.combine(r.now.date(), _LAST_MINUTE))


def _end_of_that_day(r: Reading, run: Run, i: int) -> Run | None:
    """ "tomorrow end of day"."""
    end = r.has("end_of_day", i)
    if end is None or run.day is None or run.pieces > 1 or run.day.impossible:
        return None
    return replace(run, end=end, day=None, moment=datetime.combine(run.day.value, _LAST_MINUTE))


def _rest_of_day(r: Reading, run: Run, i: int) -> Run | None:
    opened = r.has("rest", i)
    if opened is None:
        return None
    for at in (opened, opened + 1):
        unit = r.unit(at)
        today = r.key("days", at)
        end = unit[1] if unit and unit[0] == "day" else today[1] if today and today[0] == "0" else None
        if end is not None:
            return replace(run, end=end, moment=datetime.combine(r.now.date(), _LAST_MINUTE), moment_end=r.now)
    return None


def _next_hours(r: Reading, run: Run, i: int) -> Run | None:
    """the next hour, the last 20 minutes, 5 coming minutes: a stretch beside now."""
    i = i + 1 if r.at(i) in ("the", "die", "der", "den", "las", "los", "les", "le", "i", "as", "os", "de") else i
    for name, sign in (("next", 1), ("last", -1)):
        opened = r.has(name, i)
        counted = amounts(r, opened) if opened is not None else _between_name(r, name, i)
        unit = r.unit(opened) if opened is not None and counted is None else None
        units = counted[0] if counted else [(1.0, unit[0])] if unit else []
        if not units or not any(u in _SMALL for _, u in units):
            continue
        end = counted[1] if counted else unit[1] if unit else i
        other = r.now + sign * _length(units)
        first, last = (r.now, other) if sign > 0 else (other, r.now)
        return replace(run, end=end, moment=last, moment_end=first)
    return None


def _between_name(r: Reading, name: str, i: int) -> tuple[list[tuple[float, str]], int] | None:
    amount = r.amount(i)
    middle = r.has(name, amount[1]) if amount else None
    unit = r.unit(middle) if middle is not None else None
    return ([(amount[0], unit[0])], unit[1]) if amount and unit else None


def _away(r: Reading, run: Run, i: int) -> Run | None:
    """in two hours, 20 minutes ago, within 3 minutes."""
    for name in ("within", "in", "ago_before", ""):
        opened = r.has(name, i) if name else i
        counted = amounts(r, opened) if opened is not None else None
        if counted is None and name == "within" and opened is not None:
            counted = _glued_hours(r, opened)
        if counted is None or not any(u in _SMALL for _, u in counted[0]):
            continue
        length = _length(counted[0])
        if name in ("in", "within") and not (name == "in" and r.at(i) == "after"):
            both = name == "within" and r.words.language in ("en", "es", "pt", "it")
            return replace(run, end=counted[1], moment=r.now + length, moment_end=r.now if both else None)
        ago = r.has("ago", counted[1])
        if name == "ago_before" or ago is not None:
            return replace(run, end=ago or counted[1], moment=r.now - length)
        later = r.has("later", counted[1])
        if later is not None and r.at(counted[1]) not in ("later", "spater"):
            return replace(run, end=later, moment=r.now + length)
    return None


def _glued_hours(r: Reading, i: int) -> tuple[list[tuple[float, str]], int] | None:
    number = r.digits(i, 1, 99)
    if number is None or r.has("hour_mark", number[1]) is None or not r.glued(number[1]):
        return None
    return [(float(number[0]), "hour")], number[1] + 1


def _length(units: list[tuple[float, str]]) -> timedelta:
    return sum((a * timedelta(**{f"{u}s": 1}) for a, u in units if u in ("minute", "hour", "day", "week")), timedelta())
