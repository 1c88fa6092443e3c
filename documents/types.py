"""What a reader gives: a document as blocks that keep the structure people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    CODE = "code"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document in reading order. ``level`` is the depth of a heading or list item; ``page`` counts from 1.

    A table row carries its header in the text as "Header: value; Header: value".
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: ``front`` values come from front matter and win over what the reader guessed."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    format: str
    id: str | None = None
    url: str | None = None
    language: str | None = None
    hidden: tuple[str, ...] = ()


class DocumentError(Exception):
    """A file that cannot be read: a stable ``code`` (empty, encrypted, corrupt, too_large, too_many_pages, unsupported,
    no_text, timeout, memory) and a sentence a shop owner understands, with the cure."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
