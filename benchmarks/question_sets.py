"""Pages with questions: what calibration and the knowledge benchmark run on.

Own set: the demo shop's documents with ``data/pens.jsonl``. Others are JSON files of ``{"pages": [{"page_id", "title",
"url", "text"}], "questions": [{"q", "pages"}]}``. One is made from the documentation in a source archive of scrapy,
celery, beets or django:

    python -m benchmarks.question_sets scrapy.tar.gz --under faq intro topics --out scrapy.json

Its frequently asked questions are the questions, each answer a page of its own *without* the question, and the other
pages stand beside them.
"""

from __future__ import annotations

import argparse
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benchmarks import helpcentre
from knowledge import Upload, uploads

ROOT = Path(__file__).resolve().parent.parent
_UNDERLINE = re.compile(r"([=\-~^\"'*+#`:.])\1{2,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the keys of the sources that answer it; none when nothing does. ``kind`` says why not."""

    text: str
    pages: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents and questions about them."""

    name: str
    uploads: tuple[Upload, ...]
    questions: tuple[Question, ...]

    @property
    def answerable(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.pages)


def own() -> QuestionSet:
    """The demo shop."""
    rows = [json.loads(row) for row in (ROOT / "benchmarks/data/pens.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = tuple(Question(row["q"], tuple(row["pages"]), row.get("kind", "")) for row in rows)
    return QuestionSet("own", tuple(uploads([ROOT / "demo/documents"])), asked)


def made_up(name: str) -> QuestionSet:
    """A made help centre (``benchmarks.helpcentre``) with its first questions."""
    pages, asked = helpcentre.made(helpcentre.given(name))
    given = tuple(Upload(name=p["page_id"], key=p["page_id"], title=p["title"], text=p["text"]) for p in pages)
    questions = (Question(q["turns"][0]["q"], tuple(q["turns"][0]["pages"])) for q in asked if q["type"] != "followup")
    return QuestionSet(name, given, tuple(questions))


def load(path: Path) -> QuestionSet:
    """A set from a file."""
    given = json.loads(path.read_text(encoding="utf-8"))
    pages = tuple(
        Upload(name=p["page_id"], key=p["page_id"], title=p["title"], url=p.get("url") or None, text=p["text"])
        for p in given["pages"]
    )
    return QuestionSet(path.stem, pages, tuple(Question(q["q"], tuple(q["pages"])) for q in given["questions"]))


def from_archive(path: Path, under: tuple[str, ...]) -> dict[str, list[dict[str, object]]]:
    """Pages and questions of the documentation in a source archive."""
    pages: list[dict[str, object]] = []
    questions: list[dict[str, object]] = []
    for name, text in _documentation(path, under):
        parts = list(_sections(text))
        title = next((heading for level, heading, _ in parts if level), PurePosixPath(name).stem)
        if "faq" not in name:
            whole = "\n".join(f"{'#' * level} {heading}\n{body}" for level, heading, body in parts)
            if len(whole.split()) >= 30:
                pages.append({"page_id": name.replace("/", "_"), "title": title, "text": whole})
            continue
        for number, (_, heading, body) in enumerate(parts):
            if heading.endswith("?") and len(body.split()) >= 8:
                key = f"{PurePosixPath(name).stem}-{number}"
                pages.append({"page_id": key, "title": title, "text": body})
                questions.append({"q": heading, "pages": [key]})
    return {"pages": pages, "questions": questions}


def _documentation(path: Path, under: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    with tarfile.open(path) as archive:
        for entry in archive:
            name = entry.name.partition("/docs/")[2]
            if entry.isfile() and name.endswith((".rst", ".txt")) and name.startswith(under):
                file = archive.extractfile(entry)
                if file is not None:
                    yield name, file.read().decode("utf-8", "replace")


def _sections(text: str) -> Iterator[tuple[int, str, str]]:
    """(level, heading, body) of reStructuredText, without directives and roles."""
    lines, marks, heading, level = text.splitlines(), list[str](), "", 0
    body: list[str] = []
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.strip() and not line.startswith(" ") and _UNDERLINE.fullmatch(below.strip()):
            if "".join(body).strip() or level:
                yield level, heading, "\n".join(body).strip()
            if below[0] not in marks:
                marks.append(below[0])
            heading, level, body = _plain(line.strip()), marks.index(below[0]) + 1, []
        elif not _UNDERLINE.fullmatch(line.strip()) and not re.match(r"\s*(?:\.\. |:\w[\w -]*:)", line):
            body.append(_plain(line.strip() if not re.match(r"\s*[-*] ", line) else line))
    yield level, heading, "\n".join(body).strip()


def _plain(text: str) -> str:
    text = re.sub(r":[\w:+.-]+:`([^`<]+?)\s*<[^`>]+>`|`([^`<]+?)\s*<[^`>]+>`__?", lambda m: m[1] or m[2], text)
    return re.sub(r":[\w:+.-]+:`~?\.?([^`]+)`|`{1,2}([^`]+)`{1,2}_{0,2}", lambda m: m[1] or m[2], text)


def main() -> None:
    """Makes a set from a source archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--under", nargs="*", default=[""], help="folders or files of docs/ to take")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.write_text(json.dumps(from_archive(args.archive, tuple(args.under))), encoding="utf-8")


if __name__ == "__main__":
    main()
