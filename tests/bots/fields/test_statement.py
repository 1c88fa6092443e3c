"""Something told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[..., Any]


def test_any_reply_goes_on(read: Read) -> None:
    assert read("statement", "whatever") is None
