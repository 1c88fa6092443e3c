"""How often one address, one talk and one bot may ask. Counted in memory; log-ins are counted in ``workspace``.

The counts belong to a process: with several API processes the true limit is that many times higher, which is why the
budgets of a conversation (in ``bots``) do not rely on them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from functools import cache

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from channels.problems import ApiError

RATES: Mapping[str, str] = {
    "card": "120/minute",  # per address
    "start": "20/minute",  # per address: new talks
    "start_booking": "30/10minutes",  # per address and booking bot: each talk may hold one time for some minutes
    "start_bot": "600/minute",  # per bot: new talks
    "message": "20/minute",  # per talk
    "message_address": "120/minute",  # per address: messages of all its talks
    "live": "30/minute",  # per talk: streams of a person's words opened
    "live_address": "120/minute",  # per address: those of all its talks
    "other": "120/minute",  # per talk: reading back, consent, ratings
    "preflight": "240/minute",  # per address: a browser asks before its first call to each address of a talk
    "booking_page": "60/10minutes",  # per address: pages behind the links of mails, and feeds
    "welcome": "20/15minutes",  # one-time links tried per address
}


class Rates:
    """Counts by rate and key."""

    def __init__(self, rates: Mapping[str, str] = RATES) -> None:
        self._items = {name: parse(rate) for name, rate in rates.items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def spend(self, name: str, key: str) -> None:
        """Counts one; raises ``rate_limited`` with the time to wait when there is none left."""
        item = self._items[name]
        if not self._limiter.hit(item, name, key):
            raise ApiError("rate_limited", headers={"Retry-After": str(self._wait(item, name, key))})

    def exhausted(self, name: str, key: str) -> int:
        """Seconds to wait if nothing is left, else 0. Counts nothing."""
        item = self._items[name]
        return 0 if self._limiter.test(item, name, key) else self._wait(item, name, key)

    def forget(self, name: str, key: str) -> None:
        """Starts the count of a key anew."""
        self._limiter.clear(self._items[name], name, key)

    def _wait(self, item: RateLimitItem, name: str, key: str) -> int:
        stats = self._limiter.get_window_stats(item, name, key)
        return max(1, math.ceil(stats.reset_time - time.time()))


@cache
def rates() -> Rates:
    """The counts of this process."""
    return Rates()
