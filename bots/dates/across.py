"""Stretches between two moments: from Monday 9am until Tuesday 5pm, between now and eight, from 2pm for two hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from bots.dates.clocks import Clock, clock, text_of
from bots.dates.days import amounts
from bots.dates.names import behind_commas
from bots.dates.pieces import Run
from bots.dates.reading import Reading
from bots.dates.runs import run_at
from bots.dates.types import When

_FORM = "%Y-%m-%dT%H:%M"
_ANDS = frozenset({"and", "y", "et", "e", "en", "und"})


def across(r: Reading, i: int) -> tuple[When, int] | None:
    """The stretch between two moments that begins at a place, and the place behind it."""
    opened = r.has("from", i)
    if opened is not None or r.has("since", i) is not None or r.has("lasting", i) is not None:
        lasting = _lasting(r, i)
        if lasting is not None:
            return lasting
    if not any(r.has("to", at) is not None for at in range(i + 1, len(r.tokens))):
        return None
    return _between(r, i, opened)


def _between(r: Reading, i: int, opened: int | None) -> tuple[When, int] | None:
    start = r.skip("join", opened) if opened is not None else i
    first = _moment(r, start)
    if first is None:
        return None
    joint = r.has("to", first.end)
    if joint is None or (opened is None and r.at(first.end) in _ANDS):
        return None
    second = _moment(r, joint) or _bare(r, first, joint)
    if second is None or not (first.clock or first.moment or second.clock or second.moment):
        return None
    if not any(p.day or p.moment for p in (first, second)):
        return None  # two clock times without a day are runs of their own
    return _pair(r, first, second, i)


def _moment(r: Reading, i: int) -> Run | None:
    now = r.has("now", i)
    if now is not None and r.at(i) not in r.words.shy:
        return Run(i, now, moment=r.now)
    run = run_at(r, i)
    if run is None or run.span or run.clocks or run.part or run.moment_end or (run.day and run.day.impossible):
        return None
    return run


def _bare(r: Reading, first: Run, i: int) -> Run | None:
    found = clock(r, i, bare=True) if first.clock or first.moment else None
    return Run(i, found.end, clock=found) if found is not None else None


def _pair(r: Reading, first: Run, second: Run, i: int) -> tuple[When, int] | None:
    start = _instant(first, None)
    end = _instant(second, start)
    if start is None and first.clock and end is not None:  # "between 2 and 4pm on Monday"
        start = datetime.combine(end.date(), datetime.min.time()) + timedelta(minutes=first.clock.minutes)
    if start is None or end is None or end <= start:
        return None
    place = (r.tokens[i].begin, r.tokens[second.end - 1].end)
    return When("datetimerange", start.strftime(_FORM), end.strftime(_FORM), *place), second.end


def _instant(run: Run, after: datetime | None) -> datetime | None:
    if run.moment is not None:
        return run.moment
    day_ = run.day.value if run.day else None
    if day_ is None and after is not None:
        day_ = after.date()
    if day_ is None or (run.clock is None and run.day is None):
        return None
    moment = datetime.combine(day_, datetime.min.time())
    if run.clock is None:
        return moment
    moment += timedelta(minutes=run.clock.minutes)
    if after is not None and moment <= after and run.clock.open and run.clock.minutes < 720:
        moment += timedelta(hours=12)
    return moment


def _lasting(r: Reading, i: int) -> tuple[When, int] | None:
    """from 2pm for two hours; for 2.5 hours from 9."""
    begun = r.has("from", i)
    if begun is None:
        begun = r.has("since", i)
    if begun is not None:
        start = _start(r, r.skip("at", begun))
        opened = r.has("lasting", behind_commas(r, start.end)) if start else None
        counted = amounts(r, opened) if opened is not None else None
        end = counted[1] if counted else 0
    else:
        opened = r.has("lasting", i)
        counted = amounts(r, opened) if opened is not None else None
        behind = behind_commas(r, counted[1]) if counted else None
        begun = next((e for n in ("from", "since", "at") if behind is not None and (e := r.has(n, behind))), None)
        start = _start(r, r.skip("at", begun)) if begun is not None else None
        end = start.end if start else 0
    if start is None or start.clock is None or counted is None or not all(u in _MINUTES for _, u in counted[0]):
        return None
    return _for(r, start, start.clock, sum(a * _MINUTES[u] for a, u in counted[0]), (i, end)), end


_MINUTES = {"minute": 1, "hour": 60}


def _start(r: Reading, i: int) -> Run | None:
    run = _moment(r, i)
    if run is not None and (run.clock or run.moment):
        return run
    found = clock(r, i, bare=True)
    return Run(i, found.end, clock=found) if found is not None else None


def _for(r: Reading, start: Run, at: Clock, minutes: float, place: tuple[int, int]) -> When:
    readings = [at.minutes] + ([at.minutes + 720] if at.open and at.minutes < 720 else [])
    hours = r.reference.hours
    if hours is not None:
        readings.sort(key=lambda m: not hours[0] * 60 <= m < hours[1] * 60)
    where = (r.tokens[place[0]].begin, r.tokens[place[1] - 1].end)
    if start.day is not None:
        begins = datetime.combine(start.day.value, datetime.min.time()) + timedelta(minutes=readings[0])
        return When(
            "datetimerange", begins.strftime(_FORM), (begins + timedelta(minutes=minutes)).strftime(_FORM), *where
        )
    pairs = [f"{text_of(m)}/{text_of(int(m + minutes))}" for m in readings]
    first, last = pairs[0].split("/")
    return When("timerange", first, last, *where, others=tuple(pairs))
