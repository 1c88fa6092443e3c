"""What a text says without the words of the question: the day between two, a feast by its date, a number to call."""

from __future__ import annotations

import re

from bots.answering.days import days_held
from bots.answering.question import Question
from bots.answering.words import terms

# What is asked for, how it looks in a text, and the words of the question that this stands for. In seven languages.
_CONTACTS = (
    (
        re.compile(
            r"\b(?:(?:tele)?phone|hotline|contact) (?:number|no)\b|\bwhat(?:'?s| is) (?:your|the) (?:tele)?phone\b|"
            r"telefonnummer|n[uú]mero de tel[eéè]\w+|numéro de téléphone|numero di telefono|telefoonnummer",
            re.I,
        ),
        re.compile(r"(?<![\w.,])\+?\(?\d[\d ()/.-]{6,18}\d(?![\w%€$£])"),
        terms("phone telephone number contact Telefonnummer teléfono número téléphone numéro telefono telefoonnummer"),
    ),
    (
        re.compile(
            r"\be-?mail(?: address)?\b(?=\W*(?:\?|$)|.{0,20}\bof\b)|\b(?:correo electrónico|adresse e-?mail)\b", re.I
        ),
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        terms("email e-mail mail address correo electrónico adresse"),
    ),
)  # fmt: skip


def implied(question: Question, text: str) -> set[str]:
    """The terms of the question that a text speaks of by a date between two, a telephone number or a mailbox."""
    held = days_held(question, text)
    for asked, shown, words in _CONTACTS:
        if asked.search(question.text) and shown.search(text):
            held |= set(words)
    return held
