"""A quantity: how many people, how long, how much; said in another unit it is converted to the one asked for."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice
from bots.words import says_only
from bots.words.company import asks_for_people, company
from bots.words.likeliest import likeliest
from bots.words.meant import meant
from bots.words.numbers import count, most_counted
from bots.words.units import asked_for, in_unit, unit


class _Number:
    name = "number"
    description = "A number, in digits or words, in its unit or one that becomes it"
    kinds = ("number",)
    entity = None
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        if asks_for_people(asked.text):
            for language in likeliest(text, moment.languages):
                several = company(text, count(text, language))
                if several is not None:
                    return _within(several, asked)
        wanted = unit(asked.unit) if asked.unit else asked_for(asked.text)
        languages = likeliest(text, moment.languages)
        for language in languages:
            said = in_unit(text, wanted, language) if wanted else text
            found = meant(said, language, score=False, asked=asked.text)
            if found.value is not None:
                if any(says_only("unsure", text, one) for one in moment.languages):
                    break  # "não sei" is no Italian six
                better = most_counted(said, language, languages)
                found = found if better == language else meant(said, better, score=False, asked=asked.text)
                return Reading(hint="hint_number") if found.value is None else _within(found.value, asked)
        return Reading(hint="hint_number")


def _within(value: float, asked: Asked) -> Reading:
    whole = value == int(value)
    if (asked.low is not None and value < asked.low) or (asked.high is not None and value > asked.high):
        return Reading(hint="hint_range")
    if asked.integer and not whole:
        return Reading(hint="hint_whole")
    return got(int(value) if whole else value)


field = _Number()
