"""The workspace filter has one place: repositories see units only, and joins name their filter."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

RECORDS = Path(__file__).resolve().parents[2] / "records"
BELOW = {"database.py", "unit.py", "store.py", "sqlcipher.py", "postgres.py"}  # what units are made of
REPOSITORIES = sorted(path for path in RECORDS.glob("*.py") if path.name not in BELOW)


@pytest.mark.parametrize("path", REPOSITORIES, ids=lambda path: path.stem)
def test_a_repository_reaches_the_database_through_units_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & {"exec_driver_sql", "_connection", "_connect", "begin", "create_engine"}
    executed = {
        ast.unparse(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "execute"
    }
    assert executed <= {"unit"}
    if executed and path.name != "bookings.py":  # its only statement takes a lock and names no table
        assert "unit.mine(" in path.read_text(encoding="utf-8")
