"""People in a talk as server-sent events, for as long as its page is open.

```
another process, another thread ─→ rows ─→ one beat for all talks watched here ─→ follow() ─→ "id: 2\\nevent: said\\n…"
```
Whoever answers may sit in another process (the builder), so the database is asked, in one beat for every talk that is
watched in this process; with nobody watching there is no beat. The id of an event is the number of its line, which is
stored: after a broken connection, or a restart, ``Last-Event-ID`` goes on where it stopped.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Mapping
from functools import partial
from typing import Any

from channels import context, stopping
from channels.problems import ApiError
from channels.schemas import PersonLine, Standing
from channels.sessions import Visit
from channels.stream import KEEP_ALIVE
from channels.visitors import renewed
from guardrails.faults import fault
from workspace import live
from workspace.errors import UnknownConversation
from workspace.live import Live, Watched

MOST = 500
EVERY = 0.7  # seconds between two looks: a person's words are on the page within two
LONGEST = 600.0  # seconds; the page then comes again, with a fresh token when it is time for one
_log = logging.getLogger("tacit.live")


class _Follower:
    """One open page: the talk it watches, how that talk stood last, and whether there is news."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.standing: object = None
        self.news = asyncio.Event()


class Beat:
    """Every talk that is watched in this process."""

    def __init__(self) -> None:
        self._followers: set[_Follower] = set()
        self._task: asyncio.Task[None] | None = None

    async def open(self, seen: Visit, after: int) -> AsyncIterator[bytes]:
        """The events after a number, as they come. Raises ``busy``, ``stopping``, UnknownConversation."""
        if stopping.begun():
            raise ApiError("stopping", headers={"Retry-After": "2"})
        if len(self._followers) >= MOST:
            raise ApiError("busy", headers={"Retry-After": "10"})
        watched = await context.run(live.watched, context.current(), seen.conversation)
        return self._events(seen, _Follower(watched), after)

    async def _events(self, seen: Visit, follower: _Follower, after: int) -> AsyncIterator[bytes]:
        until, told, first = time.monotonic() + LONGEST, None, True
        async with self._following(follower):
            yield b"retry: 1500\n\n"
            while time.monotonic() < until and not stopping.begun():
                follower.news.clear()
                try:
                    now = await context.run(live.live, context.current(), seen.conversation, after)
                except UnknownConversation:
                    return
                for line in now.lines:
                    after = line.number
                    yield _encoded(line.kind, shown(now, line).model_dump(mode="json"), line.number)
                standing = standing_of(now, renewed(seen) if first else None)
                if standing != told:
                    yield _encoded("state", standing.model_dump(mode="json"))
                told, first = standing, False
                if now.closed or not (now.waiting or now.person):
                    return
                if not await _news(follower.news):
                    yield b": still here\n\n"

    @contextlib.asynccontextmanager
    async def _following(self, follower: _Follower) -> AsyncIterator[None]:
        self._followers.add(follower)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())
        try:
            yield
        finally:
            self._followers.discard(follower)

    async def _look(self) -> None:
        while self._followers and not stopping.begun():
            await asyncio.sleep(EVERY)
            watched = {follower.watched for follower in self._followers}
            try:
                found: Mapping[str, object] = await context.run(live.news, context.current(), watched)
            except Exception as error:  # noqa: BLE001 - the next beat tries again
                _log.error("looking for news of talks failed: %s", fault(error))
                continue
            for follower in self._followers:
                standing = found.get(follower.watched.conversation)
                if standing != follower.standing:
                    follower.standing = standing
                    follower.news.set()


def shown(talk: Live, line: live.PersonLine) -> PersonLine:
    """One thing a person did, as the API gives it."""
    return PersonLine(
        number=line.number, turn=line.turn, kind=line.kind, text=line.text, name=talk.name, at=line.at
    )  # fmt: skip


def standing_of(talk: Live, fresh: Any = None) -> Standing:
    """Who answers in the talk now."""
    return Standing(person=talk.person, waiting=talk.waiting, closed=talk.closed, renewed=fresh)


def _encoded(name: str, data: Mapping[str, Any], number: int | None = None) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    place = f"id: {number}\n" if number is not None else ""
    return f"{place}event: {name}\ndata: {text}\n\n".encode()


async def _news(event: asyncio.Event) -> bool:
    loop = asyncio.get_running_loop()
    forget = stopping.on_stop(partial(loop.call_soon_threadsafe, event.set))
    try:
        async with asyncio.timeout(KEEP_ALIVE):
            return await event.wait()
    except TimeoutError:
        return False
    finally:
        forget()


beat = Beat()
