"""search_knowledge: passages of the bot's own documents for a question."""

from __future__ import annotations

from typing import cast

from pydantic import Field

from bots.tools import Arguments, ToolContext, ToolResult
from guardrails.types import ClearedText

PASSAGES = 8


class SearchArguments(Arguments):
    """What is looked for. The knowledge base is the bot's own: it cannot be chosen."""

    query: str = Field(min_length=1, max_length=2000, description="The question in full words")


class _SearchKnowledge:
    name = "search_knowledge"
    description = "Search the documents of this business"
    writes = False
    Arguments = SearchArguments

    def run(self, arguments: SearchArguments, context: ToolContext) -> ToolResult:
        # The toolbox has put the cleared query in place of the one asked for.
        found = context.services.search(cast(ClearedText, arguments.query), PASSAGES)
        return ToolResult(data={"confidence": found.confidence}, passages=found.passages)


tool = _SearchKnowledge()
