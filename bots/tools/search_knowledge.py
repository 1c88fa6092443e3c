"""search_knowledge: passages of the bot's own documents for a question."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from pydantic import Field

from bots.tools import Arguments, ToolContext, ToolResult
from guardrails.types import ClearedText
from knowledge.types import Passage, Retrieval

PASSAGES = 8
LONGEST_READ = 4000  # characters; a chunk has about 2,400 (``knowledge.splitter``)
_WIDER, _MORE = 24, 4  # how far down the list, and how many more passages, of the pages a talk stands at


class SearchArguments(Arguments):
    """What is looked for. The knowledge base is the bot's own: it cannot be chosen.

    ``near`` names pages the talk is at: what else they hold comes along even when other pages match better.
    """

    query: str = Field(min_length=1, max_length=2000, description="The question in full words")
    near: tuple[str, ...] = Field((), max_length=8, description="Keys of the pages the last answer came from")


class _SearchKnowledge:
    name = "search_knowledge"
    description = "Search the documents of this business"
    writes = False
    Arguments = SearchArguments

    def run(self, arguments: SearchArguments, context: ToolContext) -> ToolResult:
        # The toolbox has put the cleared query in place of the one asked for.
        query = cast(ClearedText, arguments.query)
        found = context.services.search(query, _WIDER if arguments.near else PASSAGES)
        passages = tuple(_readable(p) for p in _first(found, arguments.near))
        return ToolResult(data={"confidence": found.confidence, "model": found.embedding_model}, passages=passages)


def _first(found: Retrieval, near: tuple[str, ...]) -> tuple[Passage, ...]:
    rest = (p for p in found.passages[PASSAGES:] if p.citation.source in near)
    return (*found.passages[:PASSAGES], *(p for p, _ in zip(rest, range(_MORE), strict=False)))


def _readable(passage: Passage) -> Passage:
    """What a turn reads of a passage has an end, also of one stored before chunks had: checks, answerer and model read
    nothing else, so no document can hold up the process."""
    chunk = passage.chunk
    if len(chunk.text) <= LONGEST_READ and len(chunk.heading) <= LONGEST_READ:
        return passage
    short = replace(chunk, text=chunk.text[:LONGEST_READ], heading=chunk.heading[:LONGEST_READ])
    return replace(passage, chunk=short)


tool = _SearchKnowledge()
