"""hand_over: ask a person to take over, with a typed reason. The visitor always sees that it happened."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bots.tools import Arguments, ToolContext, ToolResult

Reason = Literal["asked", "missing", "unsupported", "policy", "tool_failure", "upset", "unsafe"]
ACT = "hand_over:"


class HandOverArguments(Arguments):
    """Why a person is needed. Who the visitor is comes from the talk itself."""

    reason: Reason = Field(description="asked: the visitor wants a person; missing: the documents do not answer")


class _HandOver:
    name = "hand_over"
    description = "Let a person of this business take over the talk"
    writes = False
    Arguments = HandOverArguments

    def run(self, arguments: HandOverArguments, context: ToolContext) -> ToolResult:  # noqa: ARG002
        # The row is written when the turn closes, in the same commit as the reply that says so.
        return ToolResult(text="A person will take over.", act=f"{ACT}{arguments.reason}")


tool = _HandOver()
