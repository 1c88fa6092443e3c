"""The free times of a week as strips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from builder.components import register

_freeweek = register("freeweek")


@dataclass(frozen=True, slots=True)
class FreeDay:
    """One day: its name, how much is free in words, and the stretches of it in minutes of the wall clock."""

    label: str
    count: str
    when: str
    spans: tuple[tuple[int, int], ...]


def freeweek(days: Sequence[FreeDay], *, old: bool, key: str) -> None:
    """Draw the days. ``old``: they are those of before, and are drawn faint."""
    edges = [edge for day in days for span in day.spans for edge in span] or [0, 1440]
    _freeweek(key=key, data={"days": [asdict(day) for day in days], "from": min(edges), "to": max(edges), "old": old})
