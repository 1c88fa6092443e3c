"""What readers of dates are asked, set by set, with how an answer is judged.

``specifications``: rows of Recognizers' own specifications (a file, not part of the project). ``everyday`` and
``schedules``: phrases of the project (``benchmarks.everyday``, ``benchmarks.schedules``). Every set has a half that is
only looked at in sum.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from benchmarks import everyday, schedules
from bots.dates import Reference, When
from bots.words import LANGUAGES

ARRANGED = 1200


@dataclass(frozen=True, slots=True)
class Case:
    """One text to read: its set, the column of the table it counts in, and the judge of what was found."""

    set: str
    column: str
    half: str
    text: str
    reference: Reference
    right: Callable[[Sequence[When]], bool]
    wanted: str = ""


def specifications(file: str) -> Iterator[Case]:
    """A row is right when a value found equals one of its readings ("any"), or begins as the booking reading, the
    nearest not in the past ("booking"); once on the phrase, once on the sentence. Kind ``none`` asks for silence."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for row in rows:
        language, us = row["lang"].split("-")[0], row["lang"] == "en"
        if language not in LANGUAGES:
            continue
        reference = Reference(datetime.fromisoformat(row["ref"]), language, month_first=us)
        for part in ("phrase", "text"):
            for column, judge in _judges(row).items():
                yield Case(
                    "specifications",
                    f"{column} {part}",
                    half(row["text"]),
                    row[part],
                    reference,
                    judge,
                    str(row["gold"]),
                )


def half(text: str) -> str:
    """The part a row of the specifications belongs to: seven eighths to look at, one only in sum."""
    first, second = hashlib.sha256(text.encode()).digest()[:2]
    return "check" if first % 2 == 0 and second % 4 == 0 else "tune"


def everyday_cases() -> Iterator[Case]:
    """A phrase is right when what was found begins where it does; one without a time when nothing was found."""
    for language, (batch, name) in itertools.product(
        everyday.LANGUAGES, (("", "everyday"), (".fresh", "fresh"), (".third", "typed"))
    ):
        for one in everyday.phrases(language, batch):
            reference = Reference(everyday.NOW, language, hours=everyday.HOURS)
            column = name if one.starts else f"{name} silent" if batch else "silent"
            judge = _everyday_judge(one)
            yield Case("everyday", column, one.half, one.text, reference, judge, " | ".join(sorted(one.starts)))


def schedule_cases() -> Iterator[Case]:
    """Days and times alone, and the sentence around both."""
    reference = Reference(schedules.NOW, "en", hours=schedules.HOURS)
    for one in schedules.arranged(ARRANGED):
        day, at, both = one.on.isoformat(), one.at, f"{one.on}T{one.at}"
        yield Case("schedules", "phrases", one.half, one.day, reference, _has(day), day)
        yield Case("schedules", "phrases", one.half, one.clock, reference, _has(at), at)
        yield Case("schedules", "sentences", one.half, one.sentence, reference, _has(both, day, at), both)


def _judges(row: Mapping[str, Any]) -> Mapping[str, Callable[[Sequence[When]], bool]]:
    if row["kind"] == "none":
        return {"silent": lambda found: not found}
    wanted, gold = set(row["gold_all"]), row["gold"]

    def anyway(found: Sequence[When]) -> bool:
        return bool({v for w in found for v in (w.value, *w.others)} & wanted)

    def to_book(found: Sequence[When]) -> bool:
        return gold is not None and any(w.value.split("/")[0] == gold.split("/")[0] for w in found)

    return {"any": anyway, "booking": to_book}


def _everyday_judge(phrase: everyday.Phrase) -> Callable[[Sequence[When]], bool]:
    return lambda found: phrase.right([w.value for w in found])


def _has(whole: str, *apart: str) -> Callable[[Sequence[When]], bool]:
    """Whether the value was found, or all its parts (a day and a time found apart are one for a booking)."""

    def judge(found: Sequence[When]) -> bool:
        values = {w.value for w in found}
        return whole in values or (bool(apart) and all(part in values for part in apart))

    return judge
