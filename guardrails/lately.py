"""Results remembered while one text is judged, and forgotten with it.

A cache that outlives the text would keep what visitors type (their numbers, their names) in the memory of the process
for as long as it runs, beside the vault that seals them. So functions of raw words are remembered by ``lately``, and
whoever judges a text forgets them at its end. Another thread that is still judging only has to work some out again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_remembered: list[Any] = []


def lately(function: Callable[..., _Result]) -> Callable[..., _Result]:
    """Remember a function's results until ``forget`` is called; its arguments must be hashable."""
    kept = functools.lru_cache(maxsize=4096)(function)
    _remembered.append(kept)
    return kept


def remembered() -> dict[str, int]:
    """How many results each function remembers just now, by its name."""
    return {kept.__name__: kept.cache_info().currsize for kept in _remembered}


def forget() -> None:
    """Drop everything remembered."""
    for kept in _remembered:
        kept.cache_clear()
