"""Words a booking or a survey must hear: numbers, days, months, yes and no in seven languages.

Many are somebody's name as well (Claro, Domingo), and a yes or a nine masked as a name answers nothing. So a flow's
policy keeps them, like the owner's own words; but not those that are common first names (April, Jan, Julio): there a
name left in clear would weigh more than a month asked for again.
"""

from __future__ import annotations

from functools import cache

from bots.dates.lexicon import lexicon
from bots.words import LANGUAGES, table

_ANSWERS = (
    "ja nein bitte claro si sí sim oui non no nee yes ok klar gern gerne genau vale certo graag prima super skip stop "
    "back next weiter passe basta noon"
).split()
_FIRST_NAMES = frozenset(
    "april june may jan august augustus augusto julio jul jun juno mai mar mars marco marc abril sol dom sam gen set "
    "don mon ma don di ter lun gio ven mer sab dim mag".split()
)


@cache
def flow_words() -> tuple[str, ...]:
    """Every such word, once."""
    found = list(_ANSWERS)
    for language in LANGUAGES:
        for names in table("numbers", language).values():
            found += [name for name in names if name.replace(" ", "").isalpha()]
        phrases = lexicon(language).phrases
        found += [" ".join(words) for kind in ("weekdays", "months", "days") for words in phrases[kind]]
    return tuple(dict.fromkeys(word for word in found if word not in _FIRST_NAMES))
