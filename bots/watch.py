"""How long each stage of a turn took."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Watch:
    """Milliseconds per stage. Stages nest: the inner one's time is not counted in the outer one."""

    def __init__(self, timer: Callable[[], float]) -> None:
        self._timer = timer
        self._begun = self._mark = timer()
        self._stack: list[str] = []
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        self._book()
        self._stack.append(stage)
        try:
            yield
        finally:
            self._book()
            self._stack.pop()

    def first(self, name: str) -> None:
        """The time from the start until now, noted once."""
        self.spent.setdefault(name, self._timer() - self._begun)

    def milliseconds(self) -> dict[str, float]:
        """Every stage so far, and the total."""
        total = self._timer() - self._begun
        return {name: round(1000 * seconds, 2) for name, seconds in (self.spent | {"total": total}).items()}

    def _book(self) -> None:
        now = self._timer()
        if self._stack:
            self.spent[self._stack[-1]] = self.spent.get(self._stack[-1], 0.0) + now - self._mark
        self._mark = now
