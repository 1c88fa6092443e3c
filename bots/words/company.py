"""How many somebody is with others: "me plus 4 mates" is five, "mi marido y yo" two. In all languages together."""

from __future__ import annotations

import re

from bots.words import plain
from bots.words.around import counts_people, one_in
from bots.words.numbers import Counted

_SELF = r"me|myself|i|ich|yo|moi|io|eu|ik"
_WITH = r"and|plus|with|und|mit|y|con|et|avec|e|com|en|met|\+|&"
_MY = r"my|mein|meine|mi|mis|mon|ma|mes|mio|mia|miei|mie|meu|minha|meus|minhas|mijn|the|il|la|i|le|o|a|os|as"
_TWO = re.compile(
    rf"(?:just |nur |solo |so |alleen )?(?:(?:{_SELF}) (?:{_WITH}) (?:(?:{_MY}) ){{1,2}}[a-z]+"
    rf"|(?:(?:{_MY}) ){{1,2}}[a-z]+ (?:{_WITH}) (?:{_SELF}))"
)


def company(text: str, counted: Counted) -> float | None:
    """The number with the speaker in it; None when nothing like that is said."""
    if not [n for n in counted.numbers if n.value != 1]:
        return 2 if _TWO.fullmatch(plain(text)) else None
    if len(counted.numbers) != 1 or not counts_people(counted, counted.numbers[0]):
        return None
    before = [t for t in counted.tokens[: counted.numbers[0].begin] if not re.fullmatch(_MY, t) or t == "i"]
    said = len(before) >= 2 and re.fullmatch(_WITH, before[-1]) and re.fullmatch(_SELF, before[-2])
    return counted.numbers[0].value + 1 if said else None


def asks_for_people(asked: str) -> bool:
    """Whether a question asks how many people."""
    return any(one_in("people", word) for word in plain(asked).split())
