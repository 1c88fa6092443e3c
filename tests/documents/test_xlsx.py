"""Workbooks: a sheet is a heading, a row carries its headers."""

from __future__ import annotations

from documents import read


def test_rows_carry_their_headers(workbook: bytes) -> None:
    assert [b.text for b in read(workbook, "a.xlsx").blocks] == ["Fees", "Item: Film; Fee: 2"]
