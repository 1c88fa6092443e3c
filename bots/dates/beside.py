"""A day told by the one being talked about: "the day after", "the following week", "le lendemain", "am Tag davor"."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.days import day
from bots.dates.lexicon import lexicon, tokens
from bots.dates.reading import Reading
from bots.dates.types import Reference


def day_beside(text: str, reference: Reference) -> tuple[date, str] | None:
    """The day meant, and what else the text says; None when no day is being talked about, or another one is named."""
    if reference.day is None:
        return None
    r = Reading(tokens(text)[:40], lexicon(reference.language), reference)
    for i in range(len(r.tokens)):
        key = r.key("beside", i)
        if key is None:
            continue
        longer = r.key("days", i)
        if (longer is not None and longer[1] > key[1]) or day(r, r.skip("join", key[1])) is not None:
            return None  # "the day after tomorrow"
        rest = text[: r.tokens[i].begin] + " " + text[r.tokens[key[1] - 1].end :]
        return reference.day + timedelta(days=int(key[0])), rest
    return None
