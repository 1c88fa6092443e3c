"""Which responses may be looked at: of an anonymous survey none that stands alone.

Results of five show nobody, but results of five and, after lunch, of six show the sixth. So the responses of an
anonymous survey are released by whole days that are over, and only when at least five new ones came together: each look
shows the same sets as every other look, and two of them never differ by fewer than five.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from records.responses import COMPLETE, Response

FEWEST = 5  # people; the threshold of small groups


def released(responses: Sequence[Response], *, anonymous: bool, now: datetime) -> list[Response]:
    """The responses that results are made of. ``responses`` by day, as they are stored."""
    if not anonymous:
        return list(responses)
    shown: list[Response] = []
    waiting: list[Response] = []
    for day, those in groupby(responses, key=_day):
        if day >= now.date():
            break
        waiting += those
        if sum(one.state == COMPLETE for one in waiting) >= FEWEST:
            shown, waiting = shown + waiting, []
    return shown


def _day(response: Response) -> date:
    return response.started.date()
