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
        ("it is [[PHONE_NUMBER:7f3k2qxz]]", "[[PHONE_NUMBER:7f3k2qxz]]"),
        ("020 7946 0958", AGAIN),
        ("[[IBAN_CODE:7f3k2qxz]]", AGAIN),
    ],
)
def test_only_the_placeholder_of_its_kind(read: Read, words: str, value: str) -> None:
    assert read("phone", words) == value
