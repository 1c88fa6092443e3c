"""Prepares uploads in a process of its own, so that reading, clearing and embedding never hold up an answer.

```
answering process: Worker ── task, upload ──▶ worker_child: read · clear · split · embed (nice 10)
                          ◀── progress … prepared ──  no database, no key, no index
```
The process starts with the first task and ends after a while without one. When it dies or is told to stop, nothing was
stored: its task is simply done again.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from guardrails import Guardrails
from knowledge.embedders import known
from knowledge.frames import prepared_of, receive, send, task_frame
from knowledge.prepare import Prepared, Task, prepare
from knowledge.types import Embedder

_ROOT = Path(__file__).resolve().parent.parent
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from knowledge.worker_child import main; main()"
_IDLE = 120.0
_DIED = "Reading this file made its reader fail, so it was given up. Save it again in a simpler form and add that."


class Worker:
    """One process for one task at a time; call it like ``prepare``."""

    def __init__(self, idle: float = _IDLE) -> None:
        self._idle = idle
        self._closed = False
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: threading.Timer | None = None
        atexit.register(self.close)

    def __call__(
        self, task: Task, guardrails: Guardrails, embedder: Embedder, progress: Callable[[float], None]
    ) -> Prepared:
        """The upload, ready. What ``progress`` raises stops the work and comes through."""
        if embedder.model_id not in known():  # a model of somebody's own lives in this process only
            return prepare(task, guardrails, embedder, progress)
        with self._lock:
            self._rest(None)
            process = self._running()
            try:
                return _asked(process, task, guardrails, embedder.model_id, progress)
            except (EOFError, OSError, ValueError):
                if self._closed:  # our own process ends: the file is not to blame
                    raise InterruptedError("the worker was closed") from None
                self._kill()
                return Prepared(error=_DIED)
            except BaseException:
                self._kill()
                raise
            finally:
                self._rest(self._idle)

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def close(self) -> None:
        """Ends the process for good; a task under way raises InterruptedError."""
        self._closed = True
        self._rest(None)
        self._kill()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._kill()
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
            [sys.executable, "-c", _CODE, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
        return self._process

    def _rest(self, seconds: float | None) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        if seconds is not None:
            self._ending = threading.Timer(seconds, self._end_idle)
            self._ending.daemon = True
            self._ending.start()

    def _end_idle(self) -> None:
        if self._lock.acquire(blocking=False):
            try:
                self._kill()
            finally:
                self._lock.release()

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _asked(
    process: subprocess.Popen[bytes],
    task: Task,
    guardrails: Guardrails,
    model: str,
    progress: Callable[[float], None],
) -> Prepared:
    assert process.stdin is not None
    assert process.stdout is not None
    send(process.stdin, *task_frame(task, guardrails.policy, model))  # type: ignore[arg-type, unused-ignore]
    while True:
        said, extra = receive(process.stdout)  # type: ignore[arg-type, unused-ignore]
        if "prepared" in said:
            return prepared_of(said["prepared"], extra)
        progress(float(said["progress"]))
