"""Lists the longest files and functions: where to look for a seam.

python -m scripts.sizes
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("builder", "pages", "channels", "workspace", "bots", "knowledge", "records", "guardrails", "documents")


def main() -> None:
    """Print the twenty longest of each."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for path in sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = str(path.relative_to(ROOT))
        files.append((text.count("\n"), name))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                functions.append((node.end_lineno - node.lineno + 1, f"{name}:{node.lineno} {node.name}"))
    for title, rows in (("Files", files), ("Functions", functions)):
        print(title)
        for length, name in sorted(rows, reverse=True)[:20]:
            print(f"  {length:5}  {name}")


if __name__ == "__main__":
    main()
