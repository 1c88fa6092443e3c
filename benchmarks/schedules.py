"""Phrases and sentences of people who arrange a visit with an assistant, made from parts, with the value each means.

The style is that of dialogues with a calendar: "on the 11th at quarter past 5 in the evening", "next Wednesday
afternoon 2:45". A hash of the sentence's frame sets half aside. Nothing is imported from ``bots``.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

NOW = datetime(2026, 3, 6, 9, 0)  # noqa: DTZ001 - a Friday, the business's wall clock
HOURS = (8, 20)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
    "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_NUMBERS = "twelve one two three four five six seven eight nine ten eleven".split()
_FRAMES = (
    "I need to find a time {on} {day} at {clock}",
    "Can you book it for {day} at {clock}?",
    "{day}, {clock} would be great",
    "I would like an appointment {on} {day}, around {clock}",
    "Sure, please make it {clock} {on} {day}",
    "What about {clock} {on} {day}?",
    "Could I see the doctor {on} {day} at {clock} please?",
    "My wife and I would like to look at the flat {on} {day} at {clock}",
    "No, change it to {day} at {clock}",
    "I am free {on} {day} at {clock}, does it suit them?",
    "schedule a visit for {clock} {on} {day}",
    "Is {day} okay? At {clock}",
    "It should be {on} {day} and I'd come at {clock}",
    "at {clock} {on} {day}",
)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A day or a time in words, the sentence around both, and the values."""

    half: str
    day: str
    clock: str
    sentence: str
    on: date
    at: str


def arranged(count: int, seed: int = 1) -> Iterator[Arranged]:
    """Some sentences, drawn."""
    rng = random.Random(seed)
    for _ in range(count):
        on = NOW.date() + timedelta(days=rng.randint(1, 24))
        minutes = rng.randrange(9 * 60, 19 * 60, 15)
        day, frame = rng.choice(list(_days(on))), rng.choice(_FRAMES)
        clock = rng.choice(list(_clocks(minutes)))
        bare = day.startswith(("next", "this", "tomorrow", "the day", "coming")) or day.split()[0] in ("today",)
        sentence = frame.format(on="" if bare else "on", day=day, clock=clock).replace("  ", " ")
        first = hashlib.sha256(f"{frame} {len(day)} {len(clock)}".encode()).digest()[0]
        yield Arranged(
            "check" if first % 2 else "tune", day, clock, sentence, on, f"{minutes // 60:02d}:{minutes % 60:02d}"
        )


def _days(on: date) -> Iterator[str]:
    away, month, name = (on - NOW.date()).days, _MONTHS[on.month - 1], _DAYS[on.weekday()]
    nth = {1: "st", 2: "nd", 3: "rd"}.get(on.day % 10 if on.day not in (11, 12, 13) else 0, "th")
    yield from (
        f"{month} {on.day}{nth}",
        f"the {on.day}{nth} of {month}",
        f"{month} {on.day}",
        f"{on.day}{nth} {month}",
    )
    yield from (f"the {_NTH[on.day - 1]} of {month}", f"{name} the {on.day}{nth}", f"{name}, {month} {on.day}{nth}")
    if on.month == NOW.month:
        yield from (f"the {on.day}{nth}", f"{on.day}{nth} of this month")
    if away == 1:
        yield "tomorrow"
    if away == 2:
        yield "the day after tomorrow"
    week = (on - (NOW.date() - timedelta(days=NOW.weekday()))).days // 7
    if week == 0:
        yield from (f"this {name}", f"{name} this week")
    if week == 1:
        yield from (f"next {name}", f"{name} next week", f"next week {name}")


def _clocks(minutes: int) -> Iterator[str]:
    hour, minute = divmod(minutes, 60)
    twelve, late = hour % 12 or 12, "pm" if hour >= 12 else "am"
    part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
    said = f"{twelve}:{minute:02d}" if minute else f"{twelve}"
    yield from (f"{twelve}:{minute:02d} {late}", f"{hour}:{minute:02d}", f"{said} in the {part}", f"{part} {said}")
    if minute == 0:
        yield from (f"{twelve} {late}", f"{_NUMBERS[hour % 12]} in the {part}", f"{twelve} o'clock in the {part}")
    around = {15: "quarter past", 30: "half past"}.get(minute)
    if around:
        yield from (f"{around} {twelve} in the {part}", f"{around} {_NUMBERS[hour % 12]} in the {part}")
    if minute == 45:
        following = (hour + 1) % 12
        yield f"quarter to {following or 12} in the {part}"
