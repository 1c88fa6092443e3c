"""Yes, no, or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("yup all good", "yes"),
        ("can't say no", "yes"),
        ("sort of... actually yes", "yes"),
        ("👍", "yes"),
        ("nooo", "no"),
        ("I'm afraid not", "no"),
        ("thought so, but no", "no"),
        ("not fixed", "no"),
        ("it doesn't work", "no"),
        ("half of it", AGAIN),
        ("maybe", AGAIN),
        ("which one?", AGAIN),
        ("banana", AGAIN),
        ("leider nein", "no"),
        ("claro que sí", "yes"),
        ("pas du tout", "no"),
        ("assolutamente sì", "yes"),
        ("com certeza", "yes"),
        ("nee hoor", "no"),
    ],
)
def test_what_is_meant(read: Read, words: str, value: str) -> None:
    assert read("yesno", words) == value
