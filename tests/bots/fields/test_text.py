"""Own words, kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
AGAIN = "AGAIN"


@pytest.mark.parametrize(("words", "value"), [("  The waiting. ", "The waiting."), ("...", AGAIN), ("👍", "👍")])
def test_words_are_kept_as_they_are(read: Read, words: str, value: str) -> None:
    assert read("long_text", words) == value
