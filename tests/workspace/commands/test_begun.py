"""Progress on the terminal: calm, each thing once."""

from __future__ import annotations

from pathlib import Path

from workspace.commands import Context, Streams


def test_each_thing_is_told_once_however_many_steps_it_has() -> None:
    said: list[str] = []
    tell = Context(None, Streams(Path(), iter(()), print, said.append)).begun()
    for done in range(42):
        tell("testing the support bot", done, 42)
    tell("testing the survey", 0, 10)
    assert said == ["Testing the support bot", "Testing the survey"]
