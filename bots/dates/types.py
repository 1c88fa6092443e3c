"""What a date or time phrase comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

Kind = Literal["date", "time", "datetime", "daterange", "timerange", "datetimerange"]


@dataclass(frozen=True, slots=True)
class When:
    """A time somebody said, as wall clock of the business: ISO values, end exclusive; None is an open end.

    ``others`` are readings that fit as well (3 o'clock is 03:00 or 15:00); ``start`` is the one to book by.
    ``begin`` and ``finish`` say where in the text it stands.
    """

    kind: Kind
    start: str | None
    end: str | None = None
    begin: int = 0
    finish: int = 0
    others: tuple[str, ...] = ()
    part: str = ""  # morning, afternoon … when that was said
    closed: bool = False  # the last day of a stretch was named and belongs to it

    @property
    def value(self) -> str:
        """The reading as one string: a value, or start/end."""
        return f"{self.start}/{self.end}" if self.kind.endswith("range") else str(self.start)

    def day(self) -> date | None:
        """The (first) day, when one was said."""
        return None if self.kind.startswith("time") or not self.start else date.fromisoformat(self.start[:10])

    def clock(self) -> time | None:
        """The clock time, when exactly one was said."""
        if self.kind not in ("time", "datetime") or not self.start:
            return None
        return time.fromisoformat(self.start.split("T")[-1])


@dataclass(frozen=True, slots=True)
class Reference:
    """What a phrase is read against: now on the business's wall clock, the day being talked about, usual hours.

    ``month_first`` reads 3/4 as March the fourth; ``past`` prefers what has been ("last Friday" of a survey);
    ``expecting`` "time" lets a bare number be a clock time.
    """

    now: datetime
    language: str = "en"
    day: date | None = None
    hours: tuple[int, int] | None = None
    month_first: bool = False
    past: bool = False
    expecting: str = ""
