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


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the parking lot", "the parking lot"),
        ("Other: the parking lot", "the parking lot"),
        ("newsletter", "Newsletter"),
        ("newsletter or colleague", AGAIN),
        ("not sure", AGAIN),
        ("what do you mean?", AGAIN),
    ],
)
def test_something_else_in_own_words_where_it_is_offered(read: Read, words: str, value: str) -> None:
    assert read("single", words, options=OPTIONS, other=True) == value


def test_a_long_list_that_is_not_shown_has_no_second_one(read: Read) -> None:
    many = tuple(f"Town {chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(400))
    assert read("single", "town cd", options=many) == "Town cd"
    assert read("single", "the second one", options=many) == AGAIN
