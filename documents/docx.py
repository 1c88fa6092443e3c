"""Word documents: headings, lists and tables by their styles; hidden runs kept apart."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents.archive import opened
from documents.csv import add_table
from documents.drafting import Draft
from documents.limits import Limits
from documents.reader import Reader
from documents.types import BlockKind, Document


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The body in reading order. Macros are never looked at; pictures, headers and footers are left out."""
    opened(data, limits).close()
    document = docx.Document(io.BytesIO(data))
    draft = Draft(name, "docx", limits)
    numbers: dict[str, int] = {}
    for part in document.element.body.iterchildren():
        if part.tag == qn("w:p"):
            _paragraph(draft, Paragraph(part, document), numbers)
        elif part.tag == qn("w:tbl"):
            numbers.clear()
            _table(draft, Table(part, document), limits)
    return draft.document(title=document.core_properties.title or None)


def _paragraph(draft: Draft, paragraph: Paragraph, numbers: dict[str, int]) -> None:
    text = _seen(draft, paragraph)
    if not text.strip():
        return
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    properties = paragraph._p.pPr
    listed = properties is not None and properties.numPr is not None
    if style == "Title" or style.startswith("Heading"):
        numbers.clear()
        level = 1 if style == "Title" else (int(style[-1]) if style[-1].isdigit() else 1) + _titled(draft)
        draft.add(BlockKind.HEADING, text, level=level)
    elif listed or style.startswith("List"):
        if style.startswith("List Number"):
            numbers[style] = numbers.get(style, 0) + 1
            mark = f"{numbers[style]}. "
        else:
            mark = "- "
        draft.add(BlockKind.LIST_ITEM, mark + " ".join(text.split()), level=1)
    else:
        numbers.clear()
        draft.add(BlockKind.PARAGRAPH, text)


def _titled(draft: Draft) -> int:
    """1 when the document began with a title, which stands above its first headings."""
    first = draft.blocks[0] if draft.blocks else None
    return int(first is not None and first.kind is BlockKind.HEADING and first.level == 1)


def _seen(draft: Draft, paragraph: Paragraph) -> str:
    """The paragraph's text, links included, without hidden or white or tiny runs."""
    parts = []
    for run in paragraph.iter_inner_content():
        for piece in getattr(run, "runs", [run]):
            if _unseen(piece.font):
                draft.hide(piece.text)
            else:
                parts.append(piece.text)
    return "".join(parts)


def _unseen(font: Any) -> bool:
    colour = font.color.rgb if font.color is not None and font.color.type is not None else None
    return bool(font.hidden) or (font.size is not None and font.size.pt < 2) or str(colour) == "FFFFFF"


def _table(draft: Draft, table: Table, limits: Limits) -> None:
    rows = [[" ".join(_seen(draft, p) for p in cell.paragraphs) for cell in row.cells] for row in table.rows]
    if rows and len(rows[0]) == 1:
        for row in rows:
            draft.add(BlockKind.PARAGRAPH, row[0])
        return
    add_table(draft, rows, limits)


reader = Reader("docx", "Word document", (".docx",), read, binary=True)
