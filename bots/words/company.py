"""How many somebody is with others: "me plus 4 mates" is five, "mi marido y yo" two. In all languages together."""

from __future__ import annotations

import re

from bots.words import LANGUAGES, plain
from bots.words.around import counts_people, one_in
from bots.words.numbers import Counted, word_values

_SELF = r"me|myself|i|ich|yo|moi|io|eu|ik"
_WITH = r"and|plus|with|und|mit|y|con|et|avec|e|com|en|met|\+|&"
_MY = r"my|mein|meine|mi|mis|mon|ma|mes|mio|mia|miei|mie|meu|minha|meus|minhas|mijn|the|il|la|i|le|o|a|os|as"
_TWO = re.compile(
    rf"(?:just |nur |solo |so |alleen )?(?:(?:{_SELF}) (?:{_WITH}) (?:(?:{_MY}) ){{1,2}}[a-z]+"
    rf"|(?:(?:{_MY}) ){{1,2}}[a-z]+ (?:{_WITH}) (?:{_SELF}))"
)


def company(text: str, counted: Counted) -> float | None:
    """The number with the speaker in it; None when nothing like that is said."""
    listed = _listed(text)
    if listed is not None:
        return listed
    if not [n for n in counted.numbers if n.value != 1]:
        return 2 if _TWO.fullmatch(plain(text)) else None
    if len(counted.numbers) != 1 or not counts_people(counted, counted.numbers[0]):
        return None
    before = [t for t in counted.tokens[: counted.numbers[0].begin] if not re.fullmatch(_MY, t) or t == "i"]
    said = len(before) >= 2 and re.fullmatch(_WITH, before[-1]) and re.fullmatch(_SELF, before[-2])
    return counted.numbers[0].value + 1 if said else None


def _listed(text: str) -> int | None:
    """ "me, my wife and our son", "mum, dad and three kids": everybody named, where nothing else is said."""
    parts = [words for part in _AND.split(text) if (words := _ONLY.sub("", plain(part)).strip())]
    each = [_one_of(words) for words in parts]
    total = sum(n for n in each if n)
    return total if len(parts) > 1 and all(each) and total > len(parts) - 1 else None


def _one_of(words: str) -> int:
    """How many a part of a list is; 0 when it is no person."""
    *before, last = words.split()
    before = [word for word in before if not re.fullmatch(rf"{_MY}|{_OUR}", word)]
    if not before and (re.fullmatch(_SELF, last) or re.fullmatch(_KIN, last)):
        return 1
    if len(before) != 1 or not (one_in("people", last) or re.fullmatch(rf"(?:{_KIN})s?", last)):
        return 0
    if before[0].isdigit():
        return int(before[0][:3])
    return next((int(v) for one in LANGUAGES if (v := word_values(one).get(before[0])) and v < 100), 0)


_OUR = r"our|unser|unsere|nuestr[oa]s?|notre|nos|nostr[oaie]|noss[oa]s?|ons|onze|a|ein|eine|un|una|une|um|uma|een"
_ONLY = re.compile(r"^(?:just|only|it was|we were|nur|solo|seulement|so|alleen) ")
_AND = re.compile(r"\s*(?:[,;&+]|(?<!\w)(?:and|plus|with|und|mit|y|con|et|avec|e|com|en|met)(?!\w))\s*", re.I)
_KIN = (
    "husband|wife|partner|girlfriend|boyfriend|son|daughter|mum|mom|mother|dad|father|brother|sister|friend|boss|"
    "colleague|kid|child|baby|grandma|grandpa|aunt|uncle|cousin|man|frau|mann|sohn|tochter|mutter|mama|vater|papa|bruder|"
    "schwester|freund|freundin|kind|oma|opa|kollege|kollegin|marido|mujer|hijo|hija|madre|padre|hermano|hermana|abuela|"
    "abuelo|amigo|amiga|mari|femme|fils|fille|mere|pere|maman|frere|soeur|ami|amie|marito|moglie|figlio|figlia|fratello|"
    "sorella|amico|amica|nonna|nonno|mulher|filho|filha|mae|pai|irmao|irma|vrouw|zoon|dochter|moeder|vader|broer|zus|vriend|"
    "vriendin"
)


def asks_for_people(asked: str) -> bool:
    """Whether a question asks how many people."""
    return any(one_in("people", word) for word in plain(asked).split())
