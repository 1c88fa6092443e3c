"""Words of an appointment are no persons: "lundi matin", "las cinco menos diez", "drie dagen"."""

from __future__ import annotations

import pytest

from guardrails.name_lists import tells_when


@pytest.mark.parametrize(
    "words",
    [
        "lundi matin",
        "demi",
        "diez",
        "prima delle",
        "drie dagen",
        "dreiundzwanzigsten",
        "lundi de paques",
        "viernes santo",
        "gott",
    ],
)
def test_a_time_of_day_or_two_names_of_the_calendar_tell_when(words: str) -> None:
    assert tells_when(words.split())


@pytest.mark.parametrize("words", ["april", "domingo", "carlos diez", "maria de la paz", "august"])
def test_a_lone_month_or_any_other_word_may_be_a_person(words: str) -> None:
    assert not tells_when(words.split())
