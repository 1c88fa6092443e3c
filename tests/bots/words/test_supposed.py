"""A number that is only supposed is not the answer where another was given."""

from __future__ import annotations

import pytest

from bots.words.meant import meant


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("nine, would be ten if there were seats", "en", 9),
        ("it would have been a 9, it was a 6", "en", 6),
        ("7, wäre eine 9 mit mehr Platz", "de", 7),
        ("7, serait 9 avec plus de place", "fr", 7),
        ("eight from me, seven from my brother", "en", 8),
        ("it would be a ten", "en", 10),
        ("8 or 9", "en", None),
    ],
)
def test_what_only_might_be_is_left_out_when_something_else_was_said(
    text: str, language: str, value: float | None
) -> None:
    assert meant(text, language, high=10).value == value
