"""ZIP containers looked at before anything is unpacked: how many entries, how large, how dense."""

from __future__ import annotations

import io
import zipfile

from documents.limits import Limits
from documents.types import DocumentError

_DENSE_FROM = 1_000_000


def opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, if what it declares stays within the limits; the memory limit catches one that lies."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise DocumentError("too_large", f"This file holds more than {limits.entries:,} parts. Please split it.")
    if sum(entry.file_size for entry in entries) > limits.unpacked or any(_dense(entry, limits) for entry in entries):
        raise DocumentError(
            "too_large", "This file grows far beyond its size when it is unpacked, so it was not opened."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DocumentError(
            "encrypted", "This archive is protected by a password. Save a copy without one and add that."
        )
    return archive


def members(data: bytes, limits: Limits) -> list[tuple[str, bytes]]:
    """The files in a ZIP, by their names in it; folders, hidden files and archives within archives are left out."""
    found = []
    with opened(data, limits) as archive:
        for entry in archive.infolist():
            last = entry.filename.rsplit("/", 1)[-1]
            if entry.is_dir() or last.startswith(".") or "__MACOSX" in entry.filename or entry.file_size > limits.bytes:
                continue
            found.append((entry.filename, archive.read(entry)))
    return found


def _dense(entry: zipfile.ZipInfo, limits: Limits) -> bool:
    return entry.file_size > _DENSE_FROM and entry.file_size > limits.ratio * max(entry.compress_size, 1)
