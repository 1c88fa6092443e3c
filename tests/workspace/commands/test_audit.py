"""``audit``: the end of the trail is kept in a file elsewhere, so that a cut end shows."""

from __future__ import annotations

from pathlib import Path

from records.tables import audit
from tests.workspace.conftest import SUPPORT, Published, Terminal


def test_each_look_keeps_the_end_and_the_next_one_finds_it_still_there(
    terminal: Terminal, published: Published, tmp_path: Path
) -> None:
    published(SUPPORT)
    [first] = terminal.items("audit", "--kept", "heads.jsonl")
    assert first["whole"]
    terminal.run("import-bot", "salon.yaml")
    [second] = terminal.items("audit", "--kept", "heads.jsonl")
    assert second["whole"]
    assert second["head"]["seq"] > first["head"]["seq"]
    assert len((tmp_path / "heads.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_cut_end_fails_and_nothing_broken_is_kept(terminal: Terminal, published: Published, tmp_path: Path) -> None:
    published(SUPPORT)
    [whole] = terminal.items("audit", "--kept", "heads.jsonl")
    with terminal.app.store(terminal.app.home()).write() as unit:
        unit.delete(audit, audit.c.seq == whole["head"]["seq"])
    [alone] = terminal.items("audit")
    assert alone["whole"], "the chain by itself cannot tell"
    [found] = terminal.items("audit", "--kept", "heads.jsonl")
    assert terminal.code == 1
    assert not found["whole"]
    assert found["broken_at"] == whole["head"]["seq"]
    assert len((tmp_path / "heads.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_file_that_holds_something_else_is_left_alone(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("milk\n", "utf-8")
    assert terminal.run("audit", "--kept", "notes.txt") == []
    assert terminal.code != 0
    assert "Name another file" in terminal.said[0]
    assert (tmp_path / "notes.txt").read_text("utf-8") == "milk\n"
