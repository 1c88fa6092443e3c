"""Numbers on either side of a limit: "until 14 days before" speaks of 10 days, "ages 6 to 11" of a child of 8.

Which side a number lies on is for the reader: the sentence, and what goes on from it, says both.
"""

from __future__ import annotations

import re

from bots.answering.question import Question
from bots.answering.words import terms

_UNITS = (
    "minutes?|mins?|minuten?|minutos?|minuti", "hours?|hrs?|stunden?|horas?|heures?|ore|uur", "days?|tagen?|tage|días?|"
    "dias?|jours?|giorni|dagen",
    "nights?|nächten?|nächte|noches?|nuits?|notti", "weeks?|wochen?|semanas?|semaines?|settimane|weken",
    "months?|monaten?|monate|meses|mois|mesi|maanden",
    "people|persons?|guests?|personen|personas|personnes|persone|pessoas", "kg|kilos?", "km",
)  # fmt: skip
_QUANTITY = tuple(
    re.compile(rf"\b(\d{{1,6}})[ -]?(?:{unit})(?!\w)|\bwe are (\d{{1,3}})(?!\w)", re.I) for unit in _UNITS
)
_BOUND = (
    r"(?:until|till|up to|within|at least|at most|more than|less than|fewer than|over|under|from|for|above|below|"
    r"minimum|maximum|max\.?|min\.?|bis(?: zu)?|ab|innerhalb von|mindestens|höchstens|über|unter|hasta|desde|"
    r"más de|menos de|jusqu'à|à partir de|plus de|moins de|fino a|oltre|até|mais de|tot|vanaf)"
)
_LIMITED = tuple(
    re.compile(
        rf"\b{_BOUND} (?:the )?\d{{1,6}}[ -]?(?:{unit})(?!\w)|\b\d{{1,6}} (?:{unit}) or (?:more|less|longer)", re.I
    )
    for unit in _UNITS
)
_AGED = re.compile(
    r"\b(\d{1,2})[ -]?years?[ -]olds?\b|\b(?:aged?|kids? (?:of|aged)|child(?:ren)? (?:of|aged)|"
    r"(?:daughter|son|kid|child) (?:is|of)) (\d{1,2})(?!\w)|\bi'?m (\d{1,2})(?=\W*$|,| years)|"
    r"\b(\d{1,2}) jahre\b|\b(\d{1,2}) años\b|\b(\d{1,2}) ans\b",
    re.I,
)
_AGES = re.compile(
    r"\bages? \d|\bfrom \d{1,2} years|\b(?:up to|under|over|from|below|above) (?:the age of )?\d{1,2}"
    r"(?! ?(?:[%€$£]|eur|days?|hours?|min|weeks?|months?|people|kg|km|cm|guests?|persons?))\b|"
    r"\b\d{1,2} years|\b\d{1,2}\+",
    re.I,
)
_OLD = frozenset(terms("year years old aged age"))


def bounds_held(question: Question, text: str) -> set[str]:
    """The terms of an amount or age a question names, when a text has a limit of the same sort."""
    held: set[str] = set()
    if not any(sign.isdigit() for sign in question.text):
        return held
    for quantity, limited in zip(_QUANTITY, _LIMITED, strict=True):
        found = quantity.search(question.text)
        if found and limited.search(text):
            held |= {*terms(found[0]), found[1] or found[2]}
    aged = _AGED.search(question.text)
    if aged and _AGES.search(text):
        held |= {next(g for g in aged.groups() if g), *_OLD.intersection(question.terms)}
    return held
