"""Seats of a class or a room: how many are taken at once, and which ones a party gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """Some places taken from one instant to another."""

    busy_from: datetime
    busy_to: datetime
    seats: int


def most_at_once(taken: Iterable[Span]) -> int:
    """The greatest number of places taken at one moment; half-open, so who leaves makes room for who comes."""
    edges = sorted(edge for one in taken for edge in ((one.busy_from, one.seats), (one.busy_to, -one.seats)))
    most = running = 0
    for _, change in edges:
        running += change
        most = max(most, running)
    return most


def lowest_gap(taken: Sequence[tuple[int, int]], seats: int) -> int:
    """The first of so many seats beside one another that nobody has. Of a room, whose times overlap as they come, it
    may be higher than the number of its places: what counts is how many are taken at once."""
    first = 0
    for begin, end in sorted(taken):
        if begin - first >= seats:
            break
        first = max(first, end)
    return first
