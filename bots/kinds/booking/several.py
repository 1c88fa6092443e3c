"""Several services in one message ("a cut and a colour on Friday"): which, in which order, with which words.

Only services joined by "and" or the like are several; "a cut or a colour", "not a cut but a colour" name one or none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bots.kinds.booking.party import number_words
from bots.words import plain, says
from bots.words.options import Mention, mentions

MOST = 4
MOST_BETWEEN = 2  # words between two of a list: "a cut, a nice colour"
_AND = {
    "en": "and|plus|then|also|with",
    "de": "und|dann|danach|sowie|mit|plus",
    "es": "y|e|mas|luego|despues|tambien|con",
    "fr": "et|puis|ensuite|avec|plus",
    "it": "e|ed|poi|dopo|piu|con",
    "pt": "e|mais|depois|tambem|com",
    "nl": "en|dan|daarna|met|ook|plus",
}
_OR = re.compile(
    r"\b(?:or|instead|rather|but|oder|sondern|anstatt|statt|lieber|o|u|vez|lugar|sino|ou|lieu|plutot|oppure|invece|ma|"
    r"of|plaats|maar)\b"
)
# What is named comes on top: as the first word, or anywhere.
_ADDS = {
    "en": (
        "and|plus|also",
        "also|too|as well|on top|in addition|(?:another|one more)(?! (?:time|day|date|hour|slot|moment))",
    ),
    "de": ("und|auch|dazu|noch", "auch noch|ausserdem|zusatzlich|dazu noch|noch (?:einen?|ein)"),
    "es": ("y|tambien|ademas", "tambien|ademas|otr[oa](?! (?:hora|dia|fecha|momento|horario))"),
    "fr": ("et|aussi", "aussi|en plus|encore une?|une? autre(?! (?:heure|jour|date|moment|horaire|creneau))"),
    "it": ("e|ed|anche|poi", "anche|inoltre|un altr[oa](?! (?:ora|giorno|data|momento|orario))"),
    "pt": ("e|tambem|ainda", "tambem|alem disso|mais uma?|outr[oa](?! (?:hora|dia|data|momento|horario))"),
    "nl": ("en|ook", "ook|erbij|nog een"),
}
_OPENING = "oh|ah|ok|okay|yes|please|ja|bitte|si|oui|sim|graag|sorry"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """One of several services, by its place, and the words of the message that go with it."""

    service: int
    text: str


def several(text: str, names: Sequence[tuple[str, ...]], languages: Sequence[str]) -> tuple[Part, ...]:
    """The services a message names when it names more than one, in the order said; nothing for one or none."""
    spans = [m.span() for m in _WORD.finditer(text)]
    words = [plain(text[a:b]) for a, b in spans]
    if "" in words or any(" " in word for word in words):
        return ()
    flat = [(i, name) for i, group in enumerate(names) for name in group]
    for language in languages[:1]:
        found = [m for m in mentions(text, [name for _, name in flat], language) if m.end <= len(words)]
        if any(m.negated for m in found) or says("correction", text, language):
            return ()
        if len(found) == 1:
            times = _how_often(words, found[0], [name for _, name in flat])
            return (Part(flat[found[0].option][0], text),) * times if times > 1 else ()
        joined = _joined(words, found, language, [text[a:b] for (_, a), (b, _) in pairwise(spans)])
        if joined:
            cuts = [0, *(spans[at][0] for at in joined), len(text)]
            services = [flat[m.option][0] for m in found]
            if len(services) > MOST:
                return ()
            return tuple(Part(one, text[a:b]) for one, (a, b) in zip(services, pairwise(cuts), strict=True))
    return ()


def adds(text: str, languages: Sequence[str]) -> bool:
    """Whether what a message names comes on top of what was named before ("and a colour too", "noch einen")."""
    return any(_adding(one).search(plain(text)) for one in languages if one in _ADDS)


def without_order(text: str) -> str:
    """A text without the words that say it follows what is booked: "straight after at half 4" is half past four."""
    return _RIGHT_AFTER.sub(" ", text)


def right_after(text: str) -> bool:
    """Whether it is to follow at once what is booked ("straight after", "direkt danach")."""
    return _RIGHT_AFTER.search(plain(text)) is not None


_RIGHT_AFTER = re.compile(
    r"\b(?:(?:straight|right|directly|immediately|just) after(?:wards?)?|after(?:wards| that)|back to back|"
    r"(?:direkt|gleich|unmittelbar) (?:danach|im anschluss)|im anschluss|anschliessend|"
    r"(?:justo|inmediatamente) despues|a continuacion|"
    r"(?:juste|tout de suite|directement) apres|dans la foulee|subito dopo|logo (?:depois|a seguir)|a seguir|"
    r"(?:direct|meteen) (?:erna|daarna)|aansluitend)\b(?! (?:\d|work|lunch))",
    re.IGNORECASE,
)


@cache
def _adding(language: str) -> re.Pattern[str]:
    first, anywhere = _ADDS[language]
    return re.compile(rf"^(?:(?:{_OPENING}) )*(?:{first})\b|\b(?:{anywhere})\b")


def _joined(words: list[str], found: Sequence[Mention], language: str, gaps: Sequence[str]) -> list[int]:
    """Where each part after the first begins, as a place among the words; nothing when they are not all joined.
    ``gaps`` are the signs between one word and the next."""
    cuts, joint = [], re.compile(_AND.get(language, _AND["en"]))
    for one, other in pairwise(found):
        between = words[one.end : other.begin]
        if _OR.search(" ".join(between)):
            return []
        joints = [n for n, word in enumerate(between) if joint.fullmatch(word)]
        listed = len(between) <= MOST_BETWEEN and any(
            sign in gap for gap in gaps[one.end - 1 : other.begin] for sign in ",&+"
        )
        if not joints and not listed:
            return []
        cuts.append(one.end + (joints[-1] if joints else 0))
    return cuts


def _how_often(words: list[str], one: Mention, names: Sequence[str]) -> int:
    """ "Two haircuts": a number before the name; a digit only before the plural, for "at 2 haircut" is a time."""
    if one.begin == 0:
        return 1
    number = words[one.begin - 1]
    plural = " ".join(words[one.begin : one.end]) != plain(names[one.option])
    said = number_words().get(number) or (int(number) if number.isdigit() and plural else 1)
    return said if said <= MOST else 1
