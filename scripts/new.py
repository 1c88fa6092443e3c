"""Starts one new thing: its module and its cases, ready to fill in.

python -m scripts.new recognizer iban_code
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Copy the smallest existing recognizer as a start and lay its case table beside."""
    if len(arguments) != 2 or arguments[0] != "recognizer" or not re.fullmatch(r"[a-z][a-z0-9_]*", arguments[1]):
        print("Say what to start: make new recognizer=iban_code (lower-case letters, digits, _).", file=sys.stderr)
        return 2
    name = arguments[1]
    module = ROOT / "guardrails" / "recognizers" / f"{name}.py"
    cases = ROOT / "tests" / "guardrails" / "recognizers" / f"{name}.yaml"
    if module.exists() or cases.exists():
        print(f"{name} is there already.", file=sys.stderr)
        return 2
    others = [p for p in module.parent.glob("*.py") if not p.name.startswith("_")]
    model = min(others, key=lambda p: p.stat().st_size)
    example = cases.parent / f"{model.stem}.yaml"
    module.write_text(model.read_text(encoding="utf-8").replace(model.stem, name), encoding="utf-8")
    cases.write_text(example.read_text(encoding="utf-8").replace(model.stem, name), encoding="utf-8")
    print(f"Copied {model.name} to {module.relative_to(ROOT)} and its cases to {cases.relative_to(ROOT)}.")
    print("Change both, then: pytest tests/guardrails -q")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
