"""A day told by the one being talked about: "the day after", "the following week", "le lendemain", "am Tag davor", "the
Tuesday after that", "Dienstag drauf"."""

from __future__ import annotations

from datetime import date, timedelta

from bots.dates.days import day
from bots.dates.lexicon import lexicon, tokens
from bots.dates.names import weekday_at
from bots.dates.reading import Reading
from bots.dates.types import Reference


def day_beside(text: str, reference: Reference) -> tuple[date, str] | None:
    """The day meant, and what else the text says; None when no day is being talked about, or another one is named."""
    if reference.day is None:
        return None
    r = Reading(tokens(text)[:40], lexicon(reference.language), reference)
    for i in range(len(r.tokens)):
        weekday = _weekday_beside(r, i)
        if weekday is not None:
            ahead = (weekday[0] - reference.day.weekday() - 1) % 7 + 1
            rest = text[: r.tokens[i].begin] + " " + text[r.tokens[weekday[1] - 1].end :]
            return reference.day + timedelta(days=ahead), rest
        key = r.key("beside", i)
        if key is None:
            continue
        longer = r.key("days", i)
        if (longer is not None and longer[1] > key[1]) or day(r, r.skip("join", key[1])) is not None:
            return None  # "the day after tomorrow"
        rest = text[: r.tokens[i].begin] + " " + text[r.tokens[key[1] - 1].end :]
        return reference.day + timedelta(days=int(key[0])), rest
    return None


def _weekday_beside(r: Reading, i: int) -> tuple[int, int] | None:
    """A weekday after the day being talked about; with more behind it "after" is of the clock ("Tuesday after 4")."""
    led = r.has("then_weekday", i)
    weekday = weekday_at(r, i if led is None else led)
    if weekday is None:
        return None
    end = r.has("weekday_then", weekday[1])
    if end is None:
        return weekday if led is not None else None
    bare = end == weekday[1] + 1 and r.at(weekday[1]) in _AFTER
    return None if bare and (r.at(end).isalnum() or r.at(end) == "-") else (weekday[0], end)


_AFTER = frozenset({"after", "apres", "dopo", "depois", "despues", "following"})
