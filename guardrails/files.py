"""Cleaned copies of a folder's files, and a report that counts kinds and never holds a value.

CSV, TSV and JSONL keep their form: each value is cleared on its own, with its column's or key's name as the question
it answers, and so is a name that is a value itself. TXT and Markdown keep theirs. Of PDF, DOCX and the other formats
the copy is the text, as ``<name>.txt``. Text, tables and JSONL of any size pass piece by piece; a copy appears under
its name only when it is whole.
"""

from __future__ import annotations

import codecs
import csv
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from documents import DocumentError, read
from documents.discovery import discover
from guardrails.analyzer import shared
from guardrails.operators import Operator
from guardrails.policy import Policy
from guardrails.types import Action, Stage

LARGEST = 60_000_000  # of a file that is parsed as a whole (PDF, DOCX)
_PLAIN = frozenset({".txt", ".md", ".log"})
_TABLES = frozenset({".csv", ".tsv"})
_LINES = frozenset({".jsonl", ".ndjson"})
_BLOCK = 4000  # characters cleared at a time: a sentence and its context, not a whole book
_LONGEST_BLOCK = 20_000  # a line without an end is cut here
_LOOKED_AT = 1_000_000  # bytes that decide on the encoding
_LONGEST_LINE = 8_000_000  # of JSON or CSV, which must stay whole
_UNFINISHED = ".unfinished"


def scan(folder: Path, out: Path, policy: str, level: str | None, jobs: int) -> Iterator[dict[str, Any]]:
    """One line per file, in the order of their paths: its path, what was found and what was done."""
    work = [
        (path, out / path.relative_to(folder), policy, level)
        for path in sorted(folder.rglob("*"))
        # A link may lead out of the folder, so links are not followed.
        if path.is_file() and not path.is_symlink() and out not in path.parents
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
    if source.suffix.lower() not in _TABLES | _LINES | _PLAIN:
        target = target.with_name(target.name + ".txt")
    unfinished = target.with_name(target.name + _UNFINISHED)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8", newline="") as copy:
            _clean(source, copy, cleaner)
        if not cleaner.blocked:
            unfinished.replace(target)
    except DocumentError as error:
        return {"error": {"code": error.code, "message": error.message}}
    except (OSError, UnicodeError, csv.Error, ValueError, RecursionError) as error:
        return {"error": {"code": "unreadable", "message": type(error).__name__}}
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    found = {"findings": dict(sorted(cleaner.counts.items()))}
    if cleaner.blocked:
        return found | {"action": "block", "out": None}
    return found | {"action": "mask" if cleaner.changed else "allow", "out": target.name}


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


def _clean(source: Path, copy: TextIO, cleaner: _Cleaner) -> None:
    ending = source.suffix.lower()
    if ending in _TABLES:
        _csv(source, copy, cleaner)
    elif ending in _LINES:
        copy.writelines(_json_lines(_text(source, _LONGEST_LINE), cleaner))
    elif ending in _PLAIN:
        copy.writelines(cleaner.clear(block) for block in _blocks(_text(source, _LONGEST_BLOCK)))
    elif source.stat().st_size > LARGEST:
        raise DocumentError("too_large", f"More than {LARGEST // 1_000_000} MB.")
    else:
        document = read(source.read_bytes(), source.name)
        copy.write("\n\n".join(cleaner.clear(block.text) for block in document.blocks) + "\n")


def _text(source: Path, longest: int) -> Iterator[str]:
    """The lines of a text file, ends included, whatever its encoding; a line without an end in pieces."""
    with source.open("rb") as file:
        encoding = _encoding(file.read(_LOOKED_AT))
    with source.open(encoding=encoding, errors="replace", newline="") as lines:
        while line := lines.readline(longest):
            yield line


def _encoding(head: bytes) -> str:
    """By byte order mark, else by where zeros stand (UTF-16 of Western letters), else UTF-8, else Windows' code page.

    Text read in the wrong encoding holds its values where no recognizer sees them, so what is none stops the file.
    """
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    for odd, encoding in enumerate(("utf-16-be", "utf-16-le")):
        if 0 < head.count(0) <= 2 * head[odd::2].count(0) - head.count(0) and head.count(0) * 4 > len(head):
            return encoding
    if b"\0" in head:
        raise DocumentError("corrupt", "This is no text: it holds zero bytes.")
    try:
        # The last character may be cut in two.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"} | dict.fromkeys(
    (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"
)


def _csv(source: Path, copy: TextIO, cleaner: _Cleaner) -> None:
    lines = _text(source, _LONGEST_LINE)
    head = list(itertools.islice(lines, 50))
    try:
        dialect: Any = csv.Sniffer().sniff("".join(head)[:8000], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    writer = csv.writer(copy, dialect, lineterminator="\r\n" if head and head[0].endswith("\r\n") else "\n")
    header: list[str] = []
    for row in csv.reader(itertools.chain(head, lines), dialect):
        if not header:
            header = row
        writer.writerow(
            cleaner.clear(cell, header[i] if i < len(header) and cell != header[i] else None)
            for i, cell in enumerate(row)
        )


def _json_lines(lines: Iterable[str], cleaner: _Cleaner) -> Iterator[str]:
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):  # no JSON: still text, and text is cleared
            yield cleaner.clear(line)
        else:
            yield json.dumps(_walk(value, cleaner, None), ensure_ascii=False) + "\n"


def _walk(value: Any, cleaner: _Cleaner, key: str | None) -> Any:
    if isinstance(value, str):
        return cleaner.clear(value, key)
    if isinstance(value, list):
        return [_walk(item, cleaner, key) for item in value]
    if isinstance(value, dict):
        return _named(value, cleaner)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**6:
        cleared = cleaner.clear(str(value), key)
        return value if cleared == str(value) else cleared
    return value


def _named(value: dict[str, Any], cleaner: _Cleaner) -> dict[str, Any]:
    """An object's values cleared, and names that are values themselves ({"mara@mail.example": …})."""
    cleared: dict[str, Any] = {}
    for name, item in value.items():
        plain = told = cleaner.clear(name)
        number = 1
        while told in cleared:
            number += 1
            told = f"{plain} {number}"
        cleared[told] = _walk(item, cleaner, name)
    return cleared


def _blocks(lines: Iterable[str]) -> Iterator[str]:
    """Pieces that end with a paragraph, or where a piece gets too long."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size > _LONGEST_BLOCK or (size > _BLOCK and not line.strip()):
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)
