"""The layer alone as a package: built, installed into an empty environment, and at work there under its own name."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from scripts.wheel import main, renamed

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel; what others wrote is lent to it, our tree is not."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = main(folder / "dist")
    venv.create(folder / "env", with_pip=False)
    home = folder / "env" / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    install = ["install", "--no-deps", "--no-index", "--quiet", "--target", str(home), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    (home / "lent.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "env" / "bin" / "python"


def run(python: Path, *arguments: str, lines: str = "") -> str:
    return subprocess.run(
        [python, *arguments], input=lines, cwd=python.parent, capture_output=True, text=True, check=True
    ).stdout


def test_finds_under_its_own_name(python: Path) -> None:
    answer = json.loads(run(python, "-m", "tacit_guardrails", "find", lines='{"text": "call +44 7700 900123"}\n'))
    assert answer["findings"][0]["entity"] == "PHONE_NUMBER"


def test_takes_no_name_of_others(python: Path) -> None:
    code = (
        "import sys, importlib.util as u, tacit_guardrails as g\n"
        "g.Guardrails(g.Policy.load('default')).clear('mail a@b.example', g.Stage.INPUT)\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('guardrails', 'documents')], u.find_spec('guardrails'))"
    )
    assert run(python, "-c", code).strip() == "[] None"


def test_reads_files_in_a_limited_child(python: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Write to mara@mail.example please, we answer at once.</p>")
    out = tmp_path / "out"
    line = json.loads(run(python, "-m", "tacit_guardrails", "scan-files", str(tmp_path), "--out", str(out)))
    assert line["findings"] == {"EMAIL_ADDRESS": 1}


def test_words_of_a_sentence_are_not_renamed() -> None:
    assert renamed('"""The guardrails: documents in."""\nfrom guardrails.types import Stage\n') == (
        '"""The guardrails: documents in."""\nfrom tacit_guardrails.types import Stage\n'
    )
