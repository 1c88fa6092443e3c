"""A number between two ends, or the words of a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3", 3),
        ("the lowest", 1),
        ("7", AGAIN),
        ("3.5", AGAIN),
    ],
)
def test_the_number_meant(read: Read, words: str, value: Any) -> None:
    assert read("scale", words) == value


def test_the_words_of_each_step_are_answers(read: Read) -> None:
    labels = ("poor", "fair", "good", "great", "superb")
    assert read("scale", "great", labels=labels) == 4


def test_a_scale_may_begin_anywhere(read: Read) -> None:
    assert read("scale", "minus two", low=-3, high=3) == -2
