"""Every edge that catches all tells what happened in one way: type and place, no value (TRUST 17)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("builder", "pages", "channels", "workspace", "bots", "knowledge", "records", "guardrails", "documents")
LOGS = {"error", "warning", "exception", "critical"}


def told() -> Iterator[tuple[str, str]]:
    """Every line of code that logs an error, and how it is written. Files without the words are not worth parsing."""
    for path in sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "log" in text and any(f".{one}(" in text for one in LOGS) else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGS:
                called = node.func.value
                if isinstance(called, ast.Name) and called.id in {"log", "_log", "logger", "logging"}:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", ast.unparse(node)


@pytest.mark.parametrize(("place", "call"), list(told()), ids=str)
def test_what_is_logged_of_an_error_is_its_fault_and_nothing_else_of_it(place: str, call: str) -> None:
    assert "fault(" in call, f"{place}: log with guardrails.faults.fault"
    assert "extra=" not in call, f"{place}: what stands in extra is printed nowhere"
    assert ".exception(" not in call, f"{place}: a traceback repeats the error's words"
