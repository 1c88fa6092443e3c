"""What people write in a YAML file and what they mean by it: 35 is a price, 5 an answer, 9:00 a time, Monday a day.

YAML 1.1 reads an unquoted Yes as true and 35.00 as a number. Where a key can only mean words, the words are taken; a
file is refused for what is unclear, not for missing quotes. Clock times reach this as text (``bots.config``).
"""

from __future__ import annotations

import re
from typing import Any

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SIGNS = {
    "=": "eq",
    "==": "eq",
    "!=": "ne",
    "<>": "ne",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "lte": "le",
    "gte": "ge",
}


def as_label(value: Any) -> Any:
    """A word or a number to be shown: ``true`` is Yes, 5 is "5"."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) if isinstance(value, int | float) else value


def as_answer(value: Any) -> Any:
    """The value of a branch: ``true`` is the answer yes; numbers stay numbers."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def as_price(value: Any) -> Any:
    """A price as it is shown: 35 is "35", 12.5 is "12.50"."""
    if isinstance(value, float):
        return f"{value:.2f}"
    return as_label(value)


def as_clock(value: Any) -> Any:
    """A clock time with two digits for the hour: "9:00" is "09:00"."""
    return f"0{value}" if isinstance(value, str) and re.fullmatch(r"\d:\d\d", value) else value


def as_week(value: Any) -> Any:
    """Hours by day: "Monday" is "mon", and a day with nothing behind it is closed."""
    if not isinstance(value, dict):
        return value
    named = {_day(day): () if spans is None else spans for day, spans in value.items()}
    return named if len(named) == len(value) else value  # mon beside Monday is for the schema to refuse


def as_op(value: Any) -> Any:
    """A comparison: ``<=`` is ``le``."""
    return _SIGNS.get(value, value) if isinstance(value, str) else value


def _day(written: Any) -> Any:
    folded = written.casefold() if isinstance(written, str) else written
    return folded[:3] if folded in _WEEK or folded in {day[:3] for day in _WEEK} else written
