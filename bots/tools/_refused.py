"""Why a time could not be had, as the tools tell it: with the places left, when they are too few for all who come."""

from __future__ import annotations

from datetime import datetime

from bots.calendar.slots import Calendar, WhyNot
from bots.schema.booking import Service
from bots.types import Json


def refused(
    rules: Calendar, service: Service, start: datetime, staff: str | None, why: WhyNot | None
) -> dict[str, Json]:
    """The reason by the rules, or that somebody was quicker."""
    left: dict[str, Json] = {"left": rules.left(service, start, staff)} if why is WhyNot.FEW else {}
    return {"why": why.value if why else "taken", **left}
