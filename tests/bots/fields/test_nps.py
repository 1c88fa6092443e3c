"""How likely somebody would recommend, 0 to 10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a solid nine", 9),
        ("0", 0),
        ("10/10", 10),
        ("eleven", AGAIN),
        ("quite likely", AGAIN),
        ("diria que un ocho", 8),
        # of several languages the one that reads most numbers
        ("nul, sorry, negen", 9),
        ("não sei", AGAIN),
    ],
)
def test_the_number_meant(read: Read, words: str, value: Any) -> None:
    assert read("nps", words) == value
