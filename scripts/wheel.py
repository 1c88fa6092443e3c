"""Builds the guardrails alone as an installable package, ``tacit-guardrails``, imported as ``tacit_guardrails``.

    python -m scripts.wheel [FOLDER]        default: dist/

``guardrails`` is the import name of another project's package, so the layer is renamed on its way out; the readers of
files it needs go with it as ``tacit_documents``, a package of its own because their child process imports nothing
else. What only training needs stays here. No network is used: the build back end is setuptools of this environment,
and versions are those of requirements.txt.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "tacit_guardrails"
_NEW = {"guardrails": NAME, "documents": "tacit_documents"}
_NEEDS = ("numpy", "pyyaml", "presidio-analyzer", "phonenumbers", "python-stdnum", "py3langid", "pydantic")
_EXTRAS = {
    "files": ("pypdfium2", "python-docx", "python-pptx", "python-calamine", "resiliparse", "markdown-it-py"),
    "langchain": ("langchain",),
    "openai": ("openai",),
}
_IMPORT = re.compile(r"^(\s*|.*; )(from|import) (guardrails|documents)(?=[.\s])", re.MULTILINE)
_NAMED = re.compile(r"""(["'])(guardrails|documents)(\.[a-z_{])""")
_COMMAND = re.compile(r"(-m |>>> from |>>> import |``)(guardrails)(?=[ .])")


def main(folder: Path) -> Path:
    """The wheel, in a folder."""
    with tempfile.TemporaryDirectory() as there:
        home = Path(there)
        for package, name in _NEW.items():
            copy(package, home / "src" / name)
        (home / "pyproject.toml").write_text(project(), encoding="utf-8")
        for name in ("LICENSE", "NOTICE"):
            shutil.copy(ROOT / name, home / name)
        shutil.copy(ROOT / "guardrails" / "README.md", home / "README.md")
        folder.mkdir(parents=True, exist_ok=True)
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(home)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    return next(folder.glob(f"{NAME}-*.whl"))


def copy(package: str, target: Path) -> None:
    """A package under its new name; imports and names of modules follow."""
    shutil.copytree(
        ROOT / package, target, ignore=shutil.ignore_patterns("__pycache__", "training"), dirs_exist_ok=True
    )
    for path in target.rglob("*.py"):
        path.write_text(renamed(path.read_text(encoding="utf-8")), encoding="utf-8")


def renamed(text: str) -> str:
    """A module's text with the new import names."""
    text = _IMPORT.sub(lambda m: f"{m[1]}{m[2]} {_NEW[m[3]]}", text)
    text = _NAMED.sub(lambda m: f"{m[1]}{_NEW[m[2]]}{m[3]}", text)
    return _COMMAND.sub(lambda m: f"{m[1]}{NAME}", text)


def project() -> str:
    """The package's own pyproject.toml, with the versions pinned here."""
    version = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    extras = "\n".join(f"{name} = {_listed(needs)}" for name, needs in _EXTRAS.items())
    return f"""[build-system]
requires = ["setuptools"]
build-backend = "setuptools.build_meta"

[project]
name = "tacit-guardrails"
version = "{version[1]}"
description = "Personal data and attacks kept out of what language models read and say."
readme = "README.md"
requires-python = ">=3.11"
license = "Apache-2.0"
license-files = ["LICENSE", "NOTICE"]
dependencies = {_listed(_NEEDS)}

[project.optional-dependencies]
{extras}

[project.scripts]
tacit-guardrails = "{NAME}.__main__:main"

[tool.setuptools.packages.find]
where = ["src"]

[tool.setuptools.package-data]
"*" = ["*"]
"""


def _listed(names: tuple[str, ...]) -> str:
    pins = dict(re.findall(r"^([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==(\S+)", _requirements(), re.MULTILINE))
    return "[" + ", ".join(f'"{name}>={pins[name]}"' if name in pins else f'"{name}"' for name in names) + "]"


def _requirements() -> str:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    print(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"))
