"""One customer: a goal, lines prepared for moments of the talk, and how they answer what they see."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from benchmarks.personas.shops import Offered, Shop
from benchmarks.personas.speech import Speech

MOST_TURNS = 16


@dataclass(frozen=True)
class Goal:
    """An appointment that must be booked at the end; ``start`` None: any that ``fits``."""

    service: Offered
    start: datetime | None
    fits: Callable[[datetime], bool] = lambda _: True
    staff: str | None = None

    def met(self, row: Mapping[str, Any]) -> bool:
        """Whether a row of ``records`` is this appointment."""
        start = datetime.fromisoformat(row["start"]).replace(tzinfo=None)
        when = start == self.start if self.start else self.fits(start)
        return when and row["service"] == self.service.id and self.staff in (None, row["staff"])


@dataclass
class Customer:
    """``says`` are lines for the moment a thing is asked (confirm, time, end); a callable sees the reply."""

    kind: str
    shop: Shop
    speech: Speech
    now: datetime
    opening: str
    wants: Goal  # what the summary must say for a yes
    goals: list[Goal] = field(default_factory=list)  # what must be booked at the end
    says: dict[str, list[str]] = field(default_factory=dict)
    blind: bool = False
    before: list[Customer] = field(default_factory=list)  # others, earlier
    sequel: Customer | None = None  # another talk of the same person
    leaves_after: int = MOST_TURNS
    moves_to: datetime | None = None
    code: str = ""
    turns: int = 0
    repairs: int = 0
    label: Callable[[tuple[str, ...]], str | None] | None = None  # which button to press when times are shown

    def answer(self, reply: str, asking: str | None, choices: tuple[str, ...]) -> str | None:  # noqa: PLR0911
        """The next line; None: done."""
        if self.turns >= self.leaves_after:
            return None
        moment = (
            asking if asking in ("confirm", "time", "code", "name", "phone") else "end" if asking is None else asking
        )
        prepared = self.says.get(moment)
        if prepared:
            line = prepared.pop(0)
            return _pressed(line, choices)
        if asking == "confirm":
            return self._confirm(reply)
        if asking == "time":
            return self._time(choices)
        if asking == "service":
            return self.speech.pick.choice(self.wants.service.called)
        if asking in ("name", "phone"):
            return self.speech.one(asking)
        if asking == "code":
            return self.code or None
        if asking is None:
            return None
        return self._plainly()

    def _confirm(self, reply: str) -> str | None:
        if self.blind or self._right(reply):
            return self.speech.one("yes")
        self.repairs += 1
        return self._plainly() if self.repairs <= 2 else None

    def _time(self, choices: tuple[str, ...]) -> str | None:
        if self.label is not None:
            return self.label(choices)
        if self.wants.start is None:
            return choices[0] if choices else None
        fitting = next((c for c in choices if self._says(c, self.wants.start)), None)
        if fitting and self.speech.pick.random() < 0.5:
            return fitting
        return self.speech.when(self.wants.start, self.now.date())

    def _plainly(self) -> str | None:
        start = self.moves_to or self.wants.start
        return self.speech.plainly(start) if start else "no"

    def _right(self, text: str) -> bool:
        wanted = [self.wants, *self.goals]
        starts = [self.moves_to] if self.moves_to else []
        return any((g.start is None or self._says(text, g.start)) and g.service.name in text for g in wanted) or any(
            self._says(text, one) for one in starts
        )

    def _says(self, text: str, start: datetime) -> bool:
        day = re.search(rf"(?<!\d){start.day}\.? (?:de )?{self.speech.month(start)}", text, re.IGNORECASE)
        return bool(day) and f"{start:%H:%M}" in text


def _pressed(line: str, choices: tuple[str, ...]) -> str:
    """A line that begins with # is the button of that place."""
    if line.startswith("#") and choices:
        return choices[min(int(line[1:]), len(choices) - 1)]
    return line


def typo(text: str, pick: random.Random) -> str:
    """Two letters of one longer word change places, or one is lost."""
    words = list(re.finditer(r"[^\W\d_]{6,}", text))
    if not words:
        return text
    word = pick.choice(words)
    at = word.start() + pick.randint(2, len(word.group()) - 3)
    if pick.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]
