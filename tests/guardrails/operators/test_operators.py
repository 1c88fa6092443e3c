"""Each operator against its case table: kind, value and the words that stand for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from documents.discovery import discover
from guardrails import MemoryVault
from guardrails.operators.hash import Hash

HERE = Path(__file__).parent


def cases() -> Iterator[Any]:
    for path in sorted(HERE.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(path.stem, row["entity"], row["value"], row["gives"], id=f"{path.stem}: {row['value']}")


@pytest.mark.parametrize(("name", "entity", "value", "gives"), list(cases()))
def test_operator(name: str, entity: str, value: str, gives: str) -> None:
    words = discover("guardrails.operators", "operator")[name].apply(entity, value, MemoryVault())
    assert re.fullmatch(gives, words)


def test_only_a_reversible_operator_fills_the_vault() -> None:
    for operator in discover("guardrails.operators", "operator").values():
        vault = MemoryVault()
        operator.apply("PERSON", "Mara Okoye", vault)
        assert bool(vault.pairs()) is operator.reversible


def test_fingerprints_of_one_key_can_be_compared_and_those_of_another_cannot() -> None:
    first, again, other = Hash(b"k" * 32), Hash(b"k" * 32), Hash(b"o" * 32)
    assert first.apply("PHONE_NUMBER", "+44 7700 900123", None) == again.apply("PHONE_NUMBER", "+447700900123", None)
    assert first.apply("PHONE_NUMBER", "+44 7700 900123", None) != other.apply("PHONE_NUMBER", "+44 7700 900123", None)
