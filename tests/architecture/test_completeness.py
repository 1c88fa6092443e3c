"""Adding one thing means one file, its cases and its line in the catalogue; this holds all three together."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# folder, the module's one object, where its cases are
THINGS = (
    ("guardrails.recognizers", "recognizer", "tests/guardrails/recognizers/{name}.yaml"),
    ("guardrails.operators", "operator", "tests/guardrails/operators/{name}.yaml"),
    ("guardrails.checks", "check", "tests/guardrails/checks/{name}.yaml"),
    ("bots.tools", "tool", "tests/bots/tools/test_{name}.py"),
    ("bots.kinds", "kind", "tests/bots/kinds/test_{name}.py"),
    ("bots.fields", "field", "tests/bots/fields/test_{name}.py"),
)


def found() -> list[tuple[str, str, str, str]]:
    things = []
    for package, attribute, cases in THINGS:
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            if not module.name.startswith("_"):
                things.append((package, module.name, attribute, cases.format(name=module.name)))
    return things


@pytest.mark.parametrize(("package", "module", "attribute", "cases"), found(), ids=str)
def test_a_thing_is_described_and_has_cases(package: str, module: str, attribute: str, cases: str) -> None:
    thing = getattr(importlib.import_module(f"{package}.{module}"), attribute)
    assert thing.name
    assert thing.description
    assert (ROOT / cases).is_file()


def readers() -> list[str]:
    files = sorted((ROOT / "documents").glob("*.py"))
    return [path.stem for path in files if re.search(r"^reader = ", path.read_text("utf-8"), re.M)]


@pytest.mark.parametrize("module", readers())
def test_a_reader_is_described_and_has_cases(module: str) -> None:
    reader = importlib.import_module(f"documents.{module}").reader
    assert reader.name
    assert reader.description
    assert (ROOT / "tests" / "documents" / f"test_{module}.py").is_file()


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_says_what_it_is_and_has_cases(page: Path) -> None:
    """Told by its file: a page draws as soon as it is loaded."""
    assert ast.get_docstring(ast.parse(page.read_text(encoding="utf-8")))
    assert (ROOT / "tests" / "pages" / f"test_{page.stem}.py").is_file()


@pytest.mark.parametrize("template", sorted((ROOT / "bots" / "templates").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_template_loads(template: Path) -> None:
    config = importlib.import_module("bots.config")
    assert config.load(template.read_text(encoding="utf-8"), template.name).name


@pytest.mark.parametrize(
    "package", ["guardrails", "documents", "records", "knowledge", "bots", "workspace", "channels"]
)
def test_a_package_has_a_readme(package: str) -> None:
    assert (ROOT / package / "README.md").is_file()
