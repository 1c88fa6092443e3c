"""The end of the process, announced early: open streams wait on this event and end before the server's own shutdown.

Without it a SIGTERM with an open stream hangs until the stream's client goes away.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_stopping = threading.Event()
_listeners: list[Callable[[], object]] = []


def begun() -> bool:
    """Whether the process is ending."""
    return _stopping.is_set()


def announce() -> None:
    """The process ends now: wakes everybody who listens. Safe in a signal handler, and twice."""
    _stopping.set()
    for listener in tuple(_listeners):
        listener()


def on_stop(listener: Callable[[], object]) -> Callable[[], None]:
    """Calls ``listener`` when the end is announced; gives back how to stop listening."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener) if listener in _listeners else None


@contextmanager
def on_signals() -> Iterator[None]:
    """Announces the end at SIGTERM and SIGINT, then lets the server's own handler run."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def chained(number: int, frame: FrameType | None) -> None:
        announce()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    _stopping.clear()
    for number in before:
        signal.signal(number, chained)
    try:
        yield
    finally:
        announce()
        for number, handler in before.items():
            if signal.getsignal(number) is chained:
                signal.signal(number, handler)
