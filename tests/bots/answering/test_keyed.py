"""Lists whose lines answer by a key: the line whose key is asked for, or all of them."""

from __future__ import annotations

import pytest

from bots.answering.keyed import key, named, run_of, whole
from bots.answering.question import understand
from bots.answering.units import Unit

LINES = ("Monday to Friday: 10:00 to 18:00", "Saturday: 10:00 to 15:00", "Sunday: closed")
HOURS = [Unit(text, "item", 0, n, n) for n, text in enumerate(LINES)]
AFTER = Unit("In July we are closed on Saturdays.", "sentence", 0, 3, 4)


def test_the_lines_of_a_list_with_keys_belong_together() -> None:
    assert run_of(HOURS[2], [*HOURS, AFTER]) == HOURS
    assert run_of(AFTER, [*HOURS, AFTER]) == []
    assert run_of(HOURS[0], [HOURS[0], Unit("Bring your receipt.", "item", 0, 1, 1)]) == [], "not every line has a key"


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("When are you open?", []),
        ("Are you open on Saturday?", [1]),
        ("What about Wednesday?", [0]),
        ("sunday hours", [2]),
    ],
)
def test_a_key_is_named_or_none_is(question: str, lines: list[int]) -> None:
    assert named(understand(question), HOURS, "Opening hours") == [HOURS[n] for n in lines]


def test_a_rows_key_is_its_first_cell() -> None:
    assert key(Unit("Repair: New chain; Price: 690; Time: 1 day", "row", 0, 0, 0)) == "New chain"


def test_a_long_list_is_not_told_whole() -> None:
    assert whole(HOURS)
    assert not whole([Unit(f"Key {n}: {'word ' * 20}", "item", 0, n, n) for n in range(9)])
