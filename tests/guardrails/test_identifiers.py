"""Every number of a person that anybody checks: found in a sentence of its language, told from others where it can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from guardrails.analyzer import shared

TABLE = Path(__file__).with_name("identifiers.yaml")


def rows() -> Iterator[Any]:
    for group, lines in yaml.safe_load(TABLE.read_text(encoding="utf-8")).items():
        for row in lines:
            yield pytest.param(row, id=f"{group}: {row['says']} {row['value']}"[:90])


@pytest.mark.parametrize("row", list(rows()))
def test_a_number_of_a_person(row: dict[str, Any]) -> None:
    value: str = row["value"]
    assert covers(row["says"].format(value), value)
    assert covers(f"so {value} then", value) == row.get("alone", False)
    if "wrong" in row:
        assert not shared().find(f"so {row['wrong']} then"), (
            "with a wrong check digit and no word beside it is nobody's"
        )


def test_a_number_that_a_library_trips_over_is_only_not_valid() -> None:
    # Of 411112 python-stdnum knows the province and no county, and raises instead of saying no.
    text = "so 411112341111234111 then"
    assert all(f.start < f.end <= len(text) for f in shared().find(text))


def covers(text: str, value: str) -> bool:
    """Whether every letter and digit of the value is in a finding."""
    start = text.index(value)
    found = {i for f in shared().find(text) for i in range(f.start, f.end)}
    return all(i in found for i in range(start, start + len(value)) if text[i].isalnum())
