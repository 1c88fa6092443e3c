"""What somebody says for themselves: "my husband gives you a 10, I say 9" is nine. In all languages together."""

from __future__ import annotations

import re

from bots.words import plain

_MY = r"my|mein|meine|mi|mon|ma|mio|mia|il mio|la mia|o meu|a minha|meu|minha|mijn"
_KIN = (
    r"husband|wife|partner|girlfriend|boyfriend|son|daughter|mum|mom|mother|dad|father|brother|sister|friend|"
    r"neighbou?r|"
    r"boss|colleague|kid|mann|frau|sohn|tochter|mutter|vater|bruder|schwester|freund|freundin|chef|kollege|"
    r"kollegin|kind|"
    r"marido|mujer|hijo|hija|madre|padre|hermano|hermana|amigo|amiga|jefe|jefa|mari|femme|fils|fille|mere|pere|"
    r"frere|soeur|"
    r"ami|amie|marito|moglie|figlio|figlia|fratello|sorella|amico|amica|capo|mulher|filho|filha|mae|pai|irmao|"
    r"irma|chefe|"
    r"man|vrouw|zoon|dochter|moeder|vader|broer|zus|vriend|vriendin|baas|year old|years old|jahrige[rn]?"
)
_SAYS = (
    r"says?|said|gives?|gave|would|thinks?|thought|was|is|sagt|sagte|gibt|gab|wurde|war|ist|findet|dice|dijo|da|daria|"
    r"dirait|donne|dit|a dit|etait|est|direbbe|ha detto|era|diz|disse|diria|zegt|zei|geeft|gaf|zou|vond|vindt"
)
_OTHER = re.compile(
    rf"(?:(?:and|but|und|y|et|e|en|pero|mais|ma|mas|aber|maar) )?(?:{_MY}) (?:\w+ ){{0,3}}?"
    rf"(?:{_KIN}) (?:\w+ )?(?:{_SAYS})(?!\w)(?!.*(?<!\w)(?:so|me|i|ich|mir|deshalb|daher|yo|por eso|je|donc|io|quindi|"
    r"eu|entao|ik|dus)(?!\w))"
)
_CLAUSES = re.compile(r"(\s*(?:[.,;:!?…]+|\s[-–—]+\s|\b(?:but|aber|pero|mas|maar|while|and)\b)\s*)", re.I)


def own_voice(text: str) -> str:
    """The clauses that are not another's; nothing but signs where all of them are."""
    parts = _CLAUSES.split(text)
    return "".join(part for n, part in enumerate(parts) if n % 2 or not _OTHER.match(plain(part)))
