"""One of several answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"

OPTIONS = ("Newsletter", "Search engine", "Social media", "Colleague")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("newsletter", "Newsletter"),
        ("the second one", "Search engine"),
        ("number 3", "Social media"),
        ("the last one", "Colleague"),
        ("serch engine", "Search engine"),
        ("I googled you", "Search engine"),
        ("not the newsletter, a colleague", "Colleague"),
        ("newsletter or colleague", AGAIN),
        ("a poster", AGAIN),
        ("number nine", AGAIN),
    ],
)
def test_which_one_is_meant(read: Read, words: str, value: str) -> None:
    assert read("single", words, options=OPTIONS) == value
