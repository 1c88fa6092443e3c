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

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, _text: str, _asked: Asked, _moment: Moment, /) -> Reading:
        return got(None)


field = _Statement()
