"""Adding one thing means one file, its cases and its line in the catalogue; this holds all three together."""

from __future__ import annotations

import importlib
import pkgutil
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


@pytest.mark.parametrize("template", sorted((ROOT / "bots" / "templates").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_template_loads(template: Path) -> None:
    config = importlib.import_module("bots.config")
    assert config.load(template.read_text(encoding="utf-8"), template.name).name


@pytest.mark.parametrize(
    "package", ["guardrails", "documents", "records", "knowledge", "bots", "workspace", "channels"]
)
def test_a_package_has_a_readme(package: str) -> None:
    assert (ROOT / package / "README.md").is_file()
