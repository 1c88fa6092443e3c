"""Wall clock to instant and back, with the two nights on which the clocks change.

A wall time in the spring gap does not exist; one in the autumn fold exists twice. ``instants`` says which of the
three it is by the length of what it gives (PEP 495: ``fold`` picks the second pass).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_END = "24:00"


def instants(day: date, clock: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The UTC instants a wall time stands for: none in a gap, two in a fold, else one."""
    wall = datetime.combine(day, clock)
    found: list[datetime] = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall and instant not in found:
            found.append(instant)
    return tuple(sorted(found))


def boundary(day: date, clock: str, zone: ZoneInfo) -> datetime:
    """The instant of an opening or closing time; in a gap the instant the clocks jump, in a fold the first pass."""
    if clock == DAY_END:
        day, clock = day + timedelta(days=1), "00:00"
    wall = time.fromisoformat(clock)
    found = instants(day, wall, zone)
    if found:
        return found[0]
    return _after_gap(datetime.combine(day, wall), zone)


def _after_gap(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the jump: read with the offset before it, a gap time lies exactly as far behind the jump as
    it lies inside the gap, so stepping back minute by minute to the last existing wall time finds it."""
    while not instants(wall.date(), wall.time(), zone):
        wall -= timedelta(minutes=1)
    return instants(wall.date(), wall.time(), zone)[-1] + timedelta(minutes=1)
