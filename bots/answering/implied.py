"""What a text says without the words of the question: the day between two, a limit around a number, the region a
country lies in, an address, a telephone number, the cards that are taken."""

from __future__ import annotations

import re

from bots.answering.bounds import bounds_held
from bots.answering.days import days_held
from bots.answering.place import PLACE_ASKED, STREET
from bots.answering.question import SHAPES, Question
from bots.answering.regions import regions_held
from bots.answering.words import terms

_PHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d ()/.-]{6,18}\d(?![\w%€$£])")
# What is asked for, how it looks in a text, and the words of the question that this stands for. In seven languages.
_SHOWN = (
    (
        re.compile(
            r"\b(?:(?:tele)?phone|hotline|contact) (?:number|no)\b|\bwhat(?:'?s| is) (?:your|the) (?:tele)?phone\b|"
            r"telefonnummer|n[uú]mero de tel[eéè]\w+|numéro de téléphone|numero di telefono|telefoonnummer",
            re.I,
        ),
        _PHONE,
        terms("phone telephone number contact Telefonnummer teléfono número téléphone numéro telefono telefoonnummer"),
    ),
    (
        re.compile(
            r"\be-?mail(?: address)?\b(?=\W*(?:\?|$)|.{0,20}\bof\b)|\b(?:correo electrónico|adresse e-?mail)\b", re.I
        ),
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
        terms("email e-mail mail address correo electrónico adresse"),
    ),
    (
        PLACE_ASKED,
        STREET,
        terms("address location located place find shop store studio office practice salon restaurant café cafe hotel "
              "street come business"),
    ),
    (
        re.compile(r"\b(?:cards?|karten?|kartenzahlung|tarjetas?|cartes?|carta|cartão|pin)\b", re.I),
        re.compile(r"\b(?:visa|master ?card|maestro|girocard|amex|debit cards?|credit cards?|EC)\b", re.I),
        terms("card cards creditcard accept"),
    ),
    (
        re.compile(r"\b(?:included|inclusive)\b|\binclude\W{0,3}$", re.I),
        SHAPES["money"],
        terms("included include inclusive"),
    ),
    (
        re.compile(r"\b(?:morning|afternoon|evening|night|noon|lunch ?time)s?\b", re.I),
        re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|uhr|h)?\s?(?:[-–—]|to|till|until|bis)\s?\d{1,2}", re.I),
        terms("morning afternoon evening night noon lunchtime"),
    ),
)  # fmt: skip


# What is asked for by itself: a page on changing one's number is no answer to "what is your phone number?".
_NUMBER_ASKED = re.compile(
    r"\b(?:what(?:'?s| is)|do you have|is there|give me|tell me) (?:a|an|the|your) (?:\w+ )?"
    r"(?:(?:tele)?phone|hotline) number\b(?! (?:for|of|in) (?:my|our|the account))|"
    r"^(?:your |the )?(?:tele)?phone number\W*$|"
    r"\b(?:what|which) number (?:can|do|should) (?:i|we) (?:call|dial)\b",
    re.I,
)
# "call 112"
_SHORT = re.compile(r"\b(?:tel|telephone|phone|call|dial|hotline|ring|number)\b.{0,30}?\d{3}", re.I)


# "Do you buy used pens?" is not answered by a page on buying: the business buys where its pages say so.
_BUYS_ASKED = re.compile(
    r"^(?:and |so |but )?(?:do|would|can|could|will) (?:you|your \w+)(?: guys| also| still| ever)*? "
    r"(?:buy(?: back)?|purchase|trade in|take in)\b",
    re.I,
)
_BUYS = re.compile(
    r"\bwe (?:\w+ )?(?:buy|purchase|trade|take in|pay for)\b|\bbuy(?:ing)?[- ]?backs?\b|\btrade[- ]?ins?\b|"
    r"\b(?:part|in)[- ]exchange\b|\bsell (?:us|to us|your)\b|\bsecond[- ]?hand\b|\bpre-?owned\b|\bconsignment\b",
    re.I,
)
# "Is there a bank near the shop?" is answered by where it is, not by "bank transfer".
_NEAR_ASKED = re.compile(
    r"^(?:and |so |but )?(?:is|are) there (?:an?y?|some|the)? ?(.{2,40}?) "
    r"(?:near(?:by)?|close (?:to|by)|next to|around)\b",
    re.I,
)
_THERE = re.compile(
    r"\b(?:near(?:by|est)?|close (?:to|by)|next (?:to|door)|opposite|behind|in front|around the corner|across|outside|"
    r"beside|on site|at the|in the (?:yard|street|building|next)|minutes?|met(?:re|er)s?|station|stop|corner|street|"
    r"road|lane|square|walk)\b",
    re.I,
)


def unheard(question: Question, text: str) -> bool:
    """Whether a telephone number, what the business buys, or what lies near it is asked for, and a text tells none."""
    asked = question.text.strip()
    if _NUMBER_ASKED.search(asked) and not (_PHONE.search(text) or _SHORT.search(text)):
        return True
    if _BUYS_ASKED.match(asked) and not _BUYS.search(text):
        return True
    near = _NEAR_ASKED.match(asked)
    return near is not None and not any(
        _THERE.search(line) and set(terms(near[1])) & set(terms(line)) for line in re.split(r"(?<=[.!?;])\s|\n", text)
    )


def implied(question: Question, text: str) -> set[str]:
    """The terms of the question that a text speaks of by a date between two, a region, a number, a mailbox."""
    held = days_held(question, text) | bounds_held(question, text) | regions_held(question, text)
    for asked, shown, words in _SHOWN:
        if asked.search(question.text) and shown.search(text):
            held |= set(words)
    return held
