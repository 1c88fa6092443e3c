"""An agreement is given in plain words or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("I agree", "yes"),
        ("yes", "yes"),
        ("fine by me", "yes"),
        ("ich stimme zu", "yes"),
        ("j'accepte", "yes"),
        ("I do not agree", "no"),
        ("ich stimme nicht zu", "no"),
        ("no acepto", "no"),
        ("ik ga niet akkoord", "no"),
        ("no", "no"),
        ("what is that?", AGAIN),
        ("maybe", AGAIN),
    ],
)
def test_what_is_meant(read: Read, words: str, value: str) -> None:
    assert read("consent", words) == value
