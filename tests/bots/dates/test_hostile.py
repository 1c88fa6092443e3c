"""A message made to be slow: a row of numbers that Duckling would join in every way is no time, and is left at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bots.dates.types import Reference
from bots.dates.understand import understand
from tests.effort import cost

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize("language", ["en", "es", "pt"])
@pytest.mark.parametrize("text", ["1 " * 250, "1 2 3 4 5 6 7 8 9 10 11 12 13", "dos " * 100, "1-" * 200, "x " * 200])
def test_a_row_of_numbers_or_of_one_word_costs_no_time(text: str, language: str) -> None:
    assert cost(lambda: understand(text, Reference(NOW, language)), 3) < 3
