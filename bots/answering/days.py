"""Days between two: "closed from 24 December to 2 January" speaks of 28 December, "Tuesday to Friday" of Wednesday."""

from __future__ import annotations

import re

from bots.answering.question import Question
from bots.answering.words import terms

_MONTHS = (
    "jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?|märz", "apr(?:il)?", "may|mai", "june?|juni", "july?|juli",
    "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?|oktober", "nov(?:ember)?", "dec(?:ember)?|dezember",
)  # fmt: skip
_MONTH = "(?:" + "|".join(_MONTHS) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_DATE = re.compile(rf"\b({_DAY}) ?(?:of )?({_MONTH})|\b({_MONTH}) ({_DAY})(?!\d)", re.I)
_TO = r" ?(?:to|till|until|through|and|bis|[-–—]) ?"
# "from 24 December to 2 January", "24–30 December", "December 24 to 30"
_SPANS = (
    re.compile(rf"\b({_DAY}) ?({_MONTH}){_TO}({_DAY}) ?({_MONTH})", re.I),
    re.compile(rf"\b({_DAY}){_TO}({_DAY}) ?({_MONTH})", re.I),
    re.compile(rf"\b({_MONTH}) ({_DAY}){_TO}({_MONTH}) ({_DAY})(?!\d)", re.I),
    re.compile(rf"\b({_MONTH}) ({_DAY}){_TO}({_DAY})(?!\d)", re.I),
)

# "25 December and 1 January" are two days, "between 25 December and 1 January" are all of them.
_LISTED = re.compile(rf"(between )?\b(?:{_DAY} ?{_MONTH}|{_MONTH} {_DAY}|{_DAY}) and {_DAY}", re.I)

_WEEK = (
    "mon(?:day)?s?|montags?|lunes|lundi|lunedì|segunda|maandag",
    "tue(?:s(?:day)?)?s?|dienstags?|martes|mardi|martedì|terça|dinsdag",
    "wed(?:nesday)?s?|mittwochs?|miércoles|mercredi|mercoledì|quarta|woensdag",
    "thu(?:rs(?:day)?)?s?|donnerstags?|jueves|jeudi|giovedì|quinta|donderdag",
    "fri(?:day)?s?|freitags?|viernes|vendredi|venerdì|sexta|vrijdag",
    "sat(?:urday)?s?|samstags?|sábado|samedi|sabato|zaterdag",
    "sun(?:day)?s?|sonntags?|domingo|dimanche|domenica|zondag",
)  # fmt: skip
_WEEKDAY = "|".join(f"({names})" for names in _WEEK)
_NAMED = re.compile(rf"\b(?:{_WEEKDAY})\b", re.I)
_RUN = re.compile(
    rf"\b({'|'.join(_WEEK)})\b\.? ?(?:to|till|until|through|bis|[aà]|au|al|até|t/m|tot|[-–—]) ?({'|'.join(_WEEK)})\b",
    re.I,
)

_Date = tuple[int, int]  # month and day
_FEASTS: tuple[_Date, ...] = ((0, 0), (12, 24), (12, 25), (12, 26), (12, 31), (1, 1))  # by the groups below
_FEAST = re.compile(
    r"\b(?:(christmas eve|heilig(?:er )?abend|nochebuena|vigilia di natale)|"
    r"(christmas day|christmas|weihnachten|navidad|noël|natale|natal|kerst(?:mis|dag)?)|"
    r"(boxing day|st\.? stephen'?s day|zweite[nr]? weihnachts(?:feier)?tag)|"
    r"(new year'?s eve|silvester|nochevieja|saint-sylvestre|oud(?:jaar)?savond)|"
    r"(new year'?s(?: day)?|neujahr|año nuevo|jour de l'an|capodanno|ano novo|nieuwjaar)\b)",
    re.I,
)


def days_held(question: Question, text: str) -> set[str]:
    """The terms of the day a question names ("28", "december"), when a text speaks of days on both sides of it."""
    weekday = _NAMED.search(question.text)
    if weekday and any(_runs(weekday, run) for run in _RUN.finditer(text)):
        return set(terms(weekday[0]))
    feast = _FEAST.search(question.text)
    if feast:
        return set(terms(feast[0])) if _spoken_of(_FEASTS[feast.lastindex or 0], text) else set()
    found = _DATE.search(question.text)
    if found is None:
        return set()
    asked = _date(found[2], found[1]) if found[1] else _date(found[3], found[4])
    return {*terms(found[0]), *re.findall(r"\d+", found[0])} if any(_in(asked, *s) for s in _spans(text)) else set()


def _runs(asked: re.Match[str], run: re.Match[str]) -> bool:
    """Whether a day of the week lies in "Tuesday to Friday", over Sunday too."""
    first, last = (next(n for n, names in enumerate(_WEEK) if re.fullmatch(names, run[g], re.I)) for g in (1, 2))
    day = (asked.lastindex or 1) - 1
    return first <= day <= last if first <= last else day >= first or day <= last


def _spans(text: str) -> list[tuple[_Date, _Date]]:
    text = _LISTED.sub(lambda m: m[0] if m[1] else m[0].replace("and", ","), text)
    both, day_day, months, month_days = _SPANS
    return [
        *((_date(m[2], m[1]), _date(m[4], m[3])) for m in both.finditer(text)),
        *((_date(m[3], m[1]), _date(m[3], m[2])) for m in day_day.finditer(text)),
        *((_date(m[1], m[2]), _date(m[3], m[4])) for m in months.finditer(text)),
        *((_date(m[1], m[2]), _date(m[1], m[3])) for m in month_days.finditer(text)),
    ]


def _date(month: str, day: str) -> _Date:
    name = month.rstrip(".")
    number = next(n for n, pattern in enumerate(_MONTHS, 1) if re.fullmatch(pattern, name, re.I))
    return number, int(re.sub(r"\D", "", day))


def _in(asked: _Date, first: _Date, last: _Date) -> bool:
    """Whether a day lies between two, over the turn of the year too."""
    return first <= asked <= last if first <= last else asked >= first or asked <= last


def _spoken_of(day: _Date, text: str) -> bool:
    """Whether a text names a date, or two that it lies between."""
    named = (_date(m[2], m[1]) if m[1] else _date(m[3], m[4]) for m in _DATE.finditer(text))
    return day in named or any(_in(day, *span) for span in _spans(text))
