"""From the pieces found at one place to one reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bots.dates.clocks import Clock, span_of, text_of
from bots.dates.moves import WEEK
from bots.dates.pieces import Day, Run, Span
from bots.dates.reading import Reading
from bots.dates.types import Kind, When


def value(run: Run, r: Reading) -> When | None:  # noqa: PLR0911 - one line per mixture of pieces
    """One reading of the pieces."""
    place = (r.tokens[run.begin].begin, r.tokens[run.end - 1].end)
    if run.day is not None and run.day.impossible:
        return None
    if run.moment is not None:
        return _moment(run, place)
    clock_ = run.clock.settled(run.part) if run.clock else None
    if clock_ is not None:
        return _at(run.day, clock_, place, r)
    if run.clocks is not None:
        return _between(run, r, run.clocks, run.part, place)
    if run.part:
        return _in_part(run.day, run.span, run.part, run.half, place)
    if run.span is not None:
        return _days(run.span, place)
    if run.day is not None:
        other = (run.day.other.isoformat(),) if run.day.other else ()
        return When("date", run.day.value.isoformat(), None, *place, others=other)
    return None


def _moment(run: Run, place: tuple[int, int]) -> When:
    assert run.moment is not None
    said = run.moment.strftime("%Y-%m-%dT%H:%M")
    if run.moment_end is not None:
        return When("datetimerange", run.moment_end.strftime("%Y-%m-%dT%H:%M"), said, *place)
    return When("datetime", said, None, *place)


def _at(day_: Day | None, at: Clock, place: tuple[int, int], r: Reading) -> When:
    readings = [at.minutes]
    if at.open:
        readings.append(at.minutes + 720 if at.minutes < 720 else at.minutes - 720)
    clocks = [text_of(m) for m in readings]
    hours = r.reference.hours
    if hours is not None and at.open:
        clocks.sort(key=lambda c: not hours[0] <= int(c[:2]) < hours[1])
    if day_ is None:
        return When("time", clocks[0], None, *place, others=tuple(clocks))
    if day_.weekday is not None and day_.value == r.now.date() and not r.reference.past:
        usual = [c for c in clocks if hours is None or hours[0] <= int(c[:2]) < hours[1]] or clocks
        ahead = [c for c in usual if c > f"{r.now:%H:%M}"]
        day_ = day_ if ahead else replace(day_, value=day_.value + WEEK, other=day_.value)
        clocks = ahead + [c for c in clocks if c not in ahead]
    days = [day_.value.isoformat()] + ([day_.other.isoformat()] if day_.other else [])
    values = [f"{d}T{c}" for d in days for c in clocks]
    return When("datetime", values[0], None, *place, others=tuple(values))


def _in_hours(clock_: Clock, r: Reading) -> Clock:
    """The reading of an open clock time that lies in the usual hours ("after 5" of a shop is 17:00)."""
    hours = r.reference.hours
    if hours is None or not clock_.open or hours[0] * 60 <= clock_.minutes <= hours[1] * 60:
        return clock_
    later = clock_.minutes + 720
    return replace(clock_, minutes=later) if clock_.minutes < 720 and later <= hours[1] * 60 + 180 else clock_


def _between(
    run: Run, r: Reading, clocks: tuple[Clock | None, Clock | None], part_: str, place: tuple[int, int]
) -> When:
    day_, span_ = run.day, run.span
    first, last = (_in_hours(c.settled(part_), r) if c else None for c in clocks)
    if first and last and last.minutes <= first.minutes and last.minutes + 720 > first.minutes and last.open:
        last = replace(last, minutes=(last.minutes + 720) % 1440)
    start, end = (text_of(c.minutes) if c else None for c in (first, last))
    others: tuple[str, ...] = ()
    if first and last and first.open and last.open:
        others = (f"{text_of(first.minutes + 720)}/{text_of(last.minutes + 720)}",)
    if day_ is None and span_ is None:
        return When("timerange", start, end, *place, others=others)
    if span_ is not None:
        return _over_days(span_, start or "00:00", end or "24:00", place, "")
    assert day_ is not None
    return _on_day(day_, start, end, place, "", others)


def _on_day(
    day_: Day, start: str | None, end: str | None, place: tuple[int, int], part_: str, others: tuple[str, ...] = ()
) -> When:
    def on(base: object, a: str | None, b: str | None) -> tuple[str | None, str | None]:
        last = base
        if a and b and b <= a and b != "00:00":
            last = base + timedelta(days=1)  # type: ignore[operator]
        shown = "23:59" if b in ("24:00", "00:00") and part_ else b
        return (f"{base}T{a}" if a else None), (f"{last}T{shown}" if b else None)

    pairs = [(start, end), *(tuple(o.split("/")) for o in others)]
    days = [day_.value] + ([day_.other] if day_.other else [])
    values = [on(d, *pair) for d in days for pair in pairs]
    first = values[0]
    if first[0] is None and first[1] is not None:
        first = (f"{day_.value}T00:00", first[1])
    if first[1] is None and first[0] is not None:
        first = (first[0], f"{day_.value + timedelta(days=1)}T00:00")
    rest = tuple(f"{a}/{b}" for a, b in values)
    return When("datetimerange", first[0], first[1], *place, others=rest, part=part_)


def _in_part(day_: Day | None, span_: Span | None, part_: str, half: str, place: tuple[int, int]) -> When:
    low, high = span_of(part_, half)
    start, end = text_of(low), "23:59" if high == 1440 else text_of(high)
    if day_ is not None:
        return _on_day(day_, start, end, place, part_)
    if span_ is not None:
        return _over_days(span_, start, end, place, part_)
    return When("timerange", start, end, *place, part=part_)


def _over_days(span_: Span, start: str, end: str, place: tuple[int, int], part_: str) -> When:
    """The same hours on each of several days: the first day's beginning to the last day's end."""
    last = span_.last - timedelta(days=0 if span_.closed else 1) if span_.last else None
    first = f"{span_.first}T{start}" if span_.first else None
    return When(
        "datetimerange", first, f"{last}T{'23:59' if end == '24:00' else end}" if last else None, *place, part=part_
    )


def _days(span_: Span, place: tuple[int, int]) -> When:
    kind: Kind = "daterange"
    others = (f"{span_.other[0]}/{span_.other[1]}",) if span_.other else ()
    start, end = (str(d) if d else None for d in (span_.first, span_.last))
    return When(kind, start, end, *place, others=others, closed=span_.closed)
