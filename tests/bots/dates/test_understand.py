"""Everyday booking phrases, said on Wednesday 18 March 2026 at 10:00 to a shop open from 9 to 18."""

from __future__ import annotations

from datetime import datetime

import pytest

from bots.dates import Reference, understand
from bots.dates.wishes import Wishes, wishes

NOW = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - a wall clock


def reference(language: str) -> Reference:
    return Reference(NOW, language, hours=(9, 18))


def said(text: str, language: str = "en") -> list[str]:
    return [w.value for w in understand(text, reference(language))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # days
        ("friday", "2026-03-20"),
        ("next friday", "2026-03-27"),
        ("friday week", "2026-03-27"),
        ("a week on Tuesday", "2026-03-31"),
        ("the day after tomorrow", "2026-03-20"),
        ("in 2 weeks", "2026-04-01"),
        ("on the 12th", "2026-04-12"),
        ("friday the 13th of november", "2026-11-13"),
        ("the last friday of june", "2026-06-26"),
        ("easter monday", "2026-04-06"),
        # times
        ("half five", "17:30"),
        ("5 o'clock", "17:00"),
        ("quarter to three", "14:45"),
        ("noon", "12:00"),
        # both, in any order, with typos
        ("haircut with Jo on Friday at 3", "2026-03-20T15:00"),
        ("tomorow at 3", "2026-03-19T15:00"),
        ("half past nine tomorrow", "2026-03-19T09:30"),
        ("can I come at 10 on monday?", "2026-03-23T10:00"),
        ("wednesday at 9", "2026-03-25T09:00"),
        # stretches
        ("any morning next week", "2026-03-23T08:00/2026-03-29T12:00"),
        ("tomorrow between 2 and 4pm", "2026-03-19T14:00/2026-03-19T16:00"),
        ("before the 3rd", "2026-03-18/2026-04-03"),
        ("this weekend", "2026-03-21/2026-03-23"),
        ("after work", "17:00/21:00"),
        ("from monday to wednesday", "2026-03-23/2026-03-25"),
    ],
)
def test_what_is_understood(text: str, value: str) -> None:
    assert said(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # from one point to another, of any kind
        ("between May 2027 and the end of 2028", "2027-05-01/2029-01-01"),
        ("from Q2 of 2026 to Q4 of 2026", "2026-04-01/2026-10-01"),
        ("from now until friday at 5pm", "2026-03-18T10:00/2026-03-20T17:00"),
        ("between 2pm tomorrow and 4pm", "2026-03-19T14:00/2026-03-19T16:00"),
        # a length and where it begins
        ("for three days from monday", "2026-03-23/2026-03-26"),
        ("from 2pm for 90 minutes", "14:00/15:30"),
        # parts of a longer stretch
        ("the first ten days of june", "2026-06-01/2026-06-11"),
        ("the third quarter of 2027", "2027-07-01/2027-10-01"),
        ("the week after next", "2026-03-30/2026-04-06"),
        ("june next year", "2027-06-01/2027-07-01"),
        # beside now
        ("the next two hours", "2026-03-18T10:00/2026-03-18T12:00"),
        ("the rest of the day", "2026-03-18T10:00/2026-03-18T23:59"),
        ("two fridays from now", "2026-03-27"),
        ("the first friday of next month", "2026-04-03"),
        ("late this afternoon", "2026-03-18T14:00/2026-03-18T16:00"),
        # years in words, decades, feasts that fall on a weekday
        ("may fifth two thousand and twenty seven", "2027-05-05"),
        ("the 1980s", "1980-01-01/1990-01-01"),
        ("thanksgiving", "2026-11-26"),
        ("black friday", "2026-11-27"),
    ],
)
def test_what_stands_between_and_across(text: str, value: str) -> None:
    assert said(text) == [value]


@pytest.mark.parametrize(
    "text",
    ["April is my name", "12 May Street", "the second one please",
     "I sat in your chair once", "Feb 30", "I may come later",
     "I have 2 kids",
     "for 3 people", "my number is 5", "good evening", "https://shop.example/2026-03-20"],
)  # fmt: skip
def test_silence_where_there_is_no_date(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Freitag halb drei", "2026-03-20T14:30"),
        ("de", "übermorgen um viertel nach neun", "2026-03-20T09:15"),
        ("de", "Freitagabend", "2026-03-20T16:00/2026-03-20T20:00"),
        ("de", "am 20.3.2026 um 15 Uhr", "2026-03-20T15:00"),
        ("de", "heute in einer Woche", "2026-03-25"),
        ("de", "nächsten Monat vom 4. bis zum 23.", "2026-04-04/2026-04-23"),
        ("es", "una cita para el lunes a las diez", "2026-03-23T10:00"),
        ("es", "el 2 de abril a las once y media", "2026-04-02T11:30"),
        ("fr", "vendredi à 15h pour une coupe", "2026-03-20T15:00"),
        ("fr", "lundi après-midi", "2026-03-23T12:00/2026-03-23T16:00"),
        ("fr", "le premier vendredi du mois prochain", "2026-04-03"),
        ("nl", "tussen 13:00 en 17:00 ben ik weg", "13:00/17:00"),
        ("es", "mañana a las tres de la tarde", "2026-03-19T15:00"),
        ("es", "el lunes que viene a las diez y media", "2026-03-23T10:30"),
        ("fr", "vendredi à trois heures et demie", "2026-03-20T15:30"),
        ("fr", "après-demain à midi", "2026-03-20T12:00"),
        ("it", "venerdì alle 15", "2026-03-20T15:00"),
        ("pt", "sexta às 15h", "2026-03-20T15:00"),
        ("nl", "vrijdag om half drie", "2026-03-20T14:30"),
        ("nl", "volgende week woensdag om 10 uur", "2026-03-25T10:00"),
    ],
)
def test_other_languages(language: str, text: str, value: str) -> None:
    assert said(text, language) == [value]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("an hour later", {"shift": "1:00:00"}),
        ("half an hour earlier", {"shift": "-1 day, 23:30:00"}),
        ("not Monday but Tuesday", {"first": "2026-03-24", "without": "2026-03-23"}),
        ("tuesday, no wait, thursday", {"first": "2026-03-19"}),
        ("friday except the morning", {"first": "2026-03-20", "after": "12:00:00"}),
        ("February 30", {"impossible": "True"}),
    ],
)
def test_what_a_message_wishes(text: str, wish: dict[str, str]) -> None:
    found = wishes(text, reference("en"))
    for name, value in wish.items():
        got = getattr(found, name)
        assert str(got[0] if isinstance(got, tuple) else got) == value


def test_nothing_about_time_is_no_wish() -> None:
    assert wishes("with Jo please", reference("en")) == Wishes()
