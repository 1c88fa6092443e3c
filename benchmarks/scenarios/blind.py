"""Customers who confirm whatever is shown."""

from __future__ import annotations

import random
from datetime import datetime

from benchmarks.customers import Customer, Phrases
from benchmarks.scenarios.changes import (
    an_hour_later,
    not_monday_but_tuesday,
    other_service_at_summary,
    other_time_at_summary,
    same_time_other_day,
)
from benchmarks.scenarios.kinds import kind
from benchmarks.scenarios.plain import day_first, everything_at_once, for_somebody_else, typos, with_somebody


@kind
def blind_correction(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    maker = pick.choice(
        (an_hour_later, not_monday_but_tuesday, other_time_at_summary, same_time_other_day, other_service_at_summary)
    )
    talk = maker(now, p, pick)
    talk.kind, talk.blind = "blind_correction", True
    return talk


@kind
def blind(now: datetime, p: Phrases, pick: random.Random) -> Customer:
    maker = pick.choice((everything_at_once, typos, with_somebody, for_somebody_else, day_first))
    talk = maker(now, p, pick)
    talk.kind, talk.blind = "blind", True
    return talk
