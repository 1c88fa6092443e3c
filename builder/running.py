"""A turn of the preview that runs beside the page, so that its words can be shown as they come.

A script run of Streamlit draws once and ends. The turn therefore runs in a thread of its own, which touches nothing of
Streamlit, and the page looks at it again and again until it has ended.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator

from bots.types import Accepted, Closed, Said, TurnEvent
from guardrails.faults import fault
from workspace.errors import WorkspaceError

_log = logging.getLogger(__name__)
BROKEN = "Something broke on our side. What you typed is kept; send it again."


class Running:
    """What one turn has said so far. The page reads; only the thread writes."""

    def __init__(self, text: str, send: Callable[[], Iterator[TurnEvent]]) -> None:
        self.text = text
        self.accepted = False
        self.said = ""
        self.closed: Closed | None = None
        self.problem = ""
        self._send = send
        self._began = time.monotonic()
        self._news = threading.Event()
        self._thread = threading.Thread(target=self._run, name="preview turn", daemon=True)
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return not self._thread.is_alive()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self._began

    def wait(self, seconds: float) -> None:
        """Come back when there is something new to draw, at the latest after these seconds."""
        self._news.wait(seconds)
        self._news.clear()

    def _run(self) -> None:
        try:
            for event in self._send():
                self._take(event)
        except WorkspaceError as error:
            self.problem = str(error)
        except Exception as error:  # noqa: BLE001 - the edge of a thread: what is lost here nobody would see
            _log.error("A turn of the preview failed: %s", fault(error))  # its words may hold a value
            self.problem = BROKEN
        finally:
            self._news.set()

    def _take(self, event: TurnEvent) -> None:
        if isinstance(event, Accepted):
            self.accepted = True
        elif isinstance(event, Said):
            self.said += event.text
        elif isinstance(event, Closed):
            self.closed = event
        self._news.set()
