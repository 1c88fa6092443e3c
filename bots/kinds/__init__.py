"""Kinds of bot: support, booking, survey. One module, one kind, one name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from bots.config import BotConfig
from bots.models import ChatModel
from bots.toolbox import Toolbox
from bots.types import Conversation, Message, ReplyPart
from documents import discovery


@dataclass(frozen=True, slots=True)
class Turn:
    """What a kind answers. ``model`` is None when nothing but the embedded answerer is configured.

    ``asked`` of the state machine is in ``conversation.state``; the reply language is ``conversation.language``.
    """

    bot: BotConfig
    conversation: Conversation
    message: Message
    model: ChatModel | None = None


class Kind(Protocol):
    """Answers a turn in parts. Never sees raw text, never stores; acts only through the toolbox."""

    name: str
    description: str

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]: ...

    def asked(self, conversation: Conversation) -> str | None:
        """The entity the open question expects (PHONE_NUMBER …), so that a bare answer is recognized; None if none."""
        ...


@cache
def discover() -> Mapping[str, Kind]:
    """Every kind of this folder by name."""
    return discovery.discover(__name__, "kind")
