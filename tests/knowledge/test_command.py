"""``python -m knowledge``: its lines are the interface scripts rely on."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from knowledge.__main__ import main

PAGES = [
    {"page_id": "fees", "title": "Fees", "url": "https://l.example/fees", "text": "# Fees\n\nFilms cost 2 EUR a day."},
    {
        "page_id": "hours",
        "title": "Hours",
        "url": "https://l.example/hours",
        "text": "# Hours\n\nOpen from nine to six.",
    },
    {"page_id": "broken"},
]


Run = tuple[int, list[dict[str, Any]], str]


def run(folder: Path, *words: str, lines: str = "") -> Run:
    """One command, as in a terminal of its own."""
    out, said = io.TextIOWrapper(io.BytesIO()), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(said):
        patch.setenv("TACIT_DATA", str(folder / "data"))
        patch.setenv("TACIT_KEY_FILE", str(folder / "key"))
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        try:
            code = main(words)
        except SystemExit as ended:
            code = int(str(ended.code))
    out.seek(0)
    return code, [json.loads(row) for row in out], said.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cli")
    (made / "pages.jsonl").write_text("\n".join(json.dumps(page) for page in PAGES))
    code, rows, _ = run(made, "ingest", "--kb", "shop", str(made / "pages.jsonl"))
    assert code == 1, "one page is broken"
    assert rows == [
        {"source": "fees", "status": "indexed", "chunks": 1, "findings": {}},
        {"source": "hours", "status": "indexed", "chunks": 1, "findings": {}},
        {
            "source": "pages-3", "status": "failed", "chunks": 0, "findings": {},
            "error": "A page needs page_id and text.",
        },
    ]  # fmt: skip
    return made


def test_a_query_is_answered_line_by_line(folder: Path) -> None:
    lines = '{"query": "what does a film cost", "k": 1}\nnot json\n{"query": "when are you open", "id": 7}\n'
    code, rows, _ = run(folder, "query", "--kb", "shop", lines=lines)
    assert code == 0
    (passage,) = rows[0]["passages"]
    assert set(passage) == {"source", "chunk", "score", "text", "title", "url", "heading"}
    assert (passage["source"], passage["text"]) == ("fees", "Films cost 2 EUR a day.")
    assert rows[1] == {"error": {"code": "bad_line", "message": "The line is not JSON."}}
    assert (rows[2]["id"], rows[2]["passages"][0]["source"], 0 <= rows[2]["confidence"] <= 1) == (7, "hours", True)


def test_by_source_gives_the_best_of_each(folder: Path) -> None:
    _, rows, _ = run(folder, "query", "--kb", "shop", "--by", "source", lines='{"query": "film fees"}\n')
    assert [p["source"] for p in rows[0]["passages"]] == ["fees", "hours"]


def test_bench_measures_and_rebuild_counts(folder: Path) -> None:
    _, rows, _ = run(folder, "bench", "--kb", "shop", lines='{"query": "film cost", "sources": ["fees"]}\n')
    assert (rows[-1]["questions"], rows[-1]["at_1"], rows[-1]["at_5"]) == (1, 1.0, 1.0)
    assert run(folder, "rebuild")[1] == [{"kb": "shop", "chunks": 2}]


def test_wrong_usage_ends_with_two(folder: Path) -> None:
    assert run(folder, "ingest")[0] == 2
    code, rows, said = run(folder, "query", "--kb", "nowhere", lines='{"query": "x"}\n')
    assert (code, rows, said.strip()) == (
        1, [], "There is no knowledge base called nowhere. Make it with: python -m knowledge ingest",
    )  # fmt: skip
