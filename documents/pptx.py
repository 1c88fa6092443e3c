"""Slides: the title of each as a heading, its points, tables and the speaker's notes."""

from __future__ import annotations

import io
from typing import Any

import pptx

from documents.archive import opened
from documents.csv import add_table
from documents.drafting import Draft
from documents.limits import Limits
from documents.reader import Reader
from documents.types import BlockKind, Document, DocumentError


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Slides in their order; a page is a slide. Hidden slides are hidden text."""
    opened(data, limits).close()
    slides = list(pptx.Presentation(io.BytesIO(data)).slides)
    if len(slides) > limits.pages:
        raise DocumentError(
            "too_many_pages", f"This file has {len(slides)} slides; the limit is {limits.pages}. Please split it."
        )
    draft = Draft(name, "pptx", limits)
    for number, slide in enumerate(slides, start=1):
        if slide._element.get("show") == "0":
            draft.hide(*(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame))
            continue
        _slide(draft, slide, number, limits)
    return draft.document()


def _slide(draft: Draft, slide: Any, number: int, limits: Limits) -> None:
    title = slide.shapes.title
    if title is not None:
        draft.add(BlockKind.HEADING, title.text_frame.text, level=1 if number == 1 else 2, page=number)
    for shape in slide.shapes:
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                text = "".join(run.text for run in paragraph.runs)
                if text.strip():
                    draft.add(BlockKind.LIST_ITEM, f"- {text.strip()}", level=paragraph.level + 1, page=number)
        elif shape.has_table:
            add_table(draft, ([cell.text for cell in row.cells] for row in shape.table.rows), limits, page=number)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        draft.add(BlockKind.PARAGRAPH, slide.notes_slide.notes_text_frame.text, page=number)


reader = Reader("pptx", "Slides", (".pptx",), read, binary=True)
