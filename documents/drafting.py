"""A document while it is being read: blocks gathered in order, with the limits watched."""

from __future__ import annotations

from pathlib import PurePath

from documents.front_matter import Front
from documents.limits import Limits
from documents.plain import line, plain, spelled_in_tags
from documents.types import Block, BlockKind, Document, DocumentError


class Draft:
    """Gathers blocks and hidden text; ``document()`` closes it or says that there is nothing to read."""

    def __init__(self, name: str, format: str, limits: Limits) -> None:
        self.name = name
        self.format = format
        self.limits = limits
        self.blocks: list[Block] = []
        self.hidden: list[str] = []
        self._characters = 0

    def add(self, kind: BlockKind, text: str, *, level: int = 0, page: int | None = None) -> None:
        """One block; text without anything to see is dropped, hidden letters in it are kept apart."""
        self.hide(*spelled_in_tags(text))
        whole = kind in (BlockKind.CODE, BlockKind.QUESTION, BlockKind.PARAGRAPH)
        clean = plain(text).strip("\n") if whole else line(text)
        if not clean.strip():
            return
        self._characters += len(clean)
        if self._characters > self.limits.characters:
            raise DocumentError("too_large", "This file holds more text than can be read at once. Please split it.")
        self.blocks.append(Block(kind, clean, level, page))

    def hide(self, *texts: str) -> None:
        """Text that people would not see on the page."""
        for text in texts:
            clean = line(text)
            if len(clean) > 2 and len(self.hidden) < 200:
                self.hidden.append(clean[:4000])

    def document(self, front: Front | None = None, title: str | None = None, url: str | None = None) -> Document:
        """The finished document; its title is the front matter's, the first heading, ``title``, or the name."""
        if not any(b.kind is not BlockKind.HEADING for b in self.blocks):
            raise DocumentError("no_text", "No text was found in this file. If it is a scan, save it with its text.")
        front = front or Front()
        heading = next((b.text for b in self.blocks if b.kind is BlockKind.HEADING), None)
        return Document(
            name=self.name,
            title=(front.title or heading or line(title or "") or PurePath(self.name).stem)[:300],
            blocks=tuple(self.blocks),
            format=self.format,
            id=front.id,
            url=front.url or url,
            language=front.language,
            hidden=tuple(self.hidden),
        )


def rows_to_text(header: list[str], row: list[str]) -> str:
    """A table row that carries its headers: "Header: value; Header: value"; empty cells are left out.

    A semicolon inside a cell becomes a comma, so that where a cell ends stays plain to whoever reads the row.
    """
    parts = []
    for position, value in enumerate(row):
        label = header[position].replace(";", ",") if position < len(header) else ""
        cell = line(value).replace(";", ",")
        if cell:
            parts.append(f"{label}: {cell}" if label and label != cell else cell)
    return "; ".join(parts)
