"""Slides: titles as headings, points as list items, notes as text."""

from __future__ import annotations

from documents import read


def test_slides_points_and_notes(slides: bytes) -> None:
    assert [(b.text, b.page) for b in read(slides, "a.pptx").blocks] == [
        ("Welcome", 1), ("- We lend books", 1), ("Fees", 2),
        ("- Films cost 2 EUR", 2), ("Say that members pay half.", 2),
    ]  # fmt: skip
