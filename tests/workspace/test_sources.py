"""What a bot may read: searchable when added, gone when removed, counted without values."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import Upload
from knowledge.types import OnFinding, Source, SourceStatus
from tests.workspace.conftest import SUPPORT, Published, visit
from workspace import sources, studio
from workspace.assembly import Application
from workspace.errors import BadRequest
from workspace.roles import Desk

RETURNS = b"""---
id: returns
title: Returns
url: https://shop.example/returns
---
# Returns

## How long can I return a pen?

You can return a pen within 30 days of delivery. Write to mara.okoye@mail.example first.
"""


@pytest.fixture
def shop(published: Published) -> str:
    return published(SUPPORT)


def add(desk: Desk, *uploads: Upload, on_finding: OnFinding = OnFinding.MASK) -> list[Source]:
    bot = studio.find(desk, "shop")
    return list(sources.add_sources(desk, bot, uploads, on_finding=on_finding, licence="own text"))


def test_a_document_is_searchable_when_its_source_is_there(app: Application, desk: Desk, shop: str) -> None:
    [source] = add(desk, Upload("returns.md", RETURNS))
    assert (source.key, source.status, source.licence) == ("returns", SourceStatus.INDEXED, "own text")
    answer = visit(app, shop).say("How long can I return a pen?")
    assert "30 days" in answer.shown
    assert [(c.source, c.url) for c in answer.result.citations] == [("returns", "https://shop.example/returns")]


def test_what_was_found_is_counted_and_masked(desk: Desk, shop: str) -> None:
    [source] = add(desk, Upload("returns.md", RETURNS))
    assert source.findings.get("EMAIL_ADDRESS") == 1
    text = " ".join(chunk.text for chunk in sources.chunks(desk, studio.find(desk, "shop"), source.id))
    assert "mara.okoye" not in text


def test_a_broken_file_fails_alone(desk: Desk, shop: str) -> None:
    broken, good = add(desk, Upload("broken.pdf", b"%PDF-1.7 nonsense"), Upload("returns.md", RETURNS))
    assert (broken.status, good.status) == (SourceStatus.FAILED, SourceStatus.INDEXED)
    assert broken.error


def test_a_removed_source_is_not_answered_from(app: Application, desk: Desk, shop: str) -> None:
    add(desk, Upload("returns.md", RETURNS))
    sources.remove_source(desk, studio.find(desk, "shop"), "returns")
    assert sources.list_sources(desk, studio.find(desk, "shop")) == []
    assert visit(app, shop).say("How long can I return a pen?").result.citations == ()


def test_a_bot_reads_its_own_sources_only(desk: Desk, shop: str, published: Published) -> None:
    published(SUPPORT.replace("id: shop", "id: other"))
    [source] = add(desk, Upload("returns.md", RETURNS))
    with pytest.raises(BadRequest):
        sources.chunks(desk, studio.find(desk, "other"), source.id)
    assert sources.try_question(desk, studio.find(desk, "other"), "return a pen").passages == ()


def test_bots_may_share_a_knowledge_base_by_name(desk: Desk, shop: str, published: Published) -> None:
    published(SUPPORT.replace("id: shop", "id: other") + "knowledge: shop\n")
    add(desk, Upload("returns.md", RETURNS))
    found = sources.try_question(desk, studio.find(desk, "other"), "How long can I return a pen?")
    assert found.passages[0].citation.source == "returns"
    assert found.confidence > 0.5


def test_the_index_stays_in_the_data_folder(app: Application, desk: Desk, shop: str) -> None:
    add(desk, Upload("returns.md", RETURNS))
    folder = Path(app.settings.data / "knowledge")
    assert folder.is_dir()
    assert not any(b"30 days of delivery" in file.read_bytes() for file in folder.rglob("*") if file.is_file())
