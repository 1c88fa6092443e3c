"""The command line as scripts meet it: processes, a fresh folder, whole dialogues, nothing personal in the clear.

What a process adds is shown by the first command and a few others; each start loads everything anew (2 s of computing),
so the rest of a dialogue is typed in this one, through the same ``main``.
"""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.workspace.conftest import BOOKING, SUPPORT, SURVEY
from workspace.__main__ import main

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = [
    ("Mara Okoye", "mara.okoye@mail.example", "+44 7700 900123"),
    ("Jan Visser", "jan@post.example", "+31 6 12345678"),
]
FAQ = """---
id: returns
url: https://shop.example/returns
---
# Returns

## How long can I return a pen?

You can return a pen within 30 days of delivery.
"""
NAMED = BOOKING.replace("details:\n", "details:\n  - {id: name, kind: name, required: true, purpose: To greet you}\n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's home folder with nothing of the product in it, and the files they work with."""
    folder = tmp_path_factory.mktemp("home")
    for name, text in (("shop.yaml", SUPPORT), ("salon.yaml", NAMED), ("visit.yaml", SURVEY), ("faq.md", FAQ)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _environment(home: Path) -> dict[str, str]:
    """The environment of a machine where nothing of the product was ever set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TACIT_", "OPENAI_"))}
    return kept | {"HOME": str(home), "PYTHONPATH": str(ROOT)}


def run(home: Path, *words: str, lines: Sequence[Any] = (), code: int = 0) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "workspace", *words],
        input="".join(json.dumps(line) + "\n" for line in lines).encode(),
        capture_output=True, cwd=home, check=False, timeout=240,
        env=_environment(home),
    )  # fmt: skip
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


Typed = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def typed(home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Typed:
    """Runs a command in this process, in the environment that ``run`` gives to one of its own."""
    monkeypatch.setattr(os, "environ", _environment(home))
    monkeypatch.chdir(home)

    def go(*words: str, lines: Sequence[Any] = ()) -> list[dict[str, Any]]:
        given = "".join(json.dumps(line) + "\n" for line in lines).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsysbinary.readouterr()
        code = main(words)
        out, said = capsysbinary.readouterr()
        assert code == 0, said.decode()
        return [json.loads(line) for line in out.splitlines()]

    return go


@pytest.mark.timeout(900)
def test_whole_dialogues_of_all_three_kinds_in_one_folder_made_on_first_use(home: Path, typed: Typed) -> None:
    run(home, "import-bot", "shop.yaml", "--no-check", "a test of the command line")
    for name in ("salon", "visit"):
        typed("import-bot", f"{name}.yaml", "--no-check", "a test of the command line")
    data = home / ".local" / "share" / "tacit"
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    [key] = (home / ".config" / "tacit").glob("*.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600

    assert typed("add-source", "shop", "faq.md")[0]["status"] == "indexed"
    answer, personal = typed("chat", "shop", "--jsonl", lines=[
        {"conversation": "c1", "text": "How long can I return a pen?"},
        {"conversation": "c1", "text": f"My mail is {PEOPLE[0][1]}"},
    ])  # fmt: skip
    assert "30 days" in answer["reply"]
    assert answer["citations"][0]["source"] == "returns"
    assert personal["findings"] == [{"entity": "EMAIL_ADDRESS", "action": "mask"}]

    lines = [
        {"conversation": f"c{n}", "text": text}
        for step in range(4)
        for n, (name, _, phone) in enumerate(PEOPLE)
        for text in [(f"A haircut tomorrow at {10 + n}", name, phone, "yes")[step]]
    ]
    answers = typed("chat", "salon", "--jsonl", "--now", "2026-06-16T09:00", lines=lines)
    assert [a["asking"] for a in answers if a["conversation"] == "c0"] == ["name", "phone", "confirm", None]
    rows = {row["conversation"]: row for row in run(home, "records", "salon")}
    assert {name: row["start"][11:16] for name, row in rows.items()} == {"c0": "10:00", "c1": "11:00"}
    assert not any(value in json.dumps(rows) for person in PEOPLE for value in person)
    revealed = {row["conversation"]: row["details"] for row in typed("records", "salon", "--reveal")}
    assert revealed["c0"] == {"name": PEOPLE[0][0], "phone": PEOPLE[0][2]}

    typed("chat", "visit", "--jsonl", lines=[
        {"conversation": "c1", "text": text} for text in ("Hello", "10", "advice", "Ring Mara on +44 7700 900123")
    ])  # fmt: skip
    [response] = typed("records", "visit")
    assert response["state"] == "complete"
    assert response["answers"]["recommend"] == 10
    assert "7700 900123" not in response["answers"]["why"]

    raw = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert not any(value.encode() in raw for person in PEOPLE for value in person)


def test_lines_are_answered_as_they_come(home: Path) -> None:
    run(home, "import-bot", "visit.yaml")
    words = [sys.executable, "-m", "workspace", "chat", "visit", "--jsonl", "--draft"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment(home), cwd=home
    ) as process:
        assert process.stdin
        assert process.stdout
        for text, asking in (("Hello", "recommend"), ("9", "liked")):
            process.stdin.write(json.dumps({"conversation": "c1", "text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["asking"] == asking
        process.stdin.close()
        assert process.wait(240) == 0


def test_another_key_does_not_open_the_folder(home: Path, tmp_path: Path) -> None:
    run(home, "list")
    done = subprocess.run(
        [sys.executable, "-m", "workspace", "list"], capture_output=True, check=False, timeout=240, text=True,
        env=_environment(home) | {"TACIT_KEY_FILE": str(tmp_path / "other.key")},
    )  # fmt: skip
    assert done.returncode == 1
    assert "key" in done.stderr
    assert "Traceback" not in done.stderr
