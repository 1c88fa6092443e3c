"""Plain text: paragraphs, lists, headings that are underlined or shouted, pairs of question and answer."""

from __future__ import annotations

from documents import BlockKind, read

PAGE = b"""Lending
=======

OPENING HOURS

We open at nine
We close at six

- books
- films

Q: Are you open on Sunday?
A: No.
Q: Where are you?
A: At the canal.
"""


def test_structure_is_seen_in_plain_text() -> None:
    assert [(b.kind, b.text) for b in read(PAGE, "a.txt").blocks] == [
        (BlockKind.HEADING, "Lending"),
        (BlockKind.HEADING, "OPENING HOURS"),
        (BlockKind.PARAGRAPH, "We open at nine\nWe close at six"),
        (BlockKind.LIST_ITEM, "- books"),
        (BlockKind.LIST_ITEM, "- films"),
        (BlockKind.QUESTION, "Are you open on Sunday?\nNo."),
        (BlockKind.QUESTION, "Where are you?\nAt the canal."),
    ]
