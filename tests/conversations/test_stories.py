"""Every golden talk goes as it is written. ``make golden`` writes them anew; read the diff."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from tests.conversations.story import dump, play

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*/*.story.yaml"))


@pytest.mark.parametrize(
    "path", STORIES, ids=lambda path: f"{path.parent.name}/{path.name.removesuffix('.story.yaml')}"
)
def test_a_talk_goes_as_written(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    story = yaml.safe_load(text)
    went = play(story, tmp_path, path.parent)
    if os.environ.get("GOLDEN") == "write":
        comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
        path.write_text(comment + dump(went), encoding="utf-8")
    assert went == story or os.environ.get("GOLDEN") == "write"
    assert len(STORIES) >= 8
