"""A model that is listened to with one ear on whether the reply must end: before its first word, too.

A model may think for its whole time-out before it says anything. It is therefore read in a thread of its own; the turn
waits for words or for ``stop`` and leaves when that comes first. What is left behind hears of it (``stop`` of the inner
model, and refused tools), makes no further attempt and does nothing any more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue

from bots.errors import Interrupted
from bots.models import ChatModel, ModelMessage, ModelTool, never
from bots.types import Json
from guardrails.types import ClearedText

_LOOK = 0.1  # seconds between two looks at ``stop``
_ACT = 2.0  # seconds an act under way may take to its end before the turn leaves without it


@dataclass(frozen=True)
class Attentive:
    """The inner model, left at once when ``stop`` says so: raises Interrupted."""

    inner: ChatModel
    stop: Callable[[], bool]

    @property
    def name(self) -> str:
        """The inner model's."""
        return self.inner.name

    def stream(
        self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool] = (), stop: Callable[[], bool] = never
    ) -> Iterator[str]:
        """The inner model's pieces as they come."""
        reading = _Reading()
        guarded = [reading.guard(tool) for tool in tools]
        threading.Thread(
            target=reading.read, args=(self.inner, messages, guarded), name="tacit-model", daemon=True
        ).start()
        try:
            yield from reading.pieces(lambda: stop() or self.stop())
        finally:
            reading.leave()


@dataclass
class _Reading:
    """One reading of a model by its thread: pieces, then None or what it raised."""

    said: SimpleQueue[str | BaseException | None] = field(default_factory=SimpleQueue)
    left: threading.Event = field(default_factory=threading.Event)
    acting: threading.Lock = field(default_factory=threading.Lock)

    def read(self, model: ChatModel, messages: Sequence[ModelMessage], tools: Sequence[ModelTool]) -> None:
        try:
            stream = model.stream(messages, tools, self.left.is_set)
            with closing(stream):  # type: ignore[type-var]  # a generator in every model of ours
                for piece in stream:
                    self.said.put(piece)
                    if self.left.is_set():
                        return
            self.said.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where the turn listens
            self.said.put(error)

    def pieces(self, stop: Callable[[], bool]) -> Iterator[str]:
        while True:
            try:
                said = self.said.get(timeout=_LOOK)
            except Empty:
                if stop():
                    raise Interrupted from None
                continue
            if said is None:
                return
            if isinstance(said, BaseException):
                raise said
            yield said

    def guard(self, tool: ModelTool) -> ModelTool:
        """The tool, which refuses once the turn has left; an act that has begun ends first."""

        def call(arguments: Mapping[str, Json]) -> ClearedText:
            with self.acting:
                if self.left.is_set():
                    raise Interrupted
                return tool.call(arguments)

        return replace(tool, call=call)

    def leave(self) -> None:
        held = self.acting.acquire(timeout=_ACT)
        self.left.set()
        if held:
            self.acting.release()
