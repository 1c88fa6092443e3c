"""A model that obeys an attacker gets nothing, and ordinary tasks still go through (benchmarks/hostile_model.py)."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.hostile_model import FILE, NOW, Room, Try, ordinary, replies, tools
from tests.talking import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.open(Path(tmp_path_factory.mktemp("hostile")), FILE, NOW)


@pytest.mark.parametrize(("name", "attack"), [*tools(), *replies()])
def test_gets_nothing(desk: Desk, name: str, attack: Try) -> None:
    assert not attack(Room(desk)), name


@pytest.mark.parametrize(("name", "task"), list(ordinary()))
def test_does_ordinary_work(desk: Desk, name: str, task: Try) -> None:
    assert task(Room(desk)), name
