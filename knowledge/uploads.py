"""What is added: files, folders, archives, and lists of pages, each as one Upload."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from documents import DocumentError, unpack
from documents.limits import Limits
from documents.reading import refuse_size
from documents.sniff import known, sniff

FILE, PAGE, ANSWER, TEXT = "file", "page", "answer", "text"  # what a source is
_LINE = 5_000_000
_INNER = ".md"
_PACKED = ("name", "origin", "key", "fallback", "title", "url", "language", "text", "error", "kind")
_ASSETS = frozenset(
    ".png .jpg .jpeg .gif .svg .webp .ico .css .js .map .woff .woff2 .ttf .eot .mp4 .mp3 .db .xml .json".split()
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One file or page to add. ``data`` may be a path, which is read when its turn comes.

    ``key``, ``title``, ``url`` and ``language`` win over what the file says; ``fallback`` is the key when nothing else
    gives one. ``text`` is a page's Markdown, given directly. ``error`` is a reason why it cannot be read, known before
    it is opened. Of a typed answer the title is the question, with other ways of asking it on lines of their own, and
    ``text`` is the answer.
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
    kind: str = FILE
    fallback: str | None = None

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


def answer(question: str, reply: str, *, origin: str = "typed", key: str | None = None) -> Upload:
    """A typed question and its answer; the same question again replaces the answer."""
    first = next((line.strip() for line in question.split("\n") if line.strip()), "")
    mark = hashlib.sha256(" ".join(first.casefold().split()).encode("utf-8", "replace")).hexdigest()[:16]
    return Upload(
        name=first[:80] or "answer", origin=origin, key=key or f"answer-{mark}", title=question.strip(),
        text=reply.strip(), kind=ANSWER,
    )  # fmt: skip


def pasted(title: str, text: str) -> Upload:
    """Text somebody pasted, read as Markdown; the same title again replaces it."""
    mark = hashlib.sha256(" ".join(title.casefold().split()).encode("utf-8", "replace")).hexdigest()[:16]
    return Upload(
        name=title.strip()[:80] or "text", origin="pasted", key=f"text-{mark}", title=title.strip() or None, text=text,
        kind=TEXT,
    )  # fmt: skip


def packed(upload: Upload) -> bytes:
    """An upload as bytes that can be kept or sent: a line of JSON, then its content."""
    head = {name: getattr(upload, name) for name in _PACKED}
    data = b""
    if upload.text is None and upload.error is None:
        try:
            data = upload.content()
        except DocumentError as error:
            head["error"] = error.message
    return json.dumps(head).encode() + b"\n" + data


def unpacked(data: bytes) -> Upload:
    """An upload as ``packed`` wrote it."""
    head, _, content = data.partition(b"\n")
    return Upload(**json.loads(head), data=content)


def uploads(paths: Iterable[str | Path]) -> Iterator[Upload]:
    """Everything to add under these paths: files as they are, folders with the files we read, ``.jsonl`` of pages."""
    for given in paths:
        path = Path(given)
        if str(given).startswith(("http://", "https://")):
            yield Upload(
                str(given), origin=str(given), error="A page cannot be added by its address yet. Add it as a file."
            )
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if p.is_file() and not _private(p.relative_to(path)))
            files = [file for file in found if known(file.name)]
            keys = _distinct([str(file.relative_to(path)) for file in files])
            for file, key in zip(files, keys, strict=True):
                yield Upload(file.name, file, origin=str(given), fallback=key)
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
        members = [m for m in unpack(data, upload.name) if PurePath(m[0]).suffix.lower() not in _ASSETS]
        if not members:
            yield replace(upload, error="There is no document in this archive.")
        for (name, member), key in zip(members, _distinct([name for name, _ in members]), strict=True):
            made = Upload(PurePath(name).name, member, origin=f"{upload.origin}/{upload.name}", fallback=key)
            readable = known(name) and not name.lower().endswith(".zip")
            yield made if readable else replace(made, data=b"", error=_not_read(name))
    except DocumentError as error:
        yield replace(upload, error=error.message)


def apart(given: Sequence[Upload]) -> list[Upload]:
    """Files that are added together, none in the place of another that only has the same name ("menu.pdf" and
    "menu.docx", or "lunch/menu.pdf" and "dinner/menu.pdf")."""
    keys = iter(_distinct([_path(upload) for upload in given if _by_name(upload)]))
    return [replace(upload, fallback=next(keys)) if _by_name(upload) else upload for upload in given]


def _by_name(upload: Upload) -> bool:
    return upload.key is None and upload.fallback is None


def _path(upload: Upload) -> str:
    """The end of its path, as far as it says something to people."""
    return "/".join(upload.data.parts[-2:]) if isinstance(upload.data, Path) else upload.name


def _distinct(paths: Sequence[str]) -> list[str | None]:
    """None for a file whose stem is its own; the whole path for files that share one ("de/index", "fr/index"), with its
    ending where that alone tells them apart."""
    stems = Counter(PurePath(path).stem for path in paths)
    bare = Counter(str(PurePath(path).with_suffix("")) for path in paths)
    return [
        None if stems[PurePath(path).stem] == 1 else _as_key(path, ending=bare[str(PurePath(path).with_suffix(""))] > 1)
        for path in paths
    ]


def _as_key(path: str, *, ending: bool) -> str:
    return re.sub(r"[\\/\s]+", "-", path if ending else str(PurePath(path).with_suffix("")))


def _not_read(name: str) -> str:
    if name.lower().endswith(".zip"):
        return "This is an archive inside an archive. Add the files in it by themselves."
    return f"Files named {PurePath(name).suffix or 'without an ending'} are not read. Add its text in another form."


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
