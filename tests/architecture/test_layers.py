"""The shape of the code: imports go one way, each third party has one door, cleared text has two makers."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import OWN, ROOT, modules

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


def test_imports_follow_the_layers() -> None:
    lint = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.parametrize("library", sorted(DOORS))
def test_a_third_party_has_one_door(library: str) -> None:
    strays = [
        f"{module.name}:{line}"
        for module in modules()
        for line, root in module.imports
        if root == library and not module.name.startswith(DOORS[library])
    ]
    assert not strays


def test_own_modules_are_never_imported_inside_functions() -> None:
    hidden = [f"{module.name}:{line}" for module in modules() for line, root in module.hidden if root in OWN]
    assert not hidden


def test_only_pipeline_and_stream_make_cleared_text() -> None:
    makers = {module.name for module in modules() for _, called in module.calls if called == "ClearedText"}
    assert makers == {"guardrails/pipeline.py", "guardrails/stream.py"}


def test_the_environment_is_read_in_settings_only() -> None:
    readers = {module.name for module in modules() if module.reads_environment}
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
    banned, called = {"pickle", "dill", "marshal", "shelve"}, {"eval", "exec"}
    found = [
        f"{module.name}:{line}"
        for module in modules()
        for names, unsafe in ((module.imports, banned), (module.calls, called))
        for line, name in names
        if name in unsafe
    ]
    assert not found


def test_every_public_name_has_a_docstring() -> None:
    bare = [
        f"{module.name}:{name}" for module in modules() if not module.name.startswith("pages/") for name in module.bare
    ]
    assert not bare
