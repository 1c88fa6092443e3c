"""Which language the names of days and months in a text show ("demain", "vrijdag om 3"): too few words to detect."""

from __future__ import annotations

from functools import cache

from bots.dates.lexicon import lexicon, tokens
from bots.dates.say import full_names
from bots.words import LANGUAGES, plain

_ALSO_ORDINALS = frozenset({"segunda", "quarta", "quinta", "sexta", "terca"})  # "la segunda" is Spanish for the second


def calendar_language(text: str) -> str | None:
    """The one language whose names of days and months a text uses; None when it shows none, or several."""
    words = {t.text for t in tokens(text[:400]) if len(t.text) > 3}
    fitting = [language for language in LANGUAGES if words & _own_names(language)]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _own_names(language: str) -> frozenset[str]:
    names = {one: _names(one) for one in LANGUAGES}
    others: set[str] = set().union(*(names[one] for one in LANGUAGES if one != language))
    return frozenset(names[language] - others - _ALSO_ORDINALS)


def _names(language: str) -> set[str]:
    days = lexicon(language).phrases["days"]
    near = {phrase[0] for phrase in days if len(phrase) == 1}
    return {plain(name) for name in full_names(language)} | near
