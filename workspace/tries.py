"""Log-in tries of the last minutes: guessing is expensive, and nobody can lock another person out.

Ten wrong tries lock an account for the network address they came from, and thirty an address for every account. Many
wrong tries at one account from everywhere leave each address fewer, but never none: the owner at another address, with
the right password, always has the first one. Counted in memory: a restart forgives, and nothing is stored.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

TRIES, OF_ADDRESS, WINDOW = 10, 30, timedelta(minutes=10)
# Wrong tries at an account from everywhere, and what is then left to each address.
SLOWER = ((200, 1), (50, 3))
MAX_KEYS = 20_000
_MOST_KEPT = 300

_Key = tuple[str, ...]


class Tries:
    """Who has tried to log in lately. ``clock`` says when now is."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._seen: dict[_Key, list[datetime]] = {}  # the key used longest ago first
        self._guard = threading.Lock()

    def take(self, account: str, address: str) -> int:
        """Counts a try before it is judged, so that of many at once only so many are; else the seconds to wait."""
        with self._guard:
            wait = max(self._waits(account, address))
            if not wait:
                for key in _keys(account, address):
                    self._keep(key, [*self._recent(key), self._clock()])
            return wait

    def right(self, account: str, address: str) -> None:
        """The try taken was right: it is no guess, and those before it here were slips."""
        with self._guard:
            own, *others = _keys(account, address)
            self._seen.pop(own, None)
            for key in others:
                self._keep(key, self._recent(key)[:-1])

    def _waits(self, account: str, address: str) -> Iterator[int]:
        own, everywhere, *of_address = _keys(account, address)
        tried = len(self._recent(everywhere))
        most = next((left for many, left in SLOWER if tried >= many), TRIES)
        yield self._wait(own, most)
        yield from (self._wait(key, OF_ADDRESS) for key in of_address)

    def _wait(self, key: _Key, most: int) -> int:
        recent = self._recent(key)
        if len(recent) < most:
            return 0
        return max(1, int((recent[-most] + WINDOW - self._clock()).total_seconds()))

    def _recent(self, key: _Key) -> list[datetime]:
        since = self._clock() - WINDOW
        return [at for at in self._seen.get(key, ()) if at > since]

    def _keep(self, key: _Key, tries: list[datetime]) -> None:
        self._seen.pop(key, None)
        if tries:
            self._seen[key] = tries[-_MOST_KEPT:]
        while len(self._seen) > MAX_KEYS:
            del self._seen[next(iter(self._seen))]


def _keys(account: str, address: str) -> tuple[_Key, ...]:
    """The account at this address, the account anywhere, and this address at any account."""
    of_address = (("any account", address),) if address else ()
    return (("account", account, address), ("account", account), *of_address)
