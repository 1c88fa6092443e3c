"""Workbooks: each sheet a heading, each row one block that carries its headers."""

from __future__ import annotations

import datetime
import io

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

from documents.archive import opened
from documents.csv import add_table
from documents.drafting import Draft
from documents.limits import Limits
from documents.reader import Reader
from documents.types import BlockKind, Document, DocumentError


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Sheets in their order; hidden ones are hidden text. Reads the old binary format as well."""
    if data[:2] == b"PK":
        opened(data, limits).close()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise DocumentError("encrypted", "This workbook is protected by a password. Save a copy without one.") from None
    draft = Draft(name, "xlsx", limits)
    for sheet in book.sheets_metadata:
        rows = ([_cell(value) for value in row] for row in book.get_sheet_by_name(sheet.name).iter_rows())
        if sheet.visible != SheetVisibleEnum.Visible:
            for _, row in zip(range(50), rows, strict=False):
                draft.hide(" ".join(row))
            continue
        draft.add(BlockKind.HEADING, sheet.name, level=1)
        add_table(draft, rows, limits)
    return draft.document()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return "" if value is None else str(value)


reader = Reader("xlsx", "Workbook", (".xlsx", ".xls", ".ods"), read, binary=True)
