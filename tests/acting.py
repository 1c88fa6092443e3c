"""A toolbox over a real store, to call tools the way a flow or a model does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.toolbox import Toolbox
from bots.types import Conversation, Json, Visitor
from guardrails import MemoryVault
from tests.talking import Desk, Talk


def toolbox(desk: Desk, talk: Talk, state: Mapping[str, Json] | None = None) -> Toolbox:
    """The toolbox of a turn of this talk."""
    conversation = Conversation(talk.id, Visitor(talk.person), talk.language, (), state or {})
    return Toolbox(
        config=desk.bot.config, bot_id=desk.bot.id, version=1, conversation=conversation,
        guardrails=desk.bot.guardrails, vault=MemoryVault(), services=desk.bot.services, now=desk.now,
    )  # fmt: skip


def call(desk: Desk, talk: Talk, tool: str, *, confirmed: bool = True, **arguments: Any) -> Mapping[str, Any]:
    """The data a tool gives back."""
    return toolbox(desk, talk).call(tool, arguments, confirmed=confirmed).data or {}
