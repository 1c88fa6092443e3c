"""Countries held by a region that a text speaks of: "we ship within the European Union" is about Spain.

Only of sending goods: who ships to all of Europe has no shop in each of its countries. Members of the European Union
as of 2026; names in English and the seven other languages' own.
"""

from __future__ import annotations

import re

from bots.answering.question import Question
from bots.answering.words import terms, tokens

_UNION = """austria belgium bulgaria croatia cyprus czechia czech denmark estonia finland france germany greece hungary
ireland italy latvia lithuania luxembourg malta netherlands holland poland portugal romania slovakia slovenia spain
sweden österreich belgien deutschland frankreich spanien italien polen niederlande dänemark schweden bélgica alemania
francia españa italia polonia allemagne autriche belgique espagne italie pologne germania spagna áustria
alemanha espanha itália frança oostenrijk duitsland spanje italië frankrijk"""
_REST_OF_EUROPE = """switzerland norway iceland liechtenstein britain england scotland wales kingdom uk ukraine serbia
albania andorra monaco moldova bosnia montenegro macedonia turkey schweiz norwegen suiza suisse svizzera suíça
zwitserland noruega"""
_ELSEWHERE = """usa us america canada mexico brazil argentina chile colombia peru japan china korea india australia
singapore malaysia thailand indonesia vietnam philippines taiwan israel egypt morocco nigeria kenya dubai emirates qatar
russia zealand"""
_MEMBERS = frozenset(_UNION.split())
_EUROPE = _MEMBERS | frozenset(_REST_OF_EUROPE.split())
_WORLD = _EUROPE | frozenset(_ELSEWHERE.split())
_REGIONS = (
    (re.compile(r"\b(?:European Union|E\.?U\.?|EU[- ]countries|Europäische[nr]? Union|Unión Europea|Union européenne|"
                r"Unione Europea|União Europeia|Europese Unie)(?!\w)"), _MEMBERS),
    (re.compile(r"\b(?:all (?:of|over|countries in) Europe|(?:within|across|throughout|anywhere in) Europe|"
                r"Europe-?wide|europaweit|(?:toda|tutta) (?:Europa)|toute l'Europe|heel Europa)\b", re.I), _EUROPE),
    (re.compile(r"\b(?:world-?wide|all over the world|around the world|(?:every|any) country|all countries"
                r"(?! (?:of|in))|weltweit|todo el mundo|monde entier|tutto il mondo|mundo inteiro|wereldwijd)\b", re.I),
     _WORLD),
)  # fmt: skip
_SENDING = frozenset(terms("ship deliver send post order customs duty"))
_CELL = re.compile(r"(?:^|[;:|]|\n) ?([A-Z][\w. ]{1,30})(?=;|:|\||\n|$)")


def regions_held(question: Question, text: str) -> set[str]:
    """The terms of the countries a question about sending names, when a text about sending speaks of their region."""
    if not _SENDING & {*question.terms, *question.context_terms}:
        return set()
    named = {word for word in tokens(question.text) if word in _WORLD}
    if not named:
        return set()
    # A cell that is the region's name alone is a row of a table of rates, which need not say of what.
    spoken = text if _SENDING & set(terms(text)) else "\n".join(m[1] for m in _CELL.finditer(text))
    held = {word for region, members in _REGIONS if region.search(spoken) for word in named & members}
    return {t for word in held for t in terms(word)}
