"""Stretches of days at a place, by the longest reading."""

from __future__ import annotations

from bots.dates.between import edge, from_to, in_month, lasting
from bots.dates.pieces import Span
from bots.dates.reading import Reading
from bots.dates.stretches import NAMED
from bots.dates.years import years

_READERS = (from_to, in_month, lasting, edge, *NAMED, years)


def span(r: Reading, i: int) -> Span | None:
    """The stretch of days at a place, by the longest reading."""
    found = [s for reader in _READERS if (s := reader(r, i)) is not None]
    return max(found, key=lambda s: s.end) if found else None
