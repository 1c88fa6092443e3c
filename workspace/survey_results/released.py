"""Which responses may be looked at: of an anonymous survey none that stands alone.

Results of five show nobody, but results of five and, after lunch, of six show the sixth. So the responses of an
anonymous survey are released in batches: whole days that are over, at least five people who answered to the end
together, nobody among them who may still go on. Each look shows whole batches, so two looks never differ by fewer.
Left as a known limit: who keeps every look for months, and deletes old answers in between, may subtract more cleverly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
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


def _day(response: Response) -> date:
    return response.started.date()
