"""A table is asked row by row: the same scale or the same answers for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


OPTIONS = ("Never", "Sometimes", "Often")


@pytest.mark.parametrize(("words", "value"), [("often", "Often"), ("the first one", "Never"), ("blue", AGAIN)])
def test_a_row_with_answers_to_choose_from(read: Read, words: str, value: Any) -> None:
    assert read("matrix", words, options=OPTIONS) == value


@pytest.mark.parametrize(("words", "value"), [("four", 4), ("5/5", 5), ("nine", AGAIN)])
def test_a_row_with_a_scale(read: Read, words: str, value: Any) -> None:
    assert read("matrix", words, low=1, high=5) == value
