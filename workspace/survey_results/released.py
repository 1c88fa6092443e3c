"""Which responses may be looked at: of an anonymous survey none that stands alone.

Results of five show nobody, but results of five and, after lunch, of six show the sixth. So the responses of an
anonymous survey are released in batches: whole days that are over, at least five people who answered to the end
together, nobody among them who may still go on. Each look shows whole batches, so two looks never differ by fewer.
Left as a known limit: who keeps every look for months, and deletes old answers in between, may subtract more cleverly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from records.responses import COMPLETE, Response

FEWEST = 5  # people; the threshold of small groups
Batches = list[list[Response]]


def batches(responses: Sequence[Response], *, now: datetime) -> Batches:
    """The batches that may be looked at. ``responses`` by day, as they are stored."""
    released: Batches = []
    waiting: list[Response] = []
    for day, those in groupby(responses, key=_day):
        waiting += those
        if day >= now.date() or any(one.open for one in waiting):
            break
        if sum(one.state == COMPLETE for one in waiting) >= FEWEST:
            released.append(waiting)
            waiting = []
    return released


@dataclass(frozen=True, slots=True)
class Wait:
    """What responses that are not shown yet wait for: so many more people, then a day's end; ``until`` when known."""

    people: int = 0
    until: datetime | None = None


def wait(hidden: Sequence[Response], *, now: datetime) -> Wait:
    """What the responses that no batch of an anonymous survey holds wait for, if nobody else answers meanwhile."""
    missing = FEWEST - sum(one.state == COMPLETE for one in hidden)
    if missing > 0:
        return Wait(missing)
    last = max((now.date(), *(_day(one) for one in hidden)))
    days = 2 if any(one.open for one in hidden) else 1  # a talk that is left open is closed after a day
    return Wait(until=datetime.combine(last + timedelta(days=days), time(), tzinfo=now.tzinfo))


def _day(response: Response) -> date:
    return response.started.date()
