"""Follow-ups: "and how much is it?", "what about Spain?". Local rules say when a message leans on the one before."""

from __future__ import annotations

import re

from bots.answering.words import terms

_STARTS = re.compile(
    r"^(?:and|but|so|or|also|then|plus|what about|how about|same for|is that|does that|never|not even|even|only|"
    r"still|really|und|aber|oder|was ist mit|wie (?:ist|sieht) es mit|y|pero|¿y|"
    r"qu[ée] tal|et|mais|e|ma|mas|en|maar|hoe zit het met|و)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:it|its|that|this|they|them|their|those|these|there|then|the (?:same|first|second|third|last|other|"
    r"former|latter)(?: one)?|ones?|"
    r"he|she|das|dies(?:e[rsmn]?)?|davon|dafür|damit|dort|es|sie|eso|esto|ello|allí|cela|ça|celui|celle|questo|"
    r"quello|ne|isso|isto|dele|dela|dat|dit|"
    r"deze|daar|ervan|erbij)\b",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    r"\b(?:there is|there are|is there|are there|it is possible|is it possible|that(?:'s| is) why)\b", re.IGNORECASE
)
# "In which formats?", "several at once?": too little to stand alone.
_FRAGMENT = re.compile(
    r"^(?:(?:in|for|to|from|at|by|with|on|until|since|per|after|before) )(?:what|which|how)\b|"
    r"^(?:several|many|all|both|each|every|any|all of|more than one)\b(?!.*\b(?:is|are|do|does|can|how|what)\b)",
    re.IGNORECASE,
)
_BARE_REPLY = re.compile(
    r"^(?:why|when|where|how|how much|how long|how many|which|who|really|never|always|warum|wann|wo|"
    r"wie ?viel)\b.{0,12}$",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Whether a message can hardly be understood without the one before."""
    plain = text.strip()
    if _STARTS.match(plain) or _BARE_REPLY.match(plain):
        return True
    if _FRAGMENT.match(plain) and len(terms(plain)) <= 2:
        return True
    return len(terms(plain)) <= 5 and points(plain)


def points(text: str) -> bool:
    """Whether a message points at what was spoken of: "it", "that", "there"."""
    return bool(_POINTS.search(_OWN_SUBJECT.sub(" ", text)))


def may_lean(text: str) -> bool:
    """Whether a message is short enough that it could go on from the one before, without saying so."""
    return len(terms(text)) <= 6
