"""Several answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"

OPTIONS = ("Advice", "Choice", "Prices", "Speed")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("advice and speed", ["Advice", "Speed"]),
        ("everything except the prices", ["Advice", "Choice", "Speed"]),
        ("1 and 3", ["Advice", "Prices"]),
        ("all of them", list(OPTIONS)),
        ("only the prices", ["Prices"]),
        ("not the speed, but the choice", ["Choice"]),
        ("how fast it was", ["Speed"]),
        ("the parking", AGAIN),
    ],
)
def test_which_are_meant(read: Read, words: str, value: Any) -> None:
    assert read("multiple", words, options=OPTIONS) == value
