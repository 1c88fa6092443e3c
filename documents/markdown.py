"""Markdown: headings, lists, tables, code, and any HTML in it; front matter on top."""

from __future__ import annotations

import functools
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.drafting import Draft, rows_to_text
from documents.front_matter import split_front
from documents.html import add_html
from documents.limits import Limits
from documents.plain import decode, line
from documents.reader import Reader
from documents.types import BlockKind, Document

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_COMMENT = re.compile(r"<!--(.*?)-->|\[//\]:\s*#\s*\((.*?)\)|\{/\*(.*?)\*/\}", re.DOTALL)
_COMPONENT = re.compile(r"^(?:import|export)\s.+(?:from\s|=).*$|^:::\s*\w*.*$", re.MULTILINE)


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Markdown as CommonMark with tables. Comments and descriptions of pictures are hidden text."""
    front, text = split_front(decode(data).replace("\r\n", "\n"))
    draft = Draft(name, "md", limits)
    add_markdown(draft, text)
    return draft.document(front)


def add_markdown(draft: Draft, text: str) -> None:
    """Markdown as blocks of a draft."""
    for found in _COMMENT.finditer(text):
        draft.hide(next(filter(None, found.groups()), ""))
    text = _COMPONENT.sub("", _COMMENT.sub("", text))
    _Walk(draft).tokens(_parser().parse(text))


class _Walk:
    """One walk over the flat list of tokens markdown-it gives."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets
        self._mark = ""
        self._header: list[str] = []
        self._row: list[str] | None = None
        self._heading = 0

    def tokens(self, tokens: list[Token]) -> None:
        for token in tokens:
            handle = getattr(self, f"_{token.type}", None)
            if handle:
                handle(token)

    def _heading_open(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _heading_close(self, _: Token) -> None:
        self._heading = 0

    def _bullet_list_open(self, _: Token) -> None:
        self._lists.append(None)

    def _ordered_list_open(self, token: Token) -> None:
        self._lists.append(int(str(token.attrGet("start") or 1)))

    def _bullet_list_close(self, _: Token) -> None:
        self._lists.pop()

    _ordered_list_close = _bullet_list_close

    def _list_item_open(self, _: Token) -> None:
        number = self._lists[-1]
        self._mark = "- " if number is None else f"{number}. "
        if number is not None:
            self._lists[-1] = number + 1

    def _tr_open(self, _: Token) -> None:
        self._row = []

    def _tr_close(self, _: Token) -> None:
        row = self._row or []
        if self._header:
            self._draft.add(BlockKind.TABLE_ROW, rows_to_text(self._header, row))
        else:
            self._header = row
        self._row = None

    def _table_close(self, _: Token) -> None:
        self._header = []

    def _fence(self, token: Token) -> None:
        self._draft.add(BlockKind.CODE, token.content)

    _code_block = _fence

    def _html_block(self, token: Token) -> None:
        add_html(self._draft, token.content)

    def _inline(self, token: Token) -> None:
        text = self._said(token.children or [])
        if self._row is not None:
            self._row.append(text)
        elif self._heading:
            self._draft.add(BlockKind.HEADING, text, level=self._heading)
        elif self._lists:
            self._draft.add(BlockKind.LIST_ITEM, self._mark + line(text), level=len(self._lists))
            self._mark = ""
        else:
            self._draft.add(BlockKind.PARAGRAPH, text)

    def _said(self, children: list[Token]) -> str:
        parts: list[str] = []
        for child in children:
            if child.type in ("text", "code_inline"):
                parts.append(child.content)
            elif child.type == "softbreak":
                parts.append(" ")
            elif child.type == "hardbreak":
                parts.append("\n")
            elif child.type == "html_inline":
                parts.append("\n" if child.content.lower().startswith("<br") else "")
            elif child.type == "image" and len(child.content.split()) > 12:
                self._draft.hide(child.content)
        return _TAG.sub("", "".join(parts))


@functools.cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")


reader = Reader("md", "Markdown", (".md", ".markdown", ".mdx"), read)
