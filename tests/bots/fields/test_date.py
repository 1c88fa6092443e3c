"""A day that has been."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yesterday", "2026-03-17"),
        ("last Friday", "2026-03-13"),
        ("3 March 2026", "2026-03-03"),
        ("a week ago", "2026-03-11"),
        ("on the 12th", "2026-03-12"),
        ("vorgestern", "2026-03-16"),
        ("avant-hier", "2026-03-16"),
        ("el viernes pasado", "2026-03-13"),
        ("31 February", AGAIN),
        ("last month", AGAIN),
        ("some time in winter", AGAIN),
    ],
)
def test_which_day(read: Read, words: str, value: str) -> None:
    assert read("date", words) == value
