"""Cleaned copies of a folder's files, and a report that counts kinds and never holds a value.

CSV and JSONL keep their form: each value is cleared on its own, with its column's or key's name as the question it
answers. TXT and Markdown keep theirs. Of PDF, DOCX and the other formats the copy is the text, as ``<name>.txt``.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents import DocumentError, read
from guardrails.analyzer import shared
from guardrails.operators import Operator
from guardrails.policy import Policy
from guardrails.registry import discover
from guardrails.types import Action, Stage

LARGEST = 60_000_000
_PLAIN = frozenset({".txt", ".md", ".log"})
_BLOCK_OF_LINES = 4000  # characters cleared at a time: a sentence and its context, not a whole book


def scan(folder: Path, out: Path, policy: str, level: str | None, jobs: int) -> Iterator[dict[str, Any]]:
    """One line per file, in the order of their paths: its path, what was found and what was done."""
    work = [
        (path, out / path.relative_to(folder), policy, level)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and out not in path.parents
    ]
    if jobs == 1 or len(work) < 2:
        results: Iterable[dict[str, Any]] = map(_one, work)
        for (path, *_), line in zip(work, results, strict=True):
            yield {"path": str(path.relative_to(folder))} | line
        return
    with ProcessPoolExecutor(jobs) as pool:
        for (path, *_), line in zip(work, pool.map(_one, work), strict=True):
            yield {"path": str(path.relative_to(folder))} | line


def _one(work: tuple[Path, Path, str, str | None]) -> dict[str, Any]:
    source, target, name, level = work
    policy = Policy.load(name)
    cleaner = _Cleaner(policy.at_level(level) if level else policy)
    try:
        if source.stat().st_size > LARGEST:
            return {"error": {"code": "too_large", "message": f"More than {LARGEST // 1_000_000} MB."}}
        target, text = _cleaned(source, target, cleaner)
    except DocumentError as error:
        return {"error": {"code": error.code, "message": error.message}}
    except (OSError, UnicodeError, csv.Error, ValueError) as error:
        return {"error": {"code": "unreadable", "message": type(error).__name__}}
    if cleaner.blocked:
        return {"findings": dict(sorted(cleaner.counts.items())), "action": "block", "out": None}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    action = "mask" if cleaner.changed else "allow"
    return {"findings": dict(sorted(cleaner.counts.items())), "action": action, "out": target.name}


@dataclass
class _Cleaner:
    """Clears pieces of one file at EXPORT and counts what it found."""

    policy: Policy
    counts: Counter[str] = field(default_factory=Counter)
    changed: bool = False
    blocked: bool = False

    def clear(self, text: str, asked: str | None = None) -> str:
        found = shared().find(text, asked=asked, keep=self.policy.keep, level=self.policy.level)
        operators: dict[str, Operator] = dict(discover("guardrails.operators", "operator"))
        for finding in reversed(found):
            cell = self.policy.cell(finding.entity, Stage.EXPORT)
            self.counts[finding.entity] += 1
            if cell.action is Action.ALLOW:
                continue
            self.changed = True
            self.blocked = self.blocked or cell.action is Action.BLOCK
            words = operators[cell.operator].apply(finding.entity, text[finding.start : finding.end], None)
            text = text[: finding.start] + words + text[finding.end :]
        return text


def _cleaned(source: Path, target: Path, cleaner: _Cleaner) -> tuple[Path, str]:
    ending = source.suffix.lower()
    if ending == ".csv":
        return target, _csv(_decoded(source), cleaner)
    if ending in {".jsonl", ".ndjson"}:
        return target, "".join(_json_lines(_decoded(source), cleaner))
    if ending in _PLAIN:
        return target, "".join(cleaner.clear(block) for block in _blocks(_decoded(source)))
    document = read(source.read_bytes(), source.name)
    text = "\n\n".join(cleaner.clear(block.text) for block in document.blocks)
    return target.with_name(target.name + ".txt"), text + "\n"


def _decoded(source: Path) -> str:
    data = source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv(text: str, cleaner: _Cleaner) -> str:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = csv.reader(io.StringIO(text), dialect)
    out = io.StringIO()
    writer = csv.writer(out, dialect)
    header: list[str] = []
    for row in rows:
        if not header:
            header = row
        writer.writerow(
            cleaner.clear(cell, header[i] if i < len(header) and cell != header[i] else None)
            for i, cell in enumerate(row)
        )
    return out.getvalue()


def _json_lines(text: str, cleaner: _Cleaner) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield json.dumps(_walk(json.loads(line), cleaner, None), ensure_ascii=False) + "\n"


def _walk(value: Any, cleaner: _Cleaner, key: str | None) -> Any:
    if isinstance(value, str):
        return cleaner.clear(value, key)
    if isinstance(value, list):
        return [_walk(item, cleaner, key) for item in value]
    if isinstance(value, dict):
        return {name: _walk(item, cleaner, name) for name, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**6:
        cleared = cleaner.clear(str(value), key)
        return value if cleared == str(value) else cleared
    return value


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        lines.append(line)
        size += len(line)
        if size > _BLOCK_OF_LINES and not line.strip():
            yield "".join(lines)
            lines, size = [], 0
    yield "".join(lines)
