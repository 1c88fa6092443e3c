"""How satisfied somebody is, 1 to 5."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("very satisfied", 5),
        ("4 out of 5", 4),
        ("0", AGAIN),
        ("6", AGAIN),
        ("sehr unzufrieden", 1),
    ],
)
def test_the_number_meant(read: Read, words: str, value: Any) -> None:
    assert read("csat", words) == value
