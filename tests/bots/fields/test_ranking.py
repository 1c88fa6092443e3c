"""Answers in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("speed, then prices, advice last", ["Speed", "Prices", "Advice"]),
        ("2 1 3", ["Prices", "Advice", "Speed"]),
        ("speed", AGAIN),
    ],
)
def test_the_order_said(read: Read, words: str, value: Any) -> None:
    assert read("ranking", words, options=("Advice", "Prices", "Speed")) == value
