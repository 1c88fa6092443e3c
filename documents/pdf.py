"""PDF: text by page, headings by the size of their letters, wrapped lines joined, running heads left out."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from documents.drafting import Draft
from documents.limits import Limits
from documents.plain import line
from documents.reader import Reader
from documents.types import BlockKind, Document, DocumentError

_BULLET = re.compile(r"^(?:[-*•–‣▪●◦]|(\d{1,3})[.)])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it stands on a page: letter size, left and right edge, top and bottom."""

    text: str
    page: int
    size: float
    left: float
    right: float
    top: float
    bottom: float


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Refuses files with a password, without text, or with too many pages."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise DocumentError(
                "encrypted", "This PDF is protected by a password. Save a copy without one and add that."
            ) from None
        raise
    try:
        if len(pdf) > limits.pages:
            raise DocumentError(
                "too_many_pages", f"This PDF has {len(pdf)} pages; the limit is {limits.pages}. Please split it."
            )
        draft = Draft(name, "pdf", limits)
        lines = [found for number in range(len(pdf)) for found in _lines(pdf[number], number + 1, draft)]
        _add(draft, _without_running_heads(lines, len(pdf)))
        return draft.document(title=pdf.get_metadata_value("Title") or None)
    finally:
        pdf.close()


def _lines(page: pypdfium2.PdfPage, number: int, draft: Draft) -> list[_Line]:
    text = page.get_textpage()
    found: list[_Line] = []
    start = 0
    count = text.count_chars()
    whole = text.get_text_range(0, count) if count else ""
    if len(whole) != count:  # characters outside the basic plane count twice there; place by text alone
        return [_Line(line(row), number, 0, 0, 0, 0, 0) for row in whole.splitlines() if row.strip()]
    for row in whole.splitlines(keepends=True):
        inner = [start + offset for offset, letter in enumerate(row) if not letter.isspace()]
        start += len(row)
        if not inner:
            continue
        size = float(pdfium.FPDFText_GetFontSize(text.raw, inner[0])) * _scale(text, inner[0])
        if _invisible(text, inner[0]) or 0 < size < 2:
            draft.hide(row)
            continue
        left, bottom, _, top = text.get_charbox(inner[0])
        right = text.get_charbox(inner[-1])[2]
        found.append(
            _Line(line(row.replace("\ufffe", "-").replace("\x02", "-")), number, size, left, right, top, bottom)
        )
    text.close()
    return found


def _scale(text: pypdfium2.PdfTextPage, index: int) -> float:
    """Some writers set letters at size 1 and enlarge them by a matrix."""
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text.raw, index, ctypes.byref(matrix)):
        return max(abs(matrix.d), abs(matrix.b)) or 1.0
    return 1.0


def _invisible(text: pypdfium2.PdfTextPage, index: int) -> bool:
    """White on (as far as we know) white, or fully transparent. A pale table head is not that white."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFText_GetFillColor(text.raw, index, red, green, blue, alpha):
        return False
    return alpha.value == 0 or min(red.value, green.value, blue.value) >= 253


def _without_running_heads(lines: list[_Line], pages: int) -> list[_Line]:
    """Leaves out page numbers and what stands first or last on more than half of the pages."""
    edges: Counter[str] = Counter()
    by_page: dict[int, list[_Line]] = {}
    for found in lines:
        by_page.setdefault(found.page, []).append(found)
    for rows in by_page.values():
        edges.update({_shape(row.text) for row in (rows[0], rows[-1])})
    running = {shape for shape, count in edges.items() if pages >= 3 and count > pages / 2}
    kept = []
    for rows in by_page.values():
        for position, row in enumerate(rows):
            edge = len(rows) >= 3 and position in (0, len(rows) - 1)
            if not (
                edge
                and (
                    _shape(row.text) in running
                    or re.fullmatch(r"(?:page |seite )?\d{1,4}(?: ?(?:/|of|von) ?\d+)?", row.text, re.I)
                )
            ):
                kept.append(row)
    return kept


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _add(draft: Draft, lines: list[_Line]) -> None:
    body, sizes = _sizes(lines)
    edge = _right_edge(lines)
    held: list[_Line] = []
    for row in lines:
        heading = row.size > body * 1.12 and len(row.text) <= 120 and not row.text.endswith((".", ",", ";"))
        if held and (heading or not _goes_on(held[-1], row, edge)):
            _flush(draft, held)
        if heading and not _BULLET.match(row.text):
            last = draft.blocks[-1] if draft.blocks and not held else None
            level = sizes.index(round(row.size)) + 1 if round(row.size) in sizes else 3
            if (
                last
                and last.kind is BlockKind.HEADING
                and last.level == level
                and last.page == row.page
                and row.text[:1].islower()
            ):
                draft.blocks.pop()
                draft.add(BlockKind.HEADING, f"{last.text} {row.text}", level=level, page=row.page)
            else:
                draft.add(BlockKind.HEADING, row.text, level=min(level, 6), page=row.page)
        else:
            held.append(row)
    _flush(draft, held)


def _sizes(lines: list[_Line]) -> tuple[float, list[int]]:
    """The size most letters have, and the larger ones, largest first."""
    letters: Counter[int] = Counter()
    for row in lines:
        letters[round(row.size)] += len(row.text)
    body = float(letters.most_common(1)[0][0]) if letters else 0.0
    return body, sorted({round(r.size) for r in lines if r.size > body * 1.12}, reverse=True)


def _right_edge(lines: list[_Line]) -> float:
    rights = sorted(row.right for row in lines)
    return rights[int(len(rights) * 0.9)] if rights else 0.0


def _goes_on(last: _Line, row: _Line, edge: float) -> bool:
    """Whether a line belongs to the paragraph of the one before: no bullet, no gap, and that one ran to the edge."""
    if _BULLET.match(row.text) or abs(last.size - row.size) > 0.6:
        return False
    if last.page != row.page:
        return row.text[:1].islower() and not last.text.endswith((".", "!", "?", ":"))
    if not last.size:
        return not last.text.endswith((".", "!", "?", ":"))
    gap = last.bottom - row.top
    if gap > 0.9 * row.size or gap < -3 * row.size:  # a gap, or back at the top: another column
        return gap < 0 and row.text[:1].islower()
    return last.right > last.left + 0.75 * (edge - last.left)


def _flush(draft: Draft, held: list[_Line]) -> None:
    if not held:
        return
    text = held[0].text
    for row in held[1:]:
        text = (
            text[:-1] + row.text if re.search(r"[a-zß-ÿ]-$", text) and row.text[:1].islower() else f"{text} {row.text}"
        )
    bullet = _BULLET.match(text)
    if bullet:
        mark = f"{bullet[1]}. " if bullet[1] else "- "
        draft.add(BlockKind.LIST_ITEM, mark + text[bullet.end() :], level=1, page=held[0].page)
    else:
        draft.add(BlockKind.PARAGRAPH, text, page=held[0].page)
    held.clear()


reader = Reader("pdf", "PDF", (".pdf",), read, binary=True)
