"""What is added: files, folders, archives, and lists of pages, each as one Upload."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from documents import DocumentError, unpack
from documents.limits import Limits
from documents.reading import refuse_size
from documents.sniff import known, sniff

_LINE = 5_000_000
_INNER = ".md"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file or page to add. ``data`` may be a path, which is read when its turn comes.

    ``key``, ``title``, ``url`` and ``language`` win over what the file says. ``text`` is a page's Markdown, given
    directly. ``error`` is a reason why it cannot be read, known before it is opened.
    """

    name: str
    data: bytes | Path = b""
    origin: str = "upload"
    key: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    text: str | None = None
    error: str | None = None

    def content(self) -> bytes:
        """The bytes, read now. Raises DocumentError when there are none or too many."""
        if self.text is not None:
            data = self.text.encode("utf-8", "replace")
        elif isinstance(self.data, Path):
            try:
                refuse_size(self.data.stat().st_size, Limits())
                data = self.data.read_bytes()
            except OSError:
                raise DocumentError(
                    "unreadable", "This file cannot be opened. Check that it exists and may be read."
                ) from None
        else:
            data = self.data
        refuse_size(len(data), Limits())
        return data

    @property
    def format_name(self) -> str:
        """The name readers see; a page given as text is Markdown."""
        return f"{PurePath(self.name).name}{_INNER}" if self.text is not None else self.name


def uploads(paths: Iterable[str | Path]) -> Iterator[Upload]:
    """Everything to add under these paths: files as they are, folders with the files we read, ``.jsonl`` of pages."""
    for given in paths:
        path = Path(given)
        if str(given).startswith(("http://", "https://")):
            yield Upload(
                str(given), origin=str(given), error="A page cannot be added by its address yet. Add it as a file."
            )
        elif path.is_dir():
            for file in sorted(p for p in path.rglob("*") if p.is_file() and not _private(p.relative_to(path))):
                if known(file.name):
                    yield Upload(file.name, file, origin=str(given))
        elif path.suffix.lower() == ".jsonl":
            yield from _pages(path)
        else:
            yield Upload(path.name, path, origin=str(given))


def expanded(upload: Upload) -> Iterator[Upload]:
    """The upload itself, or the files in it when it is a ZIP archive."""
    try:
        data = upload.content() if upload.text is None and upload.error is None else b""
        if not data.startswith(b"PK") or sniff(data, upload.name) != "zip":
            yield upload
            return
        for name, member in unpack(data, upload.name):
            if known(name) and not name.lower().endswith(".zip"):
                yield Upload(PurePath(name).name, member, origin=f"{upload.origin}/{upload.name}")
    except DocumentError:
        yield upload  # it fails at its own turn, with its reason


def _pages(path: Path) -> Iterator[Upload]:
    try:
        with path.open("rb") as file:
            for number, row in enumerate(file, start=1):
                if row.strip():
                    yield _page(row, number, path.name)
    except OSError:
        yield Upload(path.name, path)


def _page(row: bytes, number: int, name: str) -> Upload:
    broken = Upload(f"{name}:{number}", origin=name, key=f"{PurePath(name).stem}-{number}")
    if len(row) > _LINE:
        return _because(broken, "This line is too long to be a page.")
    try:
        page = json.loads(row)
    except (ValueError, RecursionError):
        return _because(broken, "This line is not JSON.")
    if (
        not isinstance(page, dict)
        or not isinstance(page.get("text"), str)
        or not isinstance(page.get("page_id"), str | int)
    ):
        return _because(broken, "A page needs page_id and text.")
    key = str(page["page_id"]).strip()
    if not key or not page["text"].strip():
        return _because(broken, "A page needs page_id and text.")
    return Upload(
        name=key,
        origin=name,
        key=key,
        title=_word(page.get("title")),
        url=_word(page.get("url")),
        language=_word(page.get("language")),
        text=page["text"],
    )


def _because(upload: Upload, error: str) -> Upload:
    return Upload(upload.name, origin=upload.origin, key=upload.key, error=error)


def _word(value: object) -> str | None:
    return value.strip()[:500] or None if isinstance(value, str) else None


def _private(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
