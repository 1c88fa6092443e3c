"""A turn as server-sent events: the sync core in a thread, its events kept for whoever lost the connection.

```
thread: talk.send ─→ RunningTurn.events ─→ follow(after=Last-Event-ID) ─→ "id: 3\\nevent: said\\ndata: {…}"
```
A turn belongs to the talk, not to the connection: when a visitor's connection breaks the reply goes on being written
for ``ABANDONED`` seconds, and the same message sent again with ``Last-Event-ID`` goes on where it stopped. Later the
core replays the stored reply. The event loop never waits for the core, and there are never more than ``MOST`` threads.

``StreamingResponse`` rather than ``fastapi.sse``: measured three times as many streams a second, and no traceback when
a client leaves.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from channels import stopping
from channels.problems import ApiError, body
from guardrails.faults import fault

MOST = 256
KEEP_ALIVE = 15.0
ABANDONED = 20.0
REMEMBERED = 60.0

Data = Mapping[str, Any]
Produce = Callable[[Callable[[], bool]], Generator["tuple[str, Data]", None, None]]
Explain = Callable[[BaseException], ApiError]
_log = logging.getLogger("tacit.stream")


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a turn; ids count from 1 within the turn."""

    id: int
    name: str
    data: Data

    def encode(self) -> bytes:
        """The event as it goes over the wire."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.id}\nevent: {self.name}\ndata: {text}\n\n".encode()


class RunningTurn:
    """The events of one turn so far. Written by its thread through the event loop, read by any number of followers."""

    def __init__(self, asked: object = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.asked = asked
        self.withdrawn = False
        self.events: list[Event] = []
        self.finished_at: float | None = None
        self.problem: ApiError | None = None
        self._followers = 0
        self._left_at = time.monotonic()
        self._stop = threading.Event()
        self._news = asyncio.Event()

    def stop(self) -> None:
        """Asks the core to end the reply now."""
        self._stop.set()

    def should_stop(self) -> bool:
        """Whether nobody waits for the reply any more, or it must end. Asked by the core between words."""
        alone = self._followers == 0 and time.monotonic() - self._left_at > ABANDONED
        return self._stop.is_set() or stopping.begun() or alone

    async def first(self) -> None:
        """Waits until the turn was accepted; raises the problem of one that was refused."""
        async with self._following():
            while not self.events and self.finished_at is None and not stopping.begun():
                await self._wait(KEEP_ALIVE)
        if not self.events:
            raise self.problem or ApiError("stopping", headers={"Retry-After": "2"})

    async def follow(self, after: int = 0) -> AsyncIterator[bytes]:
        """The events after an id, as they come, with a comment every 15 s; ends when the turn or the process does."""
        async with self._following():
            yield b"retry: 1500\n\n"
            while True:
                while after < len(self.events):
                    after += 1
                    yield self.events[after - 1].encode()
                if self.finished_at is not None:
                    return
                if stopping.begun():
                    yield Event(after + 1, "error", body("stopping")).encode()
                    return
                if not await self._wait(KEEP_ALIVE):
                    yield b": still here\n\n"

    async def whole(self) -> Event:
        """The last event, once the turn has ended."""
        async with self._following():
            while self.finished_at is None and not stopping.begun():
                await self._wait(1.0)
        if self.problem:
            raise self.problem
        if not self.events or self.events[-1].name != "closed":
            raise ApiError("stopping")
        return self.events[-1]

    def add(self, name: str, data: Data) -> None:
        """One more event. Only in the event loop."""
        self.events.append(Event(len(self.events) + 1, name, data))
        self._wake()

    def finish(self, problem: ApiError | None = None) -> None:
        """No more events. Only in the event loop."""
        self.problem = problem
        if problem and self.events:
            self.add("error", body(problem.code, problem.detail))
        self.finished_at = time.monotonic()
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def _wait(self, seconds: float) -> bool:
        news = self._news
        forget = stopping.on_stop(partial(self.loop.call_soon_threadsafe, news.set))
        try:
            if stopping.begun():
                return True
            async with asyncio.timeout(seconds):
                return await news.wait()
        except TimeoutError:
            return False
        finally:
            forget()

    @contextlib.asynccontextmanager
    async def _following(self) -> AsyncIterator[None]:
        self._followers += 1
        try:
            yield
        finally:
            self._followers -= 1
            self._left_at = time.monotonic()


class Turns:
    """Every turn being answered in this process, and those just answered, by (talk, message id)."""

    def __init__(self) -> None:
        self._turns: dict[tuple[str, str], RunningTurn] = {}

    def find(self, conversation: str, message: str, asked: object) -> RunningTurn | None:
        """A turn that is being answered or was a moment ago. Raises ``message_conflict`` if it was asked otherwise."""
        self._sweep()
        turn = self._turns.get((conversation, message))
        if turn is None or turn.withdrawn:
            return None
        if turn.asked != asked:
            raise ApiError("message_conflict")
        return turn

    def start(self, conversation: str, message: str, asked: object, produce: Produce, explain: Explain) -> RunningTurn:
        """Answers a message in a thread of its own. Raises ``busy`` when the process answers too many."""
        self._sweep()
        if stopping.begun():
            raise ApiError("stopping", headers={"Retry-After": "2"})
        if sum(turn.finished_at is None for turn in self._turns.values()) >= MOST:
            raise ApiError("busy", headers={"Retry-After": "3"})
        turn = self._turns[(conversation, message)] = RunningTurn(asked)
        # A daemon: a model that does not answer must not keep the process from ending.
        threading.Thread(target=_answer, args=(turn, produce, explain), name="turn", daemon=True).start()
        return turn

    def stop(self, conversation: str) -> None:
        """Ends every reply of a talk that is being written, and forgets what was said in it."""
        for key, turn in list(self._turns.items()):
            if key[0] == conversation:
                turn.stop()
                turn.withdrawn = True
        self._sweep()

    async def drained(self, seconds: float) -> bool:
        """Waits until no reply is being written any more, so that each is stored as cut before the database closes."""
        until = time.monotonic() + seconds
        while any(turn.finished_at is None for turn in self._turns.values()):
            if time.monotonic() > until:
                return False
            await asyncio.sleep(0.02)
        return True

    def _sweep(self) -> None:
        now = time.monotonic()
        for key, turn in list(self._turns.items()):
            if turn.finished_at is None:
                continue
            if turn.problem or turn.withdrawn or now - turn.finished_at > REMEMBERED:
                del self._turns[key]


def _answer(turn: RunningTurn, produce: Produce, explain: Explain) -> None:
    problem: ApiError | None = None
    try:
        with contextlib.closing(produce(turn.should_stop)) as events:
            for name, data in events:
                turn.loop.call_soon_threadsafe(turn.add, name, data)
                if turn.should_stop():
                    break
    except Exception as error:  # noqa: BLE001 - the edge of the turn: nothing of it may be lost in a thread
        problem = explain(error)
        if problem.code == "internal":
            _log.error("A turn failed: %s", fault(error))
    with contextlib.suppress(RuntimeError):  # the loop is closed: the process has ended
        turn.loop.call_soon_threadsafe(turn.finish, problem)


turns = Turns()
