"""What something costs in computing, counted so that no busy machine and nothing loaded at first use fails a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

import guardrails

COUNTS = 5


def cost(act: Callable[[], object], most: float = 0.0) -> float:
    """Seconds of computing of this thread, all models loaded: the least of some counts, or the first below ``most``."""
    _warm()
    least = float("inf")
    for _ in range(COUNTS):
        began = time.thread_time()
        act()
        least = min(least, time.thread_time() - began)
        if least < most:
            break
    return least


@cache
def _warm() -> None:
    guardrails.warm()
