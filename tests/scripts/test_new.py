"""A new thing starts as a module that loads and cases that fail until it does its work."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from scripts.new import main
from scripts.skeletons import SKELETONS

LOADED = sorted(set(SKELETONS) - {"page"})  # a page draws as soon as it is loaded


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for skeleton in SKELETONS.values():
        for path in (skeleton.module, skeleton.cases):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    return tmp_path


@pytest.mark.parametrize("thing", LOADED)
def test_a_thing_loads_under_its_name_and_its_cases_are_to_be_written(root: Path, thing: str) -> None:
    assert main([f"{thing}=loyalty_card"], root) == 0
    path = root / SKELETONS[thing].module.replace("NAME", "loyalty_card")
    spec = importlib.util.spec_from_file_location("started", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = getattr(module, thing)
    assert (made.name, made.description) == ("loyalty_card", "TODO")
    assert "TODO" in (root / SKELETONS[thing].cases.replace("NAME", "loyalty_card")).read_text("utf-8")


def test_a_page_is_started_too(root: Path) -> None:
    assert main(["page=rota"], root) == 0
    compile((root / "pages" / "rota.py").read_text("utf-8"), "rota.py", "exec")


@pytest.mark.parametrize("asked", [[], ["recognizer="], ["recogniser=iban"], ["recognizer=../iban"], ["tool=A"]])
def test_what_cannot_be_started_is_said(root: Path, asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked, root) == 2
    assert "make new recognizer=iban_code" in capsys.readouterr().err


def test_what_is_there_is_not_touched(root: Path) -> None:
    assert main(["field=colour"], root) == 0
    (root / "bots" / "fields" / "colour.py").unlink()
    assert main(["field=colour"], root) == 2
    assert not (root / "bots" / "fields" / "colour.py").exists()
