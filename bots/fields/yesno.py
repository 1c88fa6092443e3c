"""Yes or no."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.phrases import phrase
from bots.types import Choice
from bots.words.affirm import affirms


class _YesNo:
    name = "yesno"
    description = "Yes or no, in any words"
    kinds = ("yesno",)
    entity = None
    words = False

    def choices(self, _asked: Asked, language: str, /) -> tuple[Choice, ...]:
        return (Choice("yes", phrase("yes", language)), Choice("no", phrase("no", language)))

    def parse(self, text: str, _asked: Asked, moment: Moment, /) -> Reading:
        said = affirms(text, moment.languages)
        return Reading(hint="hint_yesno") if said is None else got("yes" if said else "no")


field = _YesNo()
