"""What does not suit: days and times that a message names only to rule them out ("any day but Friday", "not on
Mondays", "I can't do mornings", "Tuesday doesn't work"), and the days left out by "weekday evenings"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from bots.dates.lexicon import lexicon
from bots.dates.types import Reference, When
from bots.words import all_like, plain, terms

_WEEKS = 10  # how far ahead a weekday that never suits is left out

_SMALL = frozenset(
    """
    on the at in an am der die das den dem im um von vom el la los las por para en a al de del le les l du des dans
    il lo gli i di da dal nel nella alle o os as do da na nos nas em um op te om van either is it any a
    """.split()
)
_CANT = re.compile(
    r"(?:\bcant|\bcannot|\bcan not|\bcouldnt|\bwont be able to|\bunable to|\bnot able to|\bim not free|\bim busy)"
    r"(?: (?:do|make|come|manage|attend|it|be there|anything))*$"
)
_BUT = re.compile(r"\b(?:any|every|all|each|whatever|whenever)\w*(?: \w+){0,3} but(?: not)?$|\bbut not$")
_WHY_NOT = re.compile(
    r"\b(?:why|how about|warum|wieso|pourquoi|por que|perche|porque|waarom) (?:not|nicht|pas|no|nao|niet)$"
)
# "on Tuesday rather than Monday": what comes behind is what is not wanted.
_INSTEAD_OF = re.compile(
    r"\b(?:rather than|instead of|(?:an)?statt|nicht mehr|en vez de|en lugar de|au lieu d[eu]?|plutot que|"
    r"invece d[ie]l?|anziche|em vez d[eoa]|ao inves d[eoa]|in plaats van)$"
)
_JOINTS = frozenset(  # "no, better at half past": the no is to what was shown
    "but sondern sino mais ma mas maar rather better lieber besser mejor plutot mieux meglio piuttosto melhor liever "
    "beter".split()
)
_BEHIND = re.compile(
    r"(?:doesnt|does not|dont|do not|isnt|arent|wont|is no good|is (?:bad|out|impossible|not)|no good|not possible"
    r"|i (?:cant|cannot|can not)(?! (?:remember|decide|say|wait))|im (?:busy|away|not free)"
    r"|(?:geht|passt|klappt|kann ich|gehts|passts)(?: \w+){0,2} nicht|ist (?:\w+ )?schlecht|geht gar nicht"
    r"|no (?:puedo|me va|me viene|me sirve|me conviene)|(?:me es )?imposible"
    r"|(?:je |ca |c )?(?:ne )?(?:me )?(?:peux|va|convient|marche|suis)(?: \w+)? pas|(?:c ?est )?impossible"
    r"|non (?:posso|va|mi va|mi e possibile|ce la faccio)|(?:e )?impossibile"
    r"|nao (?:posso|da|consigo|me da|serve)|(?:e )?impossivel"
    r"|(?:kan ik|gaat|lukt|past|komt)(?: \w+){0,2} niet|kan niet)\b"
)
_WORKDAYS = re.compile(
    r"\b(?:weekdays?|week days?|work(?:ing)? ?days?|mon(?:day)? (?:to|through|till) fri(?:day)?|werktags?|werktagen?"
    r"|wochentags|unter der woche|entre semana|dias? laborables?|en semaine|jours? ouvr(?:es?|ables?)"
    r"|giorni? (?:feriali|lavorativi)|durante la settimana|dias? (?:uteis|util)|dias? de semana|durante a semana"
    r"|doordeweeks|door de week|werkdag(?:en)?)\b"
)


def ruled_out(text: str, when: When, language: str) -> bool:
    """Whether a time is named to say that it does not suit."""
    before = re.split(r"[,;.!?]| - ", text[: when.begin])[-1]
    words = plain(before).split()[-9:]
    while words and (words[-1] in _SMALL or (words[-1] == "no" and language == "pt")):
        words.pop()
    said = " ".join(words)
    named = plain(text[when.begin : when.finish]).split()[:1]  # "apart from Thursday" is read from "from" on
    if _WHY_NOT.search(said):
        return False
    if (
        _INSTEAD_OF.search(said)
        or _CANT.search(said)
        or _BUT.search(said)
        or any(_excepting(language).search(" ".join(one)) for one in (words, words + named))
    ):
        return True
    negative = terms("not", language)
    if any(all_like(p).fullmatch(word) for word in words[-3:] for p in negative):
        return not _JOINTS & set(words[-3:])
    after = plain(re.split(r"[,;.!?]| - ", text[when.finish :])[0])
    return _BEHIND.match(after) is not None


@cache
def _excepting(language: str) -> re.Pattern[str]:
    """The words that leave something out at the end of what is said; a bare "but" joins as often as it leaves out."""
    patterns = [p for p in terms("except", language) if not p.startswith("but")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})$")


def days_of(text: str, when: When, reference: Reference, *, alone: bool) -> list[date]:
    """The days a ruled-out time stands for; ``alone`` when no other day is wished for. Then a weekday is meant every
    week ("not on Mondays"), unless it is the day being talked about."""
    day = when.day()
    if day is None:
        return []
    if when.kind in ("date", "datetime") or when.end is None:
        weekly = alone and day != reference.day and _bare_weekday(text[when.begin : when.finish], reference.language)
        return [day + timedelta(weeks=n) for n in range(_WEEKS if weekly else 1)]
    last = date.fromisoformat(when.end[:10])
    return [day + timedelta(days=n) for n in range(min(max((last - day).days, 1), 31))]


def _bare_weekday(said: str, language: str) -> bool:
    words = [w for w in plain(said).split() if w not in _SMALL and w != "from"]
    return tuple(words) in lexicon(language).phrases["weekdays"]


def weekends(text: str, reference: Reference) -> tuple[date, ...]:
    """The Saturdays and Sundays ahead, where only the days between are wished for; none otherwise."""
    if not _WORKDAYS.search(plain(text)):
        return ()
    today = reference.now.date()
    days = (today + timedelta(days=n) for n in range(7 * _WEEKS))
    return tuple(day for day in days if day.weekday() >= 5)
