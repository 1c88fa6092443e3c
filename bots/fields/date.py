"""A day, as people say it; what has been comes first ("last Friday", "the 12th")."""

from __future__ import annotations

from bots.dates import Reference, understand
from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice
from bots.words.correcting import corrected


class _Date:
    name = "date"
    description = "A day in any words"
    kinds = ("date",)
    entity = None
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, _asked: Asked, moment: Moment, /) -> Reading:
        for language in moment.languages:
            reference = Reference(moment.now.replace(tzinfo=None), language, past=True)
            for said in dict.fromkeys((text, corrected(text, language))):
                found = [w for w in understand(said, reference) if w.day() is not None]
                days = {w.day() for w in found if w.kind in ("date", "datetime") or w.part}
                if len(days) == 1:
                    day = days.pop()
                    assert day is not None
                    return got(day.isoformat())
        return Reading(hint="hint_date")


field = _Date()
