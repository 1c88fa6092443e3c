"""Several answers out of a list."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.fields.choice import MOST_BUTTONS, most_named, own_words, something_else
from bots.types import Choice
from bots.words import plain, says, terms, words_like
from bots.words.correcting import corrected
from bots.words.options import Mention, by_place, mentions
from bots.words.parts import strange_part
from bots.words.places import several

_AND = frozenset("and also plus und auch y et aussi e anche en ook".split())


_OTHERS = re.compile(  # all languages together
    r"(?<!\w)(?:the (?:other(?: (?:two|three|2|3|ones))?|others|rest)|die (?:anderen|ubrigen)|den rest|"
    r"l[oa]s (?:otr[oa]s|demas)|"
    r"les autres|le reste|gli altri|il resto|os outros|o resto|de (?:andere|rest)|the other ones)(?!\w)"
)


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
    text = _taken_back(text, asked, language)
    named = mentions(text, asked.options, language, wide=True)
    kept = {m.option for m in named if not m.negated}
    if says("none", text, language) and not kept:
        return None
    if says("all", text, language):
        return _all_but(text, asked, named, language)
    if kept and strange_part(text, [(m.begin, m.end) for m in named], language):
        return None
    if named and not kept and _OTHERS.search(plain(text)):
        return set(range(len(asked.options))) - {m.option for m in named}
    if named:
        return kept
    places = by_place(text, len(asked.options), language) if len(asked.options) <= MOST_BUTTONS else ()
    return set(places or ())


def _taken_back(text: str, asked: Asked, language: str) -> str:
    """What follows a correction, where it names options by itself; "and" goes on with what was said."""
    rest = corrected(text, language, begins=True)
    goes_on = plain(rest).split(" ")[0] in _AND
    return text if goes_on or not mentions(rest, asked.options, language, wide=True) else rest


def _all_but(text: str, asked: Asked, named: list[Mention], language: str) -> set[int] | None:
    """Everything, or everything but some; "everything, above all the price" could be both."""
    everything = set(range(len(asked.options)))
    if not named:
        return everything - _left_out_by_place(text, asked, language)
    exception = says("except", text, language) or any(m.negated for m in named)
    return everything - {m.option for m in named} if exception else None


def _left_out_by_place(text: str, asked: Asked, language: str) -> set[int]:
    """ "all but the last", "everything except 2"."""
    bare = plain(text)
    ends = [m.end() for one in terms("except", language) for m in words_like(one).finditer(bare)]
    places = by_place(bare[max(ends) :], len(asked.options), language) if ends else ()
    return set(places or ())


field = _Multiple()
