"""search_knowledge: the bot's own documents, and nothing the arguments could choose."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bots.errors import BadArguments
from bots.tools.search_knowledge import LONGEST_READ
from guardrails.types import ClearedText
from knowledge.types import Chunk, Citation, Passage, Retrieval
from tests.acting import toolbox
from tests.shop import open_shop


def test_it_finds_passages_with_their_source(tmp_path: Path) -> None:
    desk = open_shop(tmp_path)
    result = toolbox(desk, desk.talk()).call("search_knowledge", {"query": "how long can I return a pen"})
    assert "returns" in {p.citation.source for p in result.passages}
    assert result.data
    assert 0.0 <= float(str(result.data["confidence"])) <= 1.0


@pytest.mark.parametrize("extra", ["knowledge_base", "kb", "k", "workspace"])
def test_nothing_chooses_where_it_looks(tmp_path: Path, extra: str) -> None:
    desk = open_shop(tmp_path)
    with pytest.raises(BadArguments):
        toolbox(desk, desk.talk()).call("search_knowledge", {"query": "returns", extra: "other"})


def test_passages_of_pages_the_talk_is_at_come_along(tmp_path: Path) -> None:
    desk = open_shop(tmp_path)
    acting = toolbox(desk, desk.talk())
    alone = acting.call("search_knowledge", {"query": "how long can I return a pen"}).passages
    near = acting.call("search_knowledge", {"query": "how long can I return a pen", "near": ["jobs"]}).passages
    assert near[: len(alone)] == alone
    assert {p.citation.source for p in near[len(alone) :]} <= {"jobs"}


def test_a_chunk_without_end_is_read_to_a_length(tmp_path: Path) -> None:
    """Stored before chunks were bounded in letters: no turn reads all of it."""
    desk = open_shop(tmp_path)
    endless = Chunk(1, "returns", 0, "[" * 100_000, "[" * 100_000)
    found = Passage(endless, Citation("returns", "Returns", None, "Returns"), 0.9, 0.9)

    def search(_: ClearedText, __: int) -> Retrieval:
        return Retrieval((found,), 0.9)

    bot = replace(desk.bot, services=replace(desk.bot.services, search=search))
    acting = toolbox(replace(desk, bot=bot), desk.talk())
    (read,) = acting.call("search_knowledge", {"query": "returns"}).passages
    assert (len(read.chunk.text), len(read.chunk.heading)) == (LONGEST_READ, LONGEST_READ)
