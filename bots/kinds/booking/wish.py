"""What was said about when, as it stands after everything said so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bots.dates.wishes import Wishes
from bots.types import Json

_MOST_CLOCKS = 8  # as many as ``find_times`` takes; the nearest days and the likeliest readings come first
_MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Wish:
    """Days and clock times of the business; ``without`` are days that do not suit; ``edge`` takes the "first" or "last"
    free time of them."""

    first: date | None = None
    last: date | None = None
    at: tuple[time, ...] = ()
    after: time | None = None
    before: time | None = None
    without: tuple[date, ...] = ()
    later_than: datetime | None = None
    earlier_than: datetime | None = None
    edge: str = ""

    @classmethod
    def exactly(cls, start: datetime, zone: ZoneInfo) -> Wish:
        """The wish for one moment."""
        wall = start.astimezone(zone)
        return cls(wall.date(), wall.date(), (wall.time().replace(second=0, microsecond=0, fold=0),))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Wish:
        """A wish from the state of a conversation."""
        return cls(
            _read(date, kept.get("first")),
            _read(date, kept.get("last")),
            tuple(time.fromisoformat(c) for c in kept.get("at") or ()),
            _read(time, kept.get("after")),
            _read(time, kept.get("before")),
            tuple(date.fromisoformat(d) for d in kept.get("without") or ()),
            _read(datetime, kept.get("later_than")),
            _read(datetime, kept.get("earlier_than")),
            kept.get("edge") or "",
        )

    @property
    def empty(self) -> bool:
        return self == Wish()

    @property
    def day(self) -> date | None:
        """The one day wished for."""
        return self.first if self.first == self.last else None

    def moment(self, zone: ZoneInfo) -> datetime | None:
        """The one moment wished for."""
        if self.day is None or not self.at:
            return None
        return datetime.combine(self.day, self.at[0], zone).astimezone(UTC)

    def arguments(self) -> dict[str, Json]:
        """What was said, as arguments of ``find_times`` and for the state."""
        told: dict[str, Json] = {
            "first": _iso(self.first),
            "last": _iso(self.last),
            "at": [f"{c:%H:%M}" for c in self.at[:_MOST_CLOCKS]],
            "after": f"{self.after:%H:%M}" if self.after else None,
            "before": f"{self.before:%H:%M}" if self.before else None,
            "without": [d.isoformat() for d in self.without[:_MOST_DAYS]],
            "later_than": _iso(self.later_than),
            "earlier_than": _iso(self.earlier_than),
            "edge": self.edge,
        }
        return {name: value for name, value in told.items() if value}


def merged(before: Wish, said: Wishes, talked: date | None, table: datetime | None, zone: ZoneInfo) -> Wish:
    """A wish with what a message adds; ``talked`` is the day being talked about, ``table`` the time on the table."""
    if said.shift is not None and table is not None:
        return Wish.exactly(table + said.shift, zone)
    wish = replace(before, later_than=None, earlier_than=None, edge=said.edge)
    if said.edge:
        wish = replace(wish, at=())
    if said.names_day:
        asked_again = said.first if said.first == said.last else None  # a day ruled out before and now named suits
        kept = tuple(day for day in wish.without if day != asked_again)
        wish = replace(wish, first=said.first, last=said.last, without=kept)
    elif said.names_clock and talked is not None:
        wish = replace(wish, first=talked, last=talked)
    if said.names_clock:
        wish = replace(wish, at=said.at, after=said.after, before=said.before)
    elif said.names_day and not said.without and said.first != said.last:
        wish = replace(wish, at=(), after=None, before=None)
    return _without(wish, said) if said.without else wish


def _without(wish: Wish, said: Wishes) -> Wish:
    wish = replace(wish, without=tuple(sorted({*wish.without, *said.without})))
    only_that = wish.first in said.without and wish.first == wish.last and not said.names_day
    return replace(wish, first=None, last=None) if only_that else wish


def _read(kind: Any, said: Any) -> Any:
    return kind.fromisoformat(said) if said else None


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
