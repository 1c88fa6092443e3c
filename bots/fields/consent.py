"""An agreement: yes or no to what the question says, on buttons that say so in full."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.phrases import phrase
from bots.types import Choice
from bots.words import plain, says
from bots.words.affirm import affirms


class _Consent:
    name = "consent"
    description = "An agreement that is given or not, never assumed"
    kinds = ("consent",)
    entity = None
    words = False

    def choices(self, _asked: Asked, language: str, /) -> tuple[Choice, ...]:
        return (Choice("yes", phrase("agree", language)), Choice("no", phrase("disagree", language)))

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        for language in moment.languages:
            for choice in self.choices(asked, language):
                if plain(choice.label) == plain(text):
                    return got(choice.id)
            for command, value in (("disagrees", "no"), ("agrees", "yes")):  # "I do not agree" holds "agree"
                if says(command, text, language):
                    return got(value)
        said = affirms(text, moment.languages)
        return Reading(hint="hint_yesno") if said is None else got("yes" if said else "no")


field = _Consent()
