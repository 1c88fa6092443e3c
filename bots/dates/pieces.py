"""The pieces a date phrase is made of: a day, a stretch of days, and all that stands at one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bots.dates.clocks import Clock


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


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` until before ``last``; ``closed`` when ``last`` itself was named and belongs to it."""

    first: date | None
    last: date | None
    end: int
    closed: bool = False
    other: tuple[date, date] | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """The pieces found at one place."""

    begin: int
    end: int
    day: Day | None = None
    span: Span | None = None
    clock: Clock | None = None
    clocks: tuple[Clock | None, Clock | None] | None = None
    part: str = ""
    half: str = ""
    moment: datetime | None = None
    moment_end: datetime | None = None

    @property
    def pieces(self) -> int:
        return sum(bool(x) for x in (self.day, self.span, self.clock, self.clocks, self.part, self.moment))
