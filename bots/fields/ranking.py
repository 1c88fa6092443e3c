"""Options put in order, best first, in the order they are named."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice
from bots.words import plain
from bots.words.numbers import count
from bots.words.options import mentions
from bots.words.order import contradicts, ordered

_AS_LISTED = re.compile(  # all languages together
    r"(?:(?:exactly |just |genau |so |tal |exactement |cosi |precis |zo )?"
    r"(?:as (?:listed|shown|given|they are|it is|is|above|written)|in (?:that|this|the (?:same|given|listed)) order|"
    r"the order is (?:fine|right|good)|wie (?:angegeben|aufgelistet|oben|sie da stehen|gelistet|es da steht)|"
    r"in (?:dieser|der) reihenfolge|(?:en|por) (?:este|ese) orden|como (?:esta|estan)|tal cual|"
    r"dans (?:cet|l) ?ordre|comme (?:indique|ci dessus|ca)|in (?:questo|quest) ?ordine|come (?:sono|elencat[oi]|sopra)|"
    r"nesta ordem|nessa ordem|por esta ordem|como (?:listado|acima)|in (?:deze|die) volgorde|"
    r"zoals (?:het|ze) (?:er )?sta(?:at|an)))"
)


class _Ranking:
    name = "ranking"
    description = "Answers in order, best first"
    kinds = ("ranking",)
    entity = None
    words = False

    def choices(self, _asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return ()

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        if _AS_LISTED.fullmatch(plain(text)):
            return got(list(asked.options))
        for language in moment.languages:
            said = mentions(text, asked.options, language, wide=True)
            order = ordered(text, said, len(asked.options))
            if order is not None:
                return got([asked.options[n] for n in order])
            if contradicts(text, said):
                break
            named = list(dict.fromkeys(m.option for m in said))
            if not named:
                values = [int(n.value) - 1 for n in count(text, language).numbers]
                named = list(dict.fromkeys(v for v in values if 0 <= v < len(asked.options)))
            if len(named) == len(asked.options) - 1:
                named += [n for n in range(len(asked.options)) if n not in named]
            if len(named) == len(asked.options):
                return got([asked.options[n] for n in named])
        return Reading(hint="hint_ranking")


field = _Ranking()
