"""Yes or no."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.phrases import phrase
from bots.types import Choice
from bots.words.affirm import affirms
from bots.words.correcting import corrected
from bots.words.implied import implied, without_doubt
from bots.words.yesno import whole


class _YesNo:
    name = "yesno"
    description = "Yes or no, in any words"
    kinds = ("yesno",)
    entity = None
    words = False

    def choices(self, _asked: Asked, language: str, /) -> tuple[Choice, ...]:
        return (Choice("yes", phrase("yes", language)), Choice("no", phrase("no", language)))

    def parse(self, text: str, _asked: Asked, moment: Moment, /) -> Reading:
        text = without_doubt(text)
        plainly = whole(text)
        if plainly is not None:
            return Reading(hint="hint_yesno") if plainly == "unsure" else got(plainly)
        alone = implied(text, whole=True)
        if alone:
            return got(alone)
        said = affirms(text, moment.languages)
        if said is None:
            again = next((w for one in moment.languages if (w := whole(corrected(text, one))) in ("yes", "no")), None)
            again = again or implied(text)
            return got(again) if again else Reading(hint="hint_yesno")
        return got("yes" if said else "no")


field = _YesNo()
