"""Everyday booking phrases as people write them to a hairdresser or a clinic, and messages that name no time.

The phrases were written by hand before any rule was changed for them, all as if said on Wednesday 18 March 2026 at
10:00 to a business open from 9 to 18. ``phrases/<language>.tsv`` holds a phrase and what it means: month-day, a clock
time, or both; ``/`` where a stretch begins; ``|`` between readings as good; ``<language>.none.tsv`` names no time.
A hash sets half of them aside (``check``): rules are written looking at ``tune`` only. ``<language>.fresh.tsv`` are
194 more as typed on phones, ``<language>.third.tsv`` 110 typed with slips (most Dutch and Portuguese); both were
written after the rules stood, and are counted apart.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PHRASES = Path(__file__).parent / "phrases"
NOW = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - the business's wall clock
HOURS = (9, 18)
LANGUAGES = ("en", "de", "es", "fr", "it", "pt", "nl")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and where its readings begin; none: it names no time."""

    language: str
    text: str
    starts: frozenset[str]

    @property
    def half(self) -> str:
        """The half it belongs to; only ``tune`` is looked at."""
        return "check" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "tune"

    def right(self, values: list[str]) -> bool:
        """Whether what was found begins where the phrase does (or, where none is meant, nothing was found)."""
        if not self.starts:
            return not values
        return any(_begins(value) in self.starts for value in values)


def phrases(language: str, batch: str = "") -> Iterator[Phrase]:
    """All phrases of a language, those without a time last; ``batch`` ".fresh" are the later ones."""
    for line in (PHRASES / f"{language}{batch}.tsv").read_text("utf-8").splitlines():
        text, said = line.split("\t")
        yield Phrase(language, text, frozenset(_begins(_full(one)) for one in said.split("|")))
    silent = PHRASES / f"{language}{batch}.none.tsv"
    for text in silent.read_text("utf-8").splitlines() if silent.exists() else ():
        yield Phrase(language, text, frozenset())


def _full(said: str) -> str:
    return re.sub(r"(?<![\d-])(\d\d-\d\d)", rf"{NOW.year}-\1", said)


def _begins(value: str) -> str:
    start, _, end = value.partition("/")
    return start if start not in ("", "None") else f"until {end}"
