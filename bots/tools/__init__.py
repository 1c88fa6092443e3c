"""Tools: what a bot can do. One module, one tool, one name; ``bots.toolbox`` is the only way to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from bots.config import BotConfig
from bots.schema.common import Strict
from bots.types import Conversation, Json
from documents import discovery
from guardrails.types import ClearedText
from knowledge.types import Passage, Retrieval, Vector
from records.store import Store


class Arguments(BaseModel):
    """Base of a tool's ``Arguments``: no extra key, no coercion, no infinite number, no endless text.

    They are validated from JSON, so a date may be an ISO string. What identifies the person is never among them.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, str_max_length=2000)


@dataclass(frozen=True, slots=True)
class Services:
    """What tools work with, handed in by ``workspace.assembly``.

    ``search`` looks into the bot's knowledge. ``embed`` is the knowledge's own embedder (``Library.embedder.embed``):
    the embedded answerer scores sentences with it; without it words alone decide. ``fetch`` is the guarded HTTP
    client (``bots.fetching.fetch``); without it ``http_request`` refuses. ``link`` gives the address of the page of a
    booking, where its calendar file is; without it a confirmation names none.
    """

    store: Store
    search: Callable[[ClearedText, int], Retrieval]
    fetch: Callable[..., Any] | None = None
    embed: Callable[[Sequence[str]], Vector] | None = None
    link: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class ToolContext:
    """The turn a tool acts in: identity, clock and bot come from here, never from the model's arguments.

    ``reveal`` turns the placeholders a grant names into values; other placeholders stay as they are.
    """

    bot: BotConfig
    bot_id: str
    version: int | None
    conversation: Conversation
    now: datetime
    services: Services
    settings: Mapping[str, Any]
    reveal: Callable[[str], str]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gives back: words for a model, data for a flow, passages for citations, and the act for the log."""

    text: str = ""
    data: Mapping[str, Json] | None = None
    passages: tuple[Passage, ...] = ()
    act: str = ""


class Tool(Protocol):
    """One act. ``writes`` says it changes something; ``Arguments`` is strict (no extra keys)."""

    name: str
    description: str
    writes: bool
    Arguments: type[BaseModel]

    def run(self, arguments: Any, context: ToolContext) -> ToolResult: ...


@runtime_checkable
class Configured(Protocol):
    """A tool with settings in the bot file; a tool without takes none."""

    Settings: type[Strict]


@runtime_checkable
class VariesInWriting(Protocol):
    """A tool whose arguments and settings decide whether a call changes something, and how a person reads it."""

    def writes_with(self, arguments: Any, settings: Mapping[str, Any]) -> bool: ...

    def in_words(self, arguments: Any, settings: Mapping[str, Any]) -> str: ...


@cache
def discover() -> Mapping[str, Tool]:
    """Every tool of this folder by name."""
    return discovery.discover(__name__, "tool")
