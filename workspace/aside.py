"""Work a page begins and does not wait for: it goes on when the browser's tab closes, and whoever comes back sees it.

A script run of Streamlit ends with a click elsewhere, and what it was doing ends with it. Such work therefore runs in a
thread of its own, one at a time per key. In memory: what the process's end cuts short is begun again by hand.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

from bots.errors import BotError
from guardrails.faults import fault
from knowledge.errors import KnowledgeError
from records.errors import RecordError
from workspace.assembly import Application
from workspace.errors import WorkspaceError

log = logging.getLogger(__name__)


@dataclass
class Aside:
    """One piece of work: how far it is, and what became of it. Only its thread writes."""

    what: str = ""
    done: int = 0
    of: int = 0
    problem: str = ""
    _over: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits for the end, at most so long; whether it came."""
        return self._over.wait(seconds)


class Ended(Exception):
    """The process ends."""


A = TypeVar("A", bound=Aside)
Progress = Callable[[str, int, int], None]


def begin(app: Application, key: tuple[str, ...], made: A, work: Callable[[A, Progress], None], broken: str) -> A:
    """Starts work under a key, or joins what is under way there. ``broken`` is said of a fault of ours."""
    with _GUARD:
        works = _WORKS.setdefault(app, {})
        known = works.get(key)
        if isinstance(known, type(made)) and not known.over:
            return known
        works[key] = made
    threading.Thread(target=_run, args=(app, made, work, broken), name=f"tacit-{key[0]}", daemon=True).start()
    return made


def last(app: Application, key: tuple[str, ...], kind: type[A]) -> A | None:
    """What is under way under a key, or ended last, since the process began."""
    with _GUARD:
        found = _WORKS.setdefault(app, {}).get(key)
    return found if isinstance(found, kind) else None


def _run(app: Application, made: A, work: Callable[[A, Progress], None], broken: str) -> None:
    def progress(what: str, done: int, of: int) -> None:
        made.what, made.done, made.of = what, done, of
        if app.stopping.is_set():
            raise Ended

    try:
        work(made, progress)
    except Ended:
        made.problem = broken
    except (WorkspaceError, BotError, RecordError, KnowledgeError) as error:
        made.problem = str(error)
    except Exception as error:  # noqa: BLE001 - the edge of a thread: what is lost here nobody would see
        log.error("%s failed: %s", threading.current_thread().name, fault(error))
        made.problem = broken
    finally:
        made._over.set()


_GUARD = threading.Lock()
_WORKS: WeakKeyDictionary[Application, dict[tuple[str, ...], Aside]] = WeakKeyDictionary()
