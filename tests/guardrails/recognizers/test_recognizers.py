"""Each recognizer alone against its cases: ``{ENTITY|value}`` marks what must be found, exactly and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.discovery import discover
from guardrails.analyzer import Analyzer
from guardrails.catalogue import ENTITIES

HERE = Path(__file__).parent
MARK = re.compile(r"\{([A-Z_]+)\|([^}]*)\}")
MODULES = {"presidio_stock": "presidio"}


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.yaml")):
        for group, rows in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for each in rows:
                row = each if isinstance(each, dict) else {"text": each}
                name = MODULES.get(path.stem, path.stem)
                yield pytest.param(name, row["text"], row.get("asked"), id=f"{path.stem}: {group}: {row['text'][:40]}")


@pytest.mark.parametrize(("name", "marked", "asked"), list(cases()))
def test_recognizer(name: str, marked: str, asked: str | None) -> None:
    text = MARK.sub(lambda match: match.group(2), marked)
    wanted = [(match.group(1), match.group(2)) for match in MARK.finditer(marked)]
    analyzer = Analyzer({name: discover("guardrails.recognizers", "recognizer")[name]})
    found = [(f.entity, text[f.start : f.end]) for f in analyzer.find(text, asked=asked)]
    assert found == wanted


@pytest.mark.parametrize("recognizer", discover("guardrails.recognizers", "recognizer").values(), ids=lambda r: r.name)
def test_a_recognizer_finds_only_kinds_of_the_catalogue(recognizer: Any) -> None:
    assert set(recognizer.entities) <= set(ENTITIES)
