"""How people shorten and join days and times on a phone, on Wednesday 18 March 2026 at 10:00, open from 9 to 18."""

from __future__ import annotations

from datetime import datetime

import pytest

from bots.dates import Reference, understand
from bots.dates.wishes import wishes

NOW = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - the business's wall clock


@pytest.mark.parametrize(
    ("language", "said", "start"),
    [
        ("de", "heute in zwei Stunden", "2026-03-18T12:00"),
        ("de", "zw. 10 und 12 am Freitag", "2026-03-20T10:00"),
        ("it", "domani l'altro alle 9", "2026-03-20T09:00"),
        ("it", "dmn alle 10 e mezza", "2026-03-19T10:30"),
        ("pt", "sexta lá pras 11", "2026-03-20T11:00"),
        ("pt", "um quarto para as onze na sexta", "2026-03-20T10:45"),
        ("nl", "2e paasdag", "2026-04-06"),
        ("es", "el Viernes Santo", "2026-04-03"),
        ("en", "friday 10", "2026-03-20T10:00"),
        ("en", "friday 27", "2026-03-27"),
        ("en", "friday the 10th", "2026-04-10"),
        ("es", "viernes 10", "2026-04-10"),
    ],
)
def test_a_time_as_typed_on_a_phone(language: str, said: str, start: str) -> None:
    found = understand(said, Reference(NOW, language, hours=(9, 18)))
    assert [when.start for when in found] == [start]


@pytest.mark.parametrize(("language", "said"), [("fr", "c'est au 2e étage"), ("es", "vivo en el 4º piso")])
def test_a_floor_is_no_day(language: str, said: str) -> None:
    assert understand(said, Reference(NOW, language, hours=(9, 18))) == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [("it", "no meglio alle 11 e mezza"), ("es", "no mejor a las 11 y media"), ("nl", "nee liever half 12")],
)
def test_a_no_before_what_is_better_rules_nothing_out(language: str, said: str) -> None:
    found = wishes(said, Reference(NOW, language, hours=(9, 18)))
    assert [f"{at:%H:%M}" for at in found.at[:1]] == ["11:30"]
