"""Dates and times in a text."""

from __future__ import annotations

from bots.dates import duckling
from bots.dates.types import Reference, When


def understand(text: str, reference: Reference) -> tuple[When, ...]:
    """Every date and time a text names, in the text's order; nothing where it only looks like one."""
    return duckling.parse(text, reference)
