"""Dates and times as people say them, in seven languages, read for a booking or a survey."""

from __future__ import annotations

from bots.dates.types import Reference, When
from bots.dates.understand import understand

__all__ = ["Reference", "When", "understand"]
