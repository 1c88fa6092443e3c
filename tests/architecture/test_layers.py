"""The shape of the code: imports go one way, each third party has one door, cleared text has two makers."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ("builder", "pages", "channels", "workspace", "bots", "knowledge", "records", "guardrails", "documents")

DOORS = {
    "streamlit": ("app.py", "builder/", "pages/"),
    "fastapi": ("channels/",),
    "langchain": ("bots/models/openai.py", "guardrails/integrations/"),
    "langchain_openai": ("bots/models/openai.py", "guardrails/integrations/"),
    "langchain_core": ("bots/models/openai.py", "guardrails/integrations/"),
    "openai": ("bots/models/openai.py", "guardrails/integrations/"),
    "presidio_analyzer": ("guardrails/analyzer.py", "guardrails/recognizers/"),
    "chromadb": ("knowledge/index.py",),
    "sqlalchemy": ("records/",),
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    paths = [ROOT / "app.py", *(p for package in OWN for p in sorted((ROOT / package).rglob("*.py")))]
    for path in paths:
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("records/migrations/versions/"):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        return [node.module.split(".")[0]]
    return []


def test_imports_follow_the_layers() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_third_party_has_one_door(library: str) -> None:
    strays = [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if library in imported(node) and not name.startswith(DOORS[library])
    ]
    assert not strays


def test_own_modules_are_never_imported_inside_functions() -> None:
    hidden = [
        f"{name}:{getattr(inner, 'lineno', 0)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if any(root in OWN for root in imported(inner))
    ]
    assert not hidden


def test_only_pipeline_and_stream_make_cleared_text() -> None:
    makers = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ClearedText"
    }
    assert makers <= {"guardrails/pipeline.py", "guardrails/stream.py"}


def test_the_environment_is_read_in_settings_only() -> None:
    readers = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv"}
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    }
    # The child that reads strangers' files empties its environment; it does not read it.
    assert readers <= {"workspace/settings.py", "documents/confine.py"}


def test_the_app_file_is_a_literal_app() -> None:
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    assert len(assigned) == 1, "app.py holds one assignment: app = st.App(...)"
    call = assigned[0].value
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "st.App"
    assert ast.literal_eval(call.args[0]).endswith("builder/main.py")


def test_nothing_unsafe_is_used() -> None:
    banned = {"pickle", "dill", "marshal", "shelve"}
    found = [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if banned & set(imported(node))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"})
    ]
    assert not found


def test_every_public_name_has_a_docstring() -> None:
    bare = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules()
        if not name.startswith("pages/")
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
        and not _describes_itself(node)
    ]
    assert not bare


def _describes_itself(node: ast.AST) -> bool:
    """A recognizer, operator or the like says what it is in its ``description``."""
    return isinstance(node, ast.ClassDef) and "description" in {
        target.id
        for line in node.body
        for target in ([line.target] if isinstance(line, ast.AnnAssign) else getattr(line, "targets", []))
        if isinstance(target, ast.Name)
    }
