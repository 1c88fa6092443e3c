"""The made-up help centres: pages that differ in their values, questions whose facts stand on their pages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.helpcentre import FOLDER, made
from benchmarks.support import holds

FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_fact_asked_for_stands_on_its_page(file: Path) -> None:
    pages, questions = made(yaml.safe_load(file.read_text(encoding="utf-8")))
    texts = {p["page_id"]: " ".join(f"{p['title']} {p['text']}".replace("*", "").split()) for p in pages}
    turns = [turn for question in questions for turn in question["turns"]]
    for turn in turns:
        assert all(holds(turn["facts"], texts[page]) for page in turn["pages"]), turn["q"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_pages_and_questions_are_many_and_named_once(file: Path) -> None:
    pages, questions = made(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert len({p["page_id"] for p in pages}) == len(pages) >= 100
    assert len({q["id"] for q in questions}) == len(questions) >= 150
    assert {q["type"] for q in questions} == {"answerable", "followup", "unanswerable"}
