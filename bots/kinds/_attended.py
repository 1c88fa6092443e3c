"""Attended: what answers a talk while a person does. The turn keeps its order (clear, store, audit), without a word.

No kind of its own: no bot file can ask for it. Who is in danger still reads at once where help is.
"""

from __future__ import annotations

from collections.abc import Iterator

from bots.kinds import Turn
from bots.toolbox import Toolbox
from bots.types import Conversation, ReplyPart


class _Attended:
    name = "attended"
    description = "A person of the business answers in this talk"

    def respond(self, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:  # noqa: ARG002
        """Nothing: the message waits for the person."""
        return iter(())

    def asked(self, conversation: Conversation) -> str | None:  # noqa: ARG002
        """Nothing is known of what the person asked for."""
        return None

    def hand_over(self, reason: str, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]:  # noqa: ARG002
        """The person is there already."""
        return iter(())


attended = _Attended()
