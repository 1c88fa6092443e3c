"""One answer out of several."""

from __future__ import annotations

import re

from bots.fields import Asked, Moment, Reading, got
from bots.phrases import phrase
from bots.types import Choice
from bots.words import plain, says, terms
from bots.words.correcting import corrected
from bots.words.levels import alike, chosen, graded, level
from bots.words.options import Mention, by_place, mentions
from bots.words.places import several
from bots.words.preferred import preferred

MOST_BUTTONS = 20
OTHER = "other"
_FEW = 4  # words of a first sentence that is all of the answer
_AROUND = ("all", "except", "none", "not", "or", "correction")


_ANYTHING = re.compile(
    r"(?<!\w)(?:any ?(?:thing|of them|one)|all(?:es)?|every ?(?:thing|one)|todo|tout|tutto|tudo|alles|"
    r"cualquier cosa)(?!\w)"
)


class _Choice:
    name = "choice"
    description = "One of several answers, by its words, a synonym or its place"
    kinds = ("single",)
    entity = None
    words = False

    def choices(self, asked: Asked, language: str, /) -> tuple[Choice, ...]:
        return (*buttons(asked), *something_else(asked, language))

    def parse(self, text: str, asked: Asked, moment: Moment, /) -> Reading:
        exact = [o for o in asked.options if plain(o) == plain(text)]
        if len(exact) == 1:
            return got(exact[0])
        scale = graded(asked.options)
        if scale and any(level(text, family) is not None for family in alike(scale[0])):
            place = next((n for f in alike(scale[0]) if (n := chosen(text, f, scale[1])) is not None), None)
            return Reading(hint="hint_choice") if place is None else got(asked.options[place])
        if len(asked.options) <= MOST_BUTTONS and len(several(text, len(asked.options))) > 1:
            return Reading(hint="hint_choice")
        for language in most_named(text, asked, moment.languages):
            index = _one(text, asked, language)
            if index is not None:
                return got(asked.options[index])
            if mentions(text, asked.options, language, wide=True):
                break  # named and left open here; read in another language the "not" before it would be lost
        own = own_words(text, asked, moment)
        return got(own, own=True) if own else Reading(hint="hint_choice")


def most_named(text: str, asked: Asked, languages: tuple[str, ...]) -> list[str]:
    """The languages in which a text names most options ("prix ou qualité" names one in English, two in French), first
    those whose words around them are known: "tutto tranne supporto" is not just "support"."""
    named = {one: len({m.option for m in mentions(text, asked.options, one, wide=True)}) for one in languages}
    most = max(named.values(), default=0)
    likely = [one for one in languages if named[one] == most]
    return sorted(likely, key=lambda one: -sum(says(word, text, one) is not None for word in _AROUND))


def something_else(asked: Asked, language: str) -> tuple[Choice, ...]:
    """The button for an answer that is not on the list, where one may be given."""
    return (Choice(OTHER, phrase("something_else", language)),) if asked.other else ()


def own_words(text: str, asked: Asked, moment: Moment) -> str | None:
    """An answer that is not on the list, where one may be given: no question, no shrug, none of the list's words."""
    words = text.strip()
    if not asked.other or "?" in words or not any(c.isalpha() for c in words):
        return None
    for language in moment.languages:
        if mentions(text, asked.options, language, wide=True) or says("unsure", text, language):
            return None
    said = re.sub(r"^[^:]{1,20}:\s*", "", words) if words.split(":")[0].casefold() in _OTHERS else words
    return said or None


_OTHERS = frozenset({"other", "something else", "andere", "anderes", "sonstiges", "otro", "otra", "autre", "altro",
                     "outro", "outra", "anders"})  # fmt: skip


def buttons(asked: Asked) -> tuple[Choice, ...]:
    """The options as buttons, when they are few enough to be read."""
    if len(asked.options) > MOST_BUTTONS:
        return ()
    return tuple(Choice(f"option_{n}", option) for n, option in enumerate(asked.options, 1))


def _one(text: str, asked: Asked, language: str) -> int | None:
    text = _opening(text, asked, language) or corrected(text, language, begins=True)
    named = [m for m in mentions(text, asked.options, language, wide=True) if not m.negated]
    if len({m.option for m in named}) > 1:
        named = _after_correction(text, named, language)
    options = {m.option for m in named}
    left_out = {m.option for m in mentions(text, asked.options, language, wide=True)}
    if len(left_out) == len(asked.options) - 1 and says("except", text, language) and _ANYTHING.search(plain(text)):
        return next(n for n in range(len(asked.options)) if n not in left_out)
    if len(options) == 1:
        return options.pop()
    if options:
        return None if says("or", text, language) else preferred(text, named)
    if len(asked.options) > MOST_BUTTONS:
        return None  # a list that is not shown has no second one
    places = by_place(text, len(asked.options), language)
    return places[0] if places and len(places) == 1 else None


def _opening(text: str, asked: Asked, language: str) -> str:
    """A first sentence that is nothing but one option: "car. the bus was late as always"."""
    opening, _, rest = text.partition(".")
    if not rest.strip() or len(plain(opening).split()) > _FEW or corrected(text, language) != text:
        return ""
    named = {m.option for m in mentions(opening, asked.options, language, wide=True) if not m.negated}
    return opening if len(named) == 1 else ""


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
