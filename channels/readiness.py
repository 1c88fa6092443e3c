"""Whether the process can answer: starting, ready, failed or stopping. The heavy parts load in the background."""

from __future__ import annotations

import gc
import importlib
import logging
import threading
from collections.abc import Sequence

from channels import stopping
from guardrails.faults import fault
from workspace import warming
from workspace.assembly import Application

_log = logging.getLogger("tacit.process")
_ready = threading.Event()
_failed = threading.Event()


def state() -> str:
    """starting, ready, failed or stopping."""
    if stopping.begun():
        return "stopping"
    if _failed.is_set():
        return "failed"
    return "ready" if _ready.is_set() else "starting"


def warm(app: Application, modules: Sequence[str] = ()) -> threading.Thread:
    """Loads the heavy parts in a thread of its own; a visitor who comes earlier waits for just what is needed.

    ``modules`` are libraries that would otherwise be imported while people talk. What is loaded by then stays for good,
    so the collector is told not to walk it again: a full walk holds every stream.
    """

    def load() -> None:
        try:
            for name in modules:
                importlib.import_module(name)
            warming.warm(app)
            gc.collect()
            gc.freeze()
        except Exception as error:
            _failed.set()
            _log.error("The heavy parts did not load: %s", fault(error))
            raise
        _ready.set()

    thread = threading.Thread(target=load, name="warm", daemon=True)
    thread.start()
    return thread
