"""Starts one new thing: its module and its cases, ready to fill in.

python -m scripts.new recognizer=iban_code
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from scripts.skeletons import SKELETONS

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Write the skeleton of a thing, and of its cases beside it; nothing that is there is touched."""
    thing, _, name = (arguments[0] if len(arguments) == 1 else "").partition("=")
    if thing not in SKELETONS or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        print(f"Say what to start: make new recognizer=iban_code. Things: {', '.join(SKELETONS)}.", file=sys.stderr)
        return 2
    skeleton = SKELETONS[thing]
    files = {
        root / _named(skeleton.module, name): _named(skeleton.text, name),
        root / _named(skeleton.cases, name): _named(skeleton.first, name),
    }
    for path in files:
        if path.exists():
            print(f"{path.relative_to(root)} is there already.", file=sys.stderr)
            return 2
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
        print(f"Started {path.relative_to(root)}")
    print("Fill in each TODO, then: make docs check")
    return 0


def _named(text: str, name: str) -> str:
    big = "".join(part.title() for part in name.split("_"))
    return re.sub(r"(?<![A-Za-z])(_?)Name(?=Arguments|\b)", rf"\g<1>{big}", text.replace("NAME", name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
