"""What a file is, by what is in it; the name only chooses among text formats."""

from __future__ import annotations

import re
from pathlib import PurePath

from documents.reader import endings, readers
from documents.types import DocumentError

_OFFICE = (
    (b"word/document.xml", "docx"),
    (b"ppt/presentation.xml", "pptx"),
    (b"xl/workbook", "xlsx"),
    (b"content.xml", "xlsx"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NEWER = {".doc": ".docx", ".ppt": ".pptx", ".xls": ".xlsx"}  # old Office formats, and what to save them as
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FRONT_HTML = re.compile(
    rb"\A\s*---[ \t]*\r?\n.{0,8000}?\n---[ \t]*\r?\n\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.DOTALL | re.IGNORECASE,
)
_MEDIA = (
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "a recording"),
    (b"\x1f\x8b", "a compressed file"), (b"7z\xbc\xaf", "a compressed file"), (b"Rar!", "a compressed file"),
    (b"MZ", "a program"), (b"\x7fELF", "a program"), (b"ID3", "a recording"), (b"OggS", "a recording"),
)  # fmt: skip


def sniff(data: bytes, name: str) -> str:
    """The format's name (a reader's, or ``zip``). Raises DocumentError for what cannot be or should not be read."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise DocumentError("empty", "This file is empty.")
    archive = data[:4] in _ZIP and PurePath(name).suffix.lower() != ".pdf"  # its first file may be a PDF, as it is
    head = data[:2048]
    pdf = head.find(b"%PDF-")
    if pdf >= 0 and not archive:
        before = head[:pdf].strip(b"\x00 \t\r\n\xef\xbb\xbf")
        if (before and (data[:2] == b"PK" or b"<" in before)) or _ends_as_zip(data):
            raise DocumentError("unsupported", "This file is two formats in one, so it was not opened.")
        return "pdf"
    if data[:4] in _ZIP:
        return _container(data)
    if data.startswith(_OLE):
        return _old_office(data, name)
    for mark, what in _MEDIA:
        if data.startswith(mark):
            raise DocumentError("unsupported", f"This is {what}, not a document with text.")
    return _text_format(data, name)


def known(name: str) -> bool:
    """Whether a name ends as a file we read does, or as one we can say something about; for folders and archives."""
    ending = PurePath(name).suffix.lower()
    return ending in endings() or ending in _NEWER or ending == ".zip"


def _ends_as_zip(data: bytes) -> bool:
    """Whether the end is that of a ZIP archive: its last record, and behind it only the comment it announces."""
    end = data.rfind(b"PK\x05\x06", -65_557)
    return end >= 0 and end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") == len(data)


def _container(data: bytes) -> str:
    if b"vbaProject.bin" in data:
        raise DocumentError(
            "unsupported", "This file holds macros. Save it without them (.docx, .xlsx, .pptx) and add that."
        )
    if b"EncryptedPackage" in data:
        raise DocumentError("encrypted", "This file is protected by a password. Save a copy without one and add that.")
    for mark, format in _OFFICE:
        if mark in data:
            return format
    return "zip"


def _old_office(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise DocumentError("encrypted", "This file is protected by a password. Save a copy without one and add that.")
    if "Workbook".encode("utf-16-le") in data[:200_000] + data[-200_000:]:
        return "xlsx"
    wanted = _NEWER.get(PurePath(name).suffix.lower(), ".docx, .xlsx or .pptx")
    raise DocumentError("unsupported", f"This is an old Office format. Save it as {wanted} and add that.")


def _text_format(data: bytes, name: str) -> str:
    ending = PurePath(name).suffix.lower()
    named = endings().get(ending)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and (b"\x00" in data[:100_000] or _control_share(data[:20_000]) > 0.05):
        raise DocumentError("corrupt", "This file is broken: what is in it is not what its name says.")
    if _HTML.match(data[:5000]) or _FRONT_HTML.match(data[:12_000]):
        return "html"
    if named and readers()[named].binary:
        what = readers()[named].description
        raise DocumentError("corrupt", f"This file is named {ending} but is not a {what}, or it is broken.")
    return named or "txt"


def _control_share(data: bytes) -> float:
    return sum(byte < 9 or 13 < byte < 32 for byte in data) / max(len(data), 1)
