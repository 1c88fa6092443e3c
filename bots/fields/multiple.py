"""Several answers out of a list."""

from __future__ import annotations

from bots.fields import Asked, Moment, Reading, got
from bots.fields.choice import MOST_BUTTONS, most_named, own_words, something_else
from bots.types import Choice
from bots.words import plain, says
from bots.words.options import by_place, mentions
from bots.words.places import several


class _Multiple:
    name = "multiple"
    description = "Any number of answers, also everything but some"
    kinds = ("multiple",)
    entity = None
    words = False

    def choices(self, asked: Asked, language: str, /) -> tuple[Choice, ...]:
        """Ids beginning with ``also_`` tell the screen that they go together; it sends their labels as one message."""
        if len(asked.options) > MOST_BUTTONS:
            return something_else(asked, language)
        also = (Choice(f"also_{n}", option) for n, option in enumerate(asked.options, 1))
        return (*also, *something_else(asked, language))

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        exact = [o for o in asked.options if plain(o) == plain(text)]
        if exact:
            return got([exact[0]])
        together = several(text, len(asked.options)) if len(asked.options) <= MOST_BUTTONS else ()
        if together:
            return got([asked.options[n] for n in together])
        for language in most_named(text, asked, moment.languages):
            chosen = _several(text, asked, language)
            if chosen is None:
                break
            if chosen:
                return got([option for n, option in enumerate(asked.options) if n in chosen])
        own = own_words(text, asked, moment)
        return got([own], own=True) if own else Reading(hint="hint_multiple")


def _several(text: str, asked: Asked, language: str) -> set[int] | None:
    """The options meant, empty when this language names none, None when what is said leaves them open."""
    named = mentions(text, asked.options, language, wide=True)
    everything = set(range(len(asked.options)))
    none_said = says("none", text, language) and not any(not m.negated for m in named)
    if none_said and not named:
        return None
    if says("all", text, language):
        left_out = {m.option for m in named}
        exception = says("except", text, language) or any(m.negated for m in named)
        if not named or exception:
            return everything - (left_out if exception else set())
        return None  # "everything, above all the price": all of it, or the price?
    if none_said:
        return None
    kept = {m.option for m in named if not m.negated}
    if kept or named:
        return kept
    places = by_place(text, len(asked.options), language) if len(asked.options) <= MOST_BUTTONS else ()
    return set(places or ())


field = _Multiple()
