"""How an answer is read on a Wednesday, 18 March 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bots.fields import Asked, Moment, field_for
from bots.words import spoken

Read = Callable[..., Any]
NOW = datetime(2026, 3, 18, 10, 0)  # noqa: DTZ001 - the business's wall clock
AGAIN = "AGAIN"


@pytest.fixture
def read() -> Read:
    """The value of an answer, or AGAIN when the question must be asked again."""

    def reading(kind: str, words: str, **asked: Any) -> Any:
        found = field_for(kind).parse(words, Asked("q", kind, **asked), Moment(NOW, spoken(words, "en")))
        return found.value if found.understood else AGAIN

    return reading
