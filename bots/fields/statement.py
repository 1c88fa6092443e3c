"""Something told, not asked: any reply goes on."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice


class _Statement:
    name = "statement"
    description = "A text that is shown; nothing is asked"
    kinds = ("statement",)
    entity = None
    words = True

    def choices(self, asked: Asked, language: str) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, asked: Asked, moment: Moment) -> Reading:
        return got(None)


field = _Statement()
