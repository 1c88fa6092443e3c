"""Long counts write what they found to docs/evidence: a figure stands beside its command and its seed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "docs" / "evidence"


def record(name: str, title: str, command: str, figures: Mapping[str, object]) -> None:
    """Write one page of evidence anew."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    rows = [f"| {what} | {value} |" for what, value in figures.items()]
    head = [f"# {title}", "", f"`{command}` on {datetime.now(UTC):%Y-%m-%d}, load of the machine {load}.", ""]
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = "\n".join([*head, "| | |", "|---|---|", *rows, ""])
    (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
