"""A quantity in words or digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve in the end", 12),
        ("3 adults and 2 kids", 5),
        ("just myself", 1),
        ("a couple", 2),
        ("zu dritt", 3),
        ("una docena", 12),
        ("sixty", AGAIN),
        ("a few", AGAIN),
        ("two and a half", AGAIN),
        ("minus two", AGAIN),
    ],
)
def test_how_many(read: Read, words: str, value: Any) -> None:
    assert read("number", words, low=0, high=20) == value
