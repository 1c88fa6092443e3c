"""More ways to say when, said on Wednesday 18 March 2026 at 10:00 to a shop open from 9 to 18."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bots.dates import Reference, understand
from bots.dates.wishes import wishes

NOW = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - a wall clock
MONDAY = date(2026, 3, 23)


def said(text: str, language: str = "en") -> list[str]:
    return [w.value for w in understand(text, Reference(NOW, language, hours=(9, 18)))]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        # a slip of the finger in a long name
        ("en", "thurdsay at 3", "2026-03-19T15:00"),
        ("fr", "mecredi prochain", "2026-03-25"),
        ("de", "Donerstag um 3", "2026-03-19T15:00"),
        ("en", "febuary 3rd", "2027-02-03"),
        # counted from another day, or in a stretch
        ("en", "three weeks today", "2026-04-08"),
        ("en", "the day after easter monday", "2026-04-07"),
        ("en", "the last day of the month", "2026-03-31"),
        ("en", "in two weeks on a Friday", "2026-04-03"),
        ("en", "the second sunday", "2026-04-12"),
        ("fr", "le deuxième jour d'avril", "2026-04-02"),
        # times in other forms
        ("en", "1530 tomorrow", "2026-03-19T15:30"),
        ("en", "wed 1 april 9.45", "2026-04-01T09:45"),
        ("en", "9 a.m. on 3rd April", "2026-04-03T09:00"),
        ("en", "late thursday afternoon", "2026-03-19T14:00/2026-03-19T16:00"),
        ("en", "11 o'clock 29 April", "2026-04-29T11:00"),
        ("en", "nine tomorrow morning", "2026-03-19T09:00"),
        ("en", "friday 2-4", "2026-03-20T14:00/2026-03-20T16:00"),
        ("fr", "jeudi à midi et demi", "2026-03-19T12:30"),
        ("pt", "segunda às quinze para as dez", "2026-03-23T09:45"),
        ("de", "nicht vor 15 Uhr am Freitag", "2026-03-20T15:00/2026-03-21T00:00"),
        # a week in the way people count it
        ("de", "heute in acht Tagen", "2026-03-25"),
        ("fr", "dans huit jours", "2026-03-25"),
        ("fr", "dans une dizaine de jours", "2026-03-28"),
        ("es", "de hoy en ocho", "2026-03-25"),
        ("it", "oggi a otto", "2026-03-25"),
        # the coming one is the nearest, the next one is next week's
        ("de", "kommenden Do um 14:15", "2026-03-19T14:15"),
        ("fr", "jeudi qui vient à 17 heures trente", "2026-03-19T17:30"),
        ("nl", "maandag a.s. om tien uur", "2026-03-23T10:00"),
        # parts of the day and hours in their forms
        ("es", "el viernes a media mañana", "2026-03-20T10:00"),
        ("es", "el viernes a última hora", "2026-03-20T16:00/2026-03-20T20:00"),
        ("pt", "amanhã a meio da tarde", "2026-03-19T14:00"),
        ("it", "domattina alle 9 e mezza", "2026-03-19T09:30"),
        ("de", "Freitag Spätnachmittag", "2026-03-20T14:00/2026-03-20T16:00"),
        ("nl", "vrijdag na vijven", "2026-03-20T17:00/2026-03-21T00:00"),
        ("fr", "demain de préférence à 15h", "2026-03-19T15:00"),
        # halves and edges
        ("de", "erste Aprilwoche", "2026-03-30/2026-04-06"),
        ("en", "the second half of april", "2026-04-16/2026-05-01"),
        ("en", "next week between wednesday and friday", "2026-03-25/2026-03-27"),
    ],
)
def test_what_is_understood(language: str, text: str, value: str) -> None:
    assert value in said(text, language)


@pytest.mark.parametrize("text", ["monday or tuesday next week", "next week monday or tuesday"])
def test_a_week_said_once_holds_for_both_days(text: str) -> None:
    assert said(text) == ["2026-03-23", "2026-03-24"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the sun was in my eyes"),
        ("en", "have a lovely weekend"),
        ("en", "half a head, 1/2 head of highlights"),
        ("en", "does a colour take 2 hours?"),
        ("en", "my code is 4-7-11"),
        ("en", "April is my name"),
        ("es", "Julio me cortó el pelo"),
        ("fr", "j'habite rue du 8 Mai 1945"),
        ("fr", "mon numéro est le 06 12 34 56 78"),
        ("de", "schönes Wochenende!"),
    ],
)
def test_silence_where_it_only_looks_like_a_date(language: str, text: str) -> None:
    assert said(text, language) == []


@pytest.mark.parametrize("word", ["montage", "sundae", "Morgan", "seguida"])
def test_words_a_letter_away_from_a_name_stay_words(word: str) -> None:
    assert all(said(f"{word} please", language) == [] for language in ("en", "de", "es", "pt"))


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "the day after", 24),
        ("en", "the day before at 4", 22),
        ("en", "same time the week after", 30),
        ("de", "am Tag danach", 24),
        ("es", "al día siguiente", 24),
        ("fr", "le lendemain", 24),
        ("es", "perdón, el miércoles", 25),
        ("pt", "terça à mesma hora", 24),
    ],
)
def test_a_day_told_by_the_one_being_talked_about(language: str, text: str, day: int) -> None:
    found = wishes(text, Reference(NOW, language, day=MONDAY, hours=(9, 18)))
    assert (found.first, found.last) == (date(2026, 3, day), date(2026, 3, day))


def test_two_days_with_one_time_are_both_meant() -> None:
    found = wishes("Monday or Tuesday after 4", Reference(NOW, hours=(9, 18)))
    assert (found.first, found.last, str(found.after)) == (date(2026, 3, 23), date(2026, 3, 24), "16:00:00")


def test_what_is_given_up_is_ruled_out() -> None:
    found = wishes("on Tuesday rather than Monday", Reference(NOW, day=MONDAY))
    assert (found.first, found.without) == (date(2026, 3, 24), (MONDAY,))


def test_any_earlier_day_moves_nothing_by_a_day() -> None:
    assert wishes("any earlier day?", Reference(NOW, day=MONDAY)).shift is None


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("the tuesday after that", "en", date(2026, 4, 7)),
        ("the following monday", "en", date(2026, 4, 6)),
        ("tuesday after lunch", "en", date(2026, 3, 31)),
        ("dann Dienstag drauf", "de", date(2026, 4, 7)),
        ("el martes siguiente", "es", date(2026, 4, 7)),
        ("le mardi d'après", "fr", date(2026, 4, 7)),
        ("mardi après-midi", "fr", date(2026, 3, 31)),
        ("martedì dopo le 15", "it", date(2026, 3, 31)),
        ("na terça seguinte", "pt", date(2026, 4, 7)),
        ("de dinsdag erna", "nl", date(2026, 4, 7)),
    ],
)
def test_a_weekday_after_the_day_being_talked_about(text: str, language: str, day: date) -> None:
    said = wishes(text, Reference(NOW, language, day=date(2026, 4, 3)))
    assert said.first == day


def test_a_short_saturday_that_suits_is_one() -> None:
    at = Reference(NOW, "en")
    assert wishes("sat is best", at).first == date(2026, 3, 21)
    assert wishes("sat is a verb", at).empty
    assert wishes("passt das so?", Reference(NOW, "de")).empty


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("nl", "morge om 3 uur", "2026-03-19T15:00"),
        ("fr", "samdi 11h", "2026-03-21T11:00"),
        ("fr", "mardi prochin 10h", "2026-03-24T10:00"),
        ("it", "domni alle 3", "2026-03-19T15:00"),
        ("es", "juves 17h", "2026-03-19T17:00"),
        ("pt", "prox terça às 16h", "2026-03-24T16:00"),
        ("nl", "over 2 wkn", "2026-04-01"),
    ],
)
def test_short_words_with_a_letter_lost_or_two_changed(language: str, text: str, value: str) -> None:
    assert said(text, language) == [value]


@pytest.mark.parametrize(
    ("language", "word"),
    [("de", "mögen"), ("nl", "mogen"), ("fr", "maris"), ("it", "domain"), ("pt", "notes"), ("es", "Mercedes")],
)
def test_words_of_their_own_are_no_names_of_days(language: str, word: str) -> None:
    assert said(word, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        # a weekday, an hour and a part of the day; the 3rd and the 15th are Fridays, but weeks away
        ("en", "friday 3", "2026-03-20T15:00"),
        ("en", "friday 3 in the afternoon", "2026-03-20T15:00"),
        ("pt", "sexta 3 da tarde", "2026-03-20T15:00"),
        ("es", "viernes 3 de la tarde", "2026-03-20T15:00"),
        ("de", "Freitag 15.30 Uhr", "2026-03-20T15:30"),
        ("nl", "vr 15.30u", "2026-03-20T15:30"),
        # days that are meant
        ("fr", "dans quinze jours à 11h", "2026-04-01T11:00"),
        ("fr", "dans 15 jours", "2026-04-02"),
        ("en", "friday the 3rd", "2026-04-03"),
        ("es", "viernes 3", "2026-04-03"),
        ("de", "Fr 3.4.", "2026-04-03"),
        ("pt", "sexta 20", "2026-03-20"),
    ],
)
def test_a_number_behind_a_weekday_is_an_hour_or_a_day(language: str, text: str, value: str) -> None:
    assert said(text, language)[0].split("/")[0] == value
