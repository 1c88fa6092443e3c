"""A table: the same answers for each row. A row is asked by itself, so one thing is answered at a time."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading
from bots.fields.choice import field as choice
from bots.fields.scale import field as scale
from bots.types import Choice


class _Matrix:
    name = "matrix"
    description = "The same scale or the same answers for several rows"
    kinds = ("matrix",)
    entity = None
    words = False

    def choices(self, asked: Asked, language: str, /) -> tuple[Choice, ...]:
        return choice.choices(asked, language) if asked.options else scale.choices(asked, language)

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        return choice.parse(text, asked, moment) if asked.options else scale.parse(text, asked, moment)


field = _Matrix()
