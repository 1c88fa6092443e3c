"""One answer out of several."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.types import Choice
from bots.words import plain, says, terms
from bots.words.options import Mention, by_place, mentions

MOST_BUTTONS = 20


class _Choice:
    name = "choice"
    description = "One of several answers, by its words, a synonym or its place"
    kinds = ("single",)
    entity = None
    words = False

    def choices(self, asked: Asked, _language: str, /) -> tuple[Choice, ...]:
        return buttons(asked)

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        exact = [o for o in asked.options if plain(o) == plain(text)]
        if len(exact) == 1:
            return got(exact[0])
        for language in moment.languages:
            index = _one(text, asked, language)
            if index is not None:
                return got(asked.options[index])
        return Reading(hint="hint_choice")


def buttons(asked: Asked) -> tuple[Choice, ...]:
    """The options as buttons, when they are few enough to be read."""
    if len(asked.options) > MOST_BUTTONS:
        return ()
    return tuple(Choice(f"option_{n}", option) for n, option in enumerate(asked.options, 1))


def _one(text: str, asked: Asked, language: str) -> int | None:
    named = [m for m in mentions(text, asked.options, language) if not m.negated]
    if len({m.option for m in named}) > 1:
        named = _after_correction(text, named, language)
    options = {m.option for m in named}
    if len(options) == 1:
        return options.pop()
    if options:
        return None
    places = by_place(text, len(asked.options), language)
    return places[0] if places and len(places) == 1 else None


def _after_correction(text: str, named: list[Mention], language: str) -> list[Mention]:
    """Of several, the ones after a word of correction; none of them when they are alternatives."""
    words = plain(text).split()
    if says("or", text, language):
        return named
    for place in range(len(named) - 1, 0, -1):
        between = " ".join(words[named[place - 1].end : named[place].begin])
        if any(between and (between == p or f" {p} " in f" {between} ") for p in terms("correction", language)):
            return named[place:]
    return named


field = _Choice()
