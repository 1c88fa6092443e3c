"""Where each booking stands in a calendar: columns, minutes of the business's wall clock, lanes beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

HOUR = 64  # pixels of an hour when the day is long; a short day is drawn larger
TALL = 620
SHOWN_IN_SQUARE = 3
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
STATES: Mapping[str, str] = {
    "held": "being asked", "pending": "waits for your yes", "booked": "booked", "cancelled": "cancelled",
    "no_show": "did not come", "done": "came",
}  # fmt: skip

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A booking as it is drawn. Times are the business's; ``kinds`` are the kinds of data behind its bars."""

    id: str
    start: datetime
    end: datetime
    service: str
    staff: str
    staff_name: str
    state: str
    kinds: tuple[str, ...] = ()
    detail: str = ""  # such as "2 of 6 places"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of time: a day, or one person's day."""

    day: date
    title: str
    staff: str | None = None  # None: everybody
    open: Spans = ()
    note: str = ""


def timed(
    columns: Sequence[Column], entries: Iterable[Entry], *, now: datetime, step: int, add: bool, move: bool
) -> dict[str, Any]:
    """A day or a week: what the component draws. ``now`` is on the business's wall clock."""
    placed = [(place, one) for one in entries for place, c in enumerate(columns) if _in(c, one)]
    first, last = _range(columns, [one for _, one in placed])
    lanes = {place: _lanes([one for p, one in placed if p == place]) for place in range(len(columns))}
    several = len({column.day for column in columns}) > 1
    return {
        "view": "time",
        "several": several,
        "columns": [
            {
                "day": c.day.isoformat(), "title": c.title, "long": long_day(c.day), "staff": c.staff, "note": c.note,
                "open": [[max(a, first), min(b, last)] for a, b in c.open], "today": c.day == now.date() and several,
            }
            for c in columns
        ],
        "from": first,
        "to": last,
        "hour": max(HOUR, TALL * 60 // (last - first)),
        "step": step,
        "now": {"day": now.date().isoformat(), "minute": _minute(now)} if first <= _minute(now) < last else None,
        "today": now.date().isoformat(),
        "add": add,
        "move": move,
        "entries": [
            _drawn(one, place, *lanes[place][one.id], now=now, named=columns[place].staff is None)
            for place, one in sorted(placed, key=lambda item: (item[0], item[1].start))
        ],
    }  # fmt: skip


def month(
    first: date, entries: Iterable[Entry], *, now: datetime, closed: Callable[[date], str | None]
) -> dict[str, Any]:
    """The month of a day. ``closed`` gives why a day has no hours (perhaps ""), or None when it is open."""
    by_day: dict[date, list[Entry]] = {}
    for one in sorted(entries, key=lambda e: e.start):
        by_day.setdefault(one.start.date(), []).append(one)
    return {
        "view": "month",
        "names": DAY_NAMES,
        "squares": [_square(day, first, by_day.get(day, []), now.date(), closed(day)) for day in month_days(first)],
    }


def month_days(first: date) -> tuple[date, ...]:
    """Whole weeks that hold the month of a day."""
    start = first.replace(day=1)
    after = (start + timedelta(days=32)).replace(day=1)
    begin = start - timedelta(days=start.weekday())
    end = after + timedelta(days=-after.weekday() % 7)
    return tuple(begin + timedelta(days=n) for n in range((end - begin).days))


def week_days(day: date) -> tuple[date, ...]:
    """Monday to Sunday around a day."""
    begin = day - timedelta(days=day.weekday())
    return tuple(begin + timedelta(days=n) for n in range(7))


def short_day(day: date) -> str:
    """Such as Thu 26."""
    return f"{DAY_NAMES[day.weekday()]} {day.day}"


def long_day(day: date) -> str:
    """Such as Thursday 26 November."""
    return f"{day:%A} {day.day} {day:%B}"


def _drawn(one: Entry, place: int, lane: int, lanes: int, *, now: datetime, named: bool) -> dict[str, Any]:
    day = one.start.date()
    to = _minute(one.end) if one.end.date() == day else 24 * 60
    ends = f"{one.start:%H:%M}–{one.end:%H:%M}"
    kept = "".join(f", {kind} kept secret" for kind in one.kinds)
    who = f" with {one.staff_name}" if one.staff_name else ""
    return {
        "id": one.id,
        "place": place,
        "from": _minute(one.start),
        "to": max(to, _minute(one.start) + 1),
        "lane": lane,
        "lanes": lanes,
        "begins": f"{one.start:%H:%M}",
        "when": f"{one.start:%H:%M}" if lanes > 2 else ends,
        "what": one.service,
        "with": " · ".join(part for part in (one.staff_name if named else "", one.detail, _state(one)) if part),
        "kinds": list(one.kinds),
        "state": one.state,
        "past": one.end <= now,
        "movable": one.state == "booked" and one.start > now,
        "said": f"{long_day(day)}, {ends.replace('–', ' to ')}, {one.service}{who}, {STATES[one.state]}{kept}",
    }


def _state(one: Entry) -> str:
    return "" if one.state == "booked" else STATES.get(one.state, one.state)


def _in(column: Column, one: Entry) -> bool:
    return one.start.date() == column.day and column.staff in (None, one.staff)


def _range(columns: Sequence[Column], entries: Sequence[Entry]) -> tuple[int, int]:
    """From the first opening or booking to the last, in whole hours; ten to six when there is neither."""
    edges = [edge for column in columns for span in column.open for edge in span]
    edges += [edge for one in entries for edge in (_minute(one.start), min(24 * 60, _end(one)))]
    first, last = (min(edges), max(edges)) if edges else (600, 1080)
    return first // 60 * 60, max(-(-last // 60) * 60, first // 60 * 60 + 120)


def _end(one: Entry) -> int:
    return _minute(one.start) + max(1, (one.end - one.start) // timedelta(minutes=1))


def _lanes(entries: Sequence[Entry]) -> dict[str, tuple[int, int]]:
    """Lane and number of lanes: bookings that overlap, also by way of others, share the width of the column."""
    found: dict[str, tuple[int, int]] = {}
    group: list[tuple[Entry, int]] = []
    until = -1
    for one in sorted(entries, key=lambda e: (e.start, -_end(e))):
        if group and _minute(one.start) >= until:
            found |= _settled(group)
            group = []
        busy = {lane for other, lane in group if _end(other) > _minute(one.start)}
        lane = next(n for n in range(len(group) + 1) if n not in busy)
        group.append((one, lane))
        until = max(until, _end(one)) if len(group) > 1 else _end(one)
    return found | _settled(group)


def _settled(group: Sequence[tuple[Entry, int]]) -> dict[str, tuple[int, int]]:
    lanes = max((lane for _, lane in group), default=0) + 1
    return {one.id: (lane, lanes) for one, lane in group}


def _square(day: date, first: date, entries: Sequence[Entry], today: date, closed: str | None) -> dict[str, Any]:
    active = [one for one in entries if one.state != "cancelled"]
    shown = (active or list(entries))[:SHOWN_IN_SQUARE]
    count = f"{len(active)} booking{'' if len(active) == 1 else 's'}" if active else "nothing booked"
    return {
        "day": day.isoformat(),
        "number": str(day.day),
        "note": closed or "",
        "out": day.month != first.month,
        "today": day == today,
        "closed": closed is not None,
        "said": f"{long_day(day)}: {count}" + (f", {closed or 'closed'}" if closed is not None else ""),
        "count": len(active),
        "entries": [{"when": f"{one.start:%H:%M}", "what": one.service, "state": one.state} for one in shown],
        "more": len(active) - len(shown) if active else 0,
    }


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute
