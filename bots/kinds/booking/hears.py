"""What a message to the booking bot proposes: a service, a person, a place, a time, how many come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bots.dates import Reference
from bots.dates.wishes import Wishes, wishes
from bots.kinds.booking.party import party
from bots.kinds.booking.several import adds, right_after, several, without_order
from bots.kinds.booking.whereabouts import named_place
from bots.schema.booking import BookingFile
from bots.words import all_like, plain, says, says_only, terms
from bots.words.options import mentions

ANYONE = -1
_MONTH_FIRST = ("America/", "US/", "Pacific/Honolulu")


@dataclass(frozen=True, slots=True)
class Then:
    """A service wanted after the first one; without words of its own about when, right after it."""

    service: int
    when: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was proposed; None and empty: not said. ``staff`` may be ANYONE. ``then`` are further services, ``adds``
    tells that what is named comes on top, ``right_after`` that it follows what is booked."""

    service: int | None = None
    staff: int | None = None
    when: Wishes = field(default_factory=Wishes)
    place: int | None = None
    people: int | None = None
    then: tuple[Then, ...] = ()
    adds: bool = False
    right_after: bool = False

    @property
    def anything(self) -> bool:
        named = (self.service, self.staff, self.place, self.people)
        return any(one is not None for one in named) or not self.when.empty


def hear_proposal(
    text: str,
    bot: BookingFile,
    now: datetime,
    languages: Sequence[str],
    *,
    day: date | None = None,
    expecting: str = "",
) -> Heard:
    """The service, person, place and time a message names; ``now`` on the clock that is meant.

    How many come, how old they are and the names of services ("Children's afternoon") are no times.
    """
    names = [(s.name, *s.aliases) for s in bot.services]
    text = _NO_MATTER.sub(" ", _CLITIC.sub(r"\1", text))
    company = party(_without_services(text, names, languages))
    when = _when(company.rest, bot, now, languages, day, expecting)
    parts = several(text, names, languages)
    own = [_when(party(part.text).rest, bot, now, languages, day, expecting) for part in parts]
    each = len({part.text for part in parts}) > 1 and sum(not one.empty for one in own) > 1
    if len({part.text for part in parts}) > len({part.service for part in parts}) and not (
        each and not any(one.empty for one in own)
    ):
        parts, own, each = (), [], False  # "a cut and a trim" are one; a cut on Thursday and one on Friday are two
    return Heard(
        parts[0].service if parts else _named(text, names, languages),
        _person(text, bot, languages),
        own[0] if each else when,
        named_place(text, bot, languages),
        company.people,
        tuple(Then(part.service, one if each else Wishes()) for part, one in zip(parts[1:], own[1:], strict=True)),
        adds(text, languages),
        right_after(text),
    )


# "No, a beard trim" rules nothing out: the no belongs to what was shown before.
_OPENING_NO = re.compile(
    r"^\W*(?:no|nope|nein|non|n[aã]o|nee)\b(?:\s*[,.;!–-]+\s*|\s+(?=(?:a|an|the|i|make|ein|eine|un|une|una|um|uma|een)\b))",
    re.IGNORECASE,
)


def _named(text: str, names: Sequence[tuple[str, ...]], languages: Sequence[str]) -> int | None:
    text = _OPENING_NO.sub("", text)
    flat = [(i, name) for i, group in enumerate(names) for name in group]
    for language in languages:
        words = plain(text).split()
        found = [m for m in mentions(text, [name for _, name in flat], language) if not m.negated]
        found = [m for m in found if not _given_up(words[max(0, m.begin - 4) : m.begin])]
        found = [m for m in found if m.strength >= 1 or words[m.begin : m.end] not in _CHANGING]
        found = [m for m in found if m.strength >= 1] or found  # a typo counts where no service is named outright
        places = list(dict.fromkeys(flat[m.option][0] for m in found))
        if len(places) == 1:
            return places[0]
        if places:
            surest = [flat[m.option][0] for m in found if m.strength >= 1 or len(places) == 2]
            if says("correction", text, language) or len(set(surest)) == 1:
                return surest[-1] if surest else places[-1]
            return None
    return None


# "¿Puedo cambiar mi cita?" names no "cambiar el aceite".
_CHANGING = [
    [word]
    for word in (
        "change move switch cambiar mover aplazar wechseln verschieben andern changer deplacer decaler cambiare "
        "spostare mudar trocar alterar adiar wisselen wijzigen verzetten"
    ).split()
]


def _person(text: str, bot: BookingFile, languages: Sequence[str]) -> int | None:
    words = plain(text).split()
    named = [(max(places), i) for i, p in enumerate(bot.staff) if (places := _places(p.name, words, languages))]
    if len(named) == 1:
        return named[0][1]
    if len(named) > 1 and any(says("correction", text, one) for one in languages):
        return max(named)[1]
    if bot.staff and not named and any(says_only("any", text, one) for one in languages):
        return ANYONE
    return None


def _places(name: str, words: list[str], languages: Sequence[str]) -> list[int]:
    """Where a person is named, by the whole name or the first, and not to be ruled out ("not Jo, Sam")."""
    found: list[int] = []
    for part in (plain(name).split(), plain(name).split()[:1]):
        places = [i for i in range(len(words) - len(part) + 1) if part and words[i : i + len(part)] == part]
        found += [i for i in places if not _ruled_out(words[max(0, i - 3) : i], languages)]
    return found


def _ruled_out(before: list[str], languages: Sequence[str]) -> bool:
    if _given_up(before):
        return True
    negative = [p for one in languages for p in terms("not", one)]
    if before[-1:] == ["with"] or before[-1:] == ["bei"] or before[-1:] == ["con"]:
        before = before[:-1]
    return bool(before) and any(all_like(p).fullmatch(before[-1]) for p in negative) and before[-1] != "no"


def _given_up(before: list[str]) -> bool:
    """Whether what follows is what is not wanted any more ("a beard trim rather than a haircut")."""
    while before and before[-1] in _ARTICLES:
        before = before[:-1]
    return " ".join(before[-2:]) in _INSTEAD_OF or before[-1:] in (["statt"], ["anstatt"])


_ARTICLES = frozenset(
    "a an the my ein eine einen einem einer der die das den dem un una une la le el il um uma o een".split()
)
_INSTEAD_OF = frozenset(
    {
        "instead of",
        "rather than",
        "vez de",
        "lugar de",
        "lieu de",
        "lieu du",
        "plutot que",
        "invece di",
        "invece del",
        "plaats van",
    }
)


def _without_services(text: str, names: Sequence[tuple[str, ...]], languages: Sequence[str]) -> str:
    """A text without names of services of several words; one word alone ("lunch") may be meant as a time too."""
    long = [name for group in names for name in group if len(plain(name).split()) > 1]
    spans = [m.span() for m in _WORD.finditer(text)]
    words = [plain(text[a:b]) for a, b in spans]
    if not long or " ".join(words).split() != plain(text).split() or "" in words:
        return text
    for one in languages[:1]:
        for found in mentions(text, long, one):
            if found.strength >= 1 and found.end - found.begin > 1 and found.end <= len(spans):
                begin, end = spans[found.begin][0], spans[found.end - 1][1]
                text = text[:begin] + " " * (end - begin) + text[end:]
    return text


# "No worries, haircut Thursday" rules nothing out.
_NO_MATTER = re.compile(
    r"\b(?:no (?:worries|problem|prob|probs|bother|matter|rush|hurry)|not to worry|keine? (?:sorge|problem|eile)|"
    r"kein stress|no pasa nada|no (?:te|se) preocupe?s?|sin problema|pas (?:de |un )?(?:soucis?|probl[eè]me|grave)|"
    r"nessun problema|non (?:fa niente|importa|si preoccupi)|sem problemas?|n[aã]o faz mal|geen (?:probleem|zorgen)|"
    r"maakt niet uit)\b",
    re.IGNORECASE,
)
# "Quiero teñirme", "vorrei tagliarmi i capelli": who is done to hangs on the verb.
_CLITIC = re.compile(r"\b(\w{2,}[aeiáéí]r)(?:me|se|nos|lo|la|los|las|le|les|mi|si|ci)\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _without_names(text: str, bot: BookingFile) -> str:
    """A text without the names of staff and places: "Sam" is no Saturday, "May" no month, but beside a number."""
    for place in bot.locations:
        text = re.sub(rf"(?<![\w]){re.escape(place.name)}(?![\w])", " ", text, flags=re.IGNORECASE)
    for person in bot.staff:
        for name in person.name.split()[:1]:
            text = re.sub(rf"(?<![\w]){re.escape(name)}(?![\w])(?!\W*\d)(?<!\d {re.escape(name)})", " ", text)
    return text


def _when(
    text: str, bot: BookingFile, now: datetime, languages: Sequence[str], day: date | None, expecting: str
) -> Wishes:
    for language in languages:
        reference = Reference(
            now=now.replace(tzinfo=None),
            language=language,
            day=day,
            hours=_hours(bot),
            month_first=bot.timezone.startswith(_MONTH_FIRST),
            expecting=expecting,
        )
        found = _wishes(_plainly(text, bot), reference)
        if not found.empty or found.impossible:
            return found
    return Wishes()


# How much of a hurry somebody is in is no time: "Friday at 3 asap", and alone it asks for the next free ones.
_SOON = re.compile(
    r"\b(?:asap|a\.s\.a\.p\.?|as soon as (?:possible|you can)|so (?:bald|schnell) (?:wie|als) möglich|schnellstmöglich|"
    r"(?:lo )?(?:antes|más pronto) posible|cuanto antes|(?:dès|aussitôt) que possible|au plus (?:vite|tôt)|"
    r"(?:il )?prima possibile|o (?:mais cedo|quanto antes|mais rápido) possível|o quanto antes|"
    r"zo (?:snel|spoedig) mogelijk|z\.?s\.?m\.?)(?!\w)",
    re.IGNORECASE,
)


def _plainly(text: str, bot: BookingFile) -> str:
    """What a message says of time alone: without names, hurry and order."""
    return without_order(_IN_THE_DAY.sub(r"\1", _SOON.sub(" ", _without_names(text, bot))))


def _wishes(text: str, reference: Reference) -> Wishes:
    """What is wished; "the same day" is the one being talked about."""
    rest = _SAME_DAY.sub(" ", text) if reference.day is not None else text
    found = wishes(rest, reference)
    if rest == text or found.names_day or found.shift is not None:
        return found
    return replace(found, first=reference.day, last=reference.day)


_SAME_DAY = re.compile(
    r"\b(?:(?:on |the |that |this )*same day|that (?:same )?day|(?:am |den |dem )*(?:selben|gleichen) tag|"
    r"(?:el |ese )*mismo d[ií]a|ese d[ií]a|(?:le |ce )*m[eê]me jour|(?:lo )?stesso giorno|(?:n?o )?mesmo dia|nesse dia|"
    r"(?:op )?(?:de )?zelfde dag|(?:op )?die dag)\b(?! (?:and|und|y|et|e|en) )",
    re.IGNORECASE,
)
# "A bit later in the day" names no day.
_IN_THE_DAY = re.compile(
    r"\b(later|earlier|sooner|sp[aä]ter|fr[uü]her|m[aá]s tarde|mais tarde|plus tard|pi[uù] tardi|later)\s+"
    r"(?:on )?(?:in the day|am tag|en el d[ií]a|no dia|dans la journ[ée]e|in giornata|nel giorno|op de dag)\b",
    re.IGNORECASE,
)


def _hours(bot: BookingFile) -> tuple[int, int] | None:
    """The earliest and latest hour anybody works: what "at 3" is read by."""
    own = (*(p.hours for p in bot.staff), *(p.hours for p in bot.locations))
    spans = [s for hours in (bot.hours, *own) if hours for day in hours.values() for s in day]
    if not spans:
        return None
    return min(int(a[:2]) for a, _ in spans), max(int(b[:2]) + (b[3:] != "00") for _, b in spans)
