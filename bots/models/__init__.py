"""Models that write answers. A kind is handed one; None means the embedded answerer quotes the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from bots.types import Json
from guardrails.types import ClearedText


@dataclass(frozen=True, slots=True)
class ModelMessage:
    """One message to a model. Its text is cleared: nothing else may reach a model."""

    role: Literal["system", "user", "assistant"]
    text: ClearedText


@dataclass(frozen=True, slots=True)
class ModelTool:
    """A tool as a model sees it; ``call`` goes through the Toolbox and gives the cleared result."""

    name: str
    description: str
    schema: Mapping[str, Json]
    call: Callable[[Mapping[str, Json]], ClearedText]


def never() -> bool:
    """Nobody asks a model to stop."""
    return False


class ChatModel(Protocol):
    """Writes a reply in pieces. Raises ModelError; never returns an error as text.

    Once ``stop`` says so nobody listens: no further attempt is made, no further word is asked for.
    """

    @property
    def name(self) -> str:
        """The model's name, as stored with a turn."""
        ...

    def stream(
        self, messages: Sequence[ModelMessage], tools: Sequence[ModelTool] = (), stop: Callable[[], bool] = never
    ) -> Iterator[str]: ...
