"""search_knowledge: the bot's own documents, and nothing the arguments could choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.errors import BadArguments
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
