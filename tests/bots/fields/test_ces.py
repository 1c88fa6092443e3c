"""How easy something was, 1 to 7."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("I agree", 6),
        ("strongly disagree", 1),
        ("7", 7),
        ("8", AGAIN),
        ("stimme voll zu", 7),
    ],
)
def test_the_number_meant(read: Read, words: str, value: Any) -> None:
    assert read("ces", words) == value


def test_five_steps_when_the_file_says_so(read: Read) -> None:
    assert read("ces", "strongly agree", low=1, high=5) == 5
    assert read("ces", "7", low=1, high=5) == AGAIN
