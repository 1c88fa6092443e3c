"""Discovery: a file added is a thing known; a file that is none, or takes another's name, is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.discovery import discover

THING = "from types import SimpleNamespace\n\nthing = SimpleNamespace(name={name!r})\n"


def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> str:
    package = tmp_path / f"things_{abs(hash(tmp_path))}"
    package.mkdir()
    for name, text in {"__init__": "", **files}.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return package.name


def test_each_module_is_one_thing_and_helpers_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = folder(tmp_path, monkeypatch, b=THING.format(name="b"), a=THING.format(name="a"), _helper="")
    assert list(discover(package, "thing")) == ["a", "b"]


def test_a_module_without_its_object_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = folder(tmp_path, monkeypatch, a=THING.format(name="a"), b="thnig = 1\n")
    with pytest.raises(LookupError, match="has no 'thing'"):
        discover(package, "thing")
    assert list(discover(package, "thing", among_others=True)) == ["a"]


def test_a_name_used_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = folder(tmp_path, monkeypatch, a=THING.format(name="same"), b=THING.format(name="same"))
    with pytest.raises(ValueError, match="two things are called 'same'"):
        discover(package, "thing")
