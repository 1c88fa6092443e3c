"""What a message wishes for on Tuesday, 1 December 2026: alternatives, and what is named only to be ruled out."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bots.dates import Reference
from bots.dates.wishes import Wishes, wishes

NOW = datetime(2026, 12, 1, 10, 0)  # noqa: DTZ001 - the business's wall clock
NEXT_THURSDAY = date(2026, 12, 3)
ANOTHER_THURSDAY = date(2026, 12, 10)


def said(text: str, language: str = "en", day: date | None = None) -> Wishes:
    return wishes(text, Reference(NOW, language, day, hours=(9, 18), expecting="time"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "any day but thursday"),
        ("en", "every day apart from thursday"),
        ("en", "anything other than thursday"),
        ("en", "not on thursdays"),
        ("en", "no thursdays please"),
        ("en", "thursdays don't suit me"),
        ("en", "Thursday I can't"),
        ("de", "jeden Tag außer Donnerstag"),
        ("de", "Donnerstag geht bei mir nicht"),
        ("fr", "n'importe quel jour sauf jeudi"),
        ("fr", "le jeudi je ne peux pas"),
        ("es", "cualquier día menos el jueves"),
        ("it", "il giovedì non posso"),
        ("nl", "elke dag behalve donderdag"),
        ("pt", "qualquer dia menos quinta"),
    ],
)
def test_a_weekday_ruled_out_alone_is_so_every_week(language: str, text: str) -> None:
    found = said(text, language)
    assert found.first is None
    assert {NEXT_THURSDAY, ANOTHER_THURSDAY} <= set(found.without)
    assert {day.weekday() for day in found.without} == {3}


def test_only_the_day_being_talked_about_is_ruled_out_when_it_is_named() -> None:
    assert said("not Thursday", day=NEXT_THURSDAY).without == (NEXT_THURSDAY,)


def test_another_day_named_beside_is_the_one_wished_for() -> None:
    found = said("Friday I can't, how about Thursday?")
    assert (found.first, found.last, found.without) == (NEXT_THURSDAY, NEXT_THURSDAY, (date(2026, 12, 4),))


@pytest.mark.parametrize("text", ["why not thursday?", "thursday. I can't do friday", "I want thursday, not friday"])
def test_what_suits_is_not_ruled_out(text: str) -> None:
    assert said(text).first == NEXT_THURSDAY


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Thursday at 10 or 11, whichever is free"),
        ("de", "Donnerstag um 10 oder 11"),
        ("fr", "jeudi à 10h ou 11h"),
        ("es", "el jueves a las 10 o a las 11"),
    ],
)
def test_of_two_clock_times_both_do_the_first_before_the_second(language: str, text: str) -> None:
    found = said(text, language)
    assert (found.first, found.at[:2]) == (NEXT_THURSDAY, (time(10), time(11)))


@pytest.mark.parametrize("text", ["that one", "ok, this one please", "the later one"])
def test_a_word_that_points_is_no_clock_time(text: str) -> None:
    assert said(text).at == ()


def test_a_part_of_the_day_that_does_not_suit() -> None:
    assert said("I can't do mornings").after == time(12)
    assert said("I can't before 3").after == time(15)


def test_a_stretch_with_a_later_beginning() -> None:
    found = said("sometime next week but not before wednesday")
    assert (found.first, found.last) == (date(2026, 12, 9), date(2026, 12, 13))


@pytest.mark.parametrize(
    ("language", "text"), [("en", "weekday evenings"), ("de", "werktags abends"), ("fr", "en semaine, le soir")]
)
def test_working_days_leave_the_weekends_out(language: str, text: str) -> None:
    found = said(text, language)
    assert {day.weekday() for day in found.without} == {5, 6}
    assert found.after is not None


@pytest.mark.parametrize("text", ["the thursday one", "I take the thursday one", "the thursday one please"])
def test_a_day_that_points_has_no_clock_time(text: str) -> None:
    assert (said(text).first, said(text).at) == (NEXT_THURSDAY, ())
    assert said("thursday at one").at[0] == time(13)


@pytest.mark.parametrize(
    ("language", "text", "edge"),
    [
        ("en", "what's the latest you have on thursday?", "last"),
        ("en", "the last slot on thursday", "last"),
        ("en", "as early as possible on thursday", "first"),
        ("en", "thursday by three at the latest", ""),
        ("de", "am Donnerstag möglichst spät", "last"),
        ("fr", "jeudi, le plus tard possible", "last"),
        ("es", "el jueves a última hora", "last"),
        ("de", "nächsten Donnerstag", ""),
    ],
)
def test_the_first_or_the_last_time_of_a_day(language: str, text: str, edge: str) -> None:
    assert said(text, language).edge == edge
