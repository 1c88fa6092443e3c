"""A placeholder is expected, never the value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("it is [[EMAIL_ADDRESS:7f3k2qxz]]", "[[EMAIL_ADDRESS:7f3k2qxz]]"),
        ("mara@mail.example", AGAIN),
        ("[[IBAN_CODE:7f3k2qxz]]", AGAIN),
    ],
)
def test_only_the_placeholder_of_its_kind(read: Read, words: str, value: str) -> None:
    assert read("email", words) == value
