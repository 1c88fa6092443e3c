"""Files, folders, archives and lists of pages, each as uploads; a bad line is one bad upload."""

from __future__ import annotations

import json
from pathlib import Path

from knowledge import Upload, uploads
from knowledge.uploads import apart


def test_a_folder_gives_the_files_we_read(tmp_path: Path) -> None:
    for name in ("b.md", "a.html", "sub/c.pdf", "photo.png", ".hidden.md", ".git/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [u.name for u in uploads([tmp_path])] == ["a.html", "b.md", "c.pdf"]


def test_files_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    for name in ("menu.pdf", "menu.md", "lunch/hours.md", "dinner/hours.md", "fees.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert {u.fallback for u in uploads([tmp_path])} == {
        "menu.pdf", "menu.md", "lunch-hours", "dinner-hours", None
    }  # fmt: skip


def test_nor_do_files_that_are_picked_together() -> None:
    given = [Upload("menu.pdf"), Upload("menu.docx"), Upload("fees.md"), Upload("x.md", key="page-1")]
    assert [(u.key, u.fallback) for u in apart(given)] == [
        (None, "menu.pdf"), (None, "menu.docx"), (None, None), ("page-1", None),
    ]  # fmt: skip


def test_an_old_office_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "prices.doc").write_text("x")
    assert [u.name for u in uploads([tmp_path])] == ["prices.doc"]


def test_a_list_of_pages_gives_a_source_each(tmp_path: Path) -> None:
    page = {"page_id": "fees", "title": "Fees", "url": "https://a.example", "text": "# Fees\n\nFree.", "language": "en"}
    (tmp_path / "pages.jsonl").write_text(json.dumps(page) + "\n\n")
    (upload,) = uploads([tmp_path / "pages.jsonl"])
    assert (upload.key, upload.title, upload.url, upload.language) == ("fees", "Fees", "https://a.example", "en")
    assert upload.content() == b"# Fees\n\nFree."


def test_a_bad_line_is_one_bad_upload(tmp_path: Path) -> None:
    rows = ["not json", '{"page_id": "a"}', '{"page_id": "b", "text": " "}', '["x"]', '{"page_id": "c", "text": "Hi."}']
    (tmp_path / "pages.jsonl").write_text("\n".join(rows))
    assert [(u.key, bool(u.error)) for u in uploads([tmp_path / "pages.jsonl"])] == [
        ("pages-1", True), ("pages-2", True), ("pages-3", True), ("pages-4", True), ("c", False),
    ]  # fmt: skip


def test_a_file_is_read_at_its_turn(tmp_path: Path) -> None:
    (upload,) = uploads([tmp_path / "later.md"])
    (tmp_path / "later.md").write_text("Here now.")
    assert upload.content() == b"Here now."


def test_an_address_says_that_it_must_be_a_file() -> None:
    (upload,) = uploads(["https://shop.example/help"])
    assert upload.error == "A page cannot be added by its address yet. Add it as a file."
