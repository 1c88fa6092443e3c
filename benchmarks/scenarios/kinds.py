"""The register of kinds, the salon's free times, and a customer with a goal.

The salon: Monday to Friday 9 to 17, Saturday 10 to 14, Thursday until 20; cut and beard trim by Jo or Sam, colour by
Sam; times every half hour, 60 days ahead, an hour's notice. Every talk begins on a Wednesday at 10:00, four weeks after
the one before.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from benchmarks.customers import Customer, Goal, Phrases

Maker = Callable[[datetime, Phrases, random.Random], Customer]
KINDS: dict[str, Maker] = {}
LANGUAGES = ("de", "es", "fr", "it", "pt", "nl")
CLOSED_IN = 16  # days after a talk's beginning the salon is closed (a Friday)


def kind(maker: Maker) -> Maker:
    """Adds a kind under its name."""
    KINDS[maker.__name__] = maker
    return maker


def some_time(now: datetime, pick: random.Random, low: int = 1, high: int = 13) -> datetime:
    """A free time of the salon."""
    while True:
        day = now + timedelta(days=pick.randint(low, high))
        if day.weekday() == 6 or (day - now).days == CLOSED_IN:
            continue
        hour = pick.randint(10, 13) if day.weekday() == 5 else pick.randint(9, 16)
        return day.replace(hour=hour, minute=pick.choice((0, 0, 0, 30)) if hour not in (13, 16) else 0)


def book(name: str, now: datetime, p: Phrases, pick: random.Random, **more: object) -> Customer:
    """A customer who wants one appointment; what is not said is drawn."""
    language = str(more.pop("language", "en"))
    start = more.pop("start", None) or some_time(now, pick)
    assert isinstance(start, datetime)
    service = str(more.pop("service", "cut"))
    opening = more.pop("opening", None) or p.open(pick, service, p.when(pick, start, now, language), language)
    goal = Goal(service, start, staff=more.pop("staff", None))  # type: ignore[arg-type]
    return Customer(name, language, goal, str(opening), now, **more)  # type: ignore[arg-type]


def closed_days(nows: list[datetime]) -> list[date]:
    """The days the salon is closed, for talks that begin at these moments."""
    return [(now + timedelta(days=CLOSED_IN)).date() for now in nows]
