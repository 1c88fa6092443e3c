"""HTML pages: the main part with its headings, lists, tables and pairs; menus left out, hidden text kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from resiliparse.parse.html import HTMLTree, NodeType

from documents.drafting import Draft, rows_to_text
from documents.front_matter import split_front
from documents.limits import Limits
from documents.plain import decode, line
from documents.reader import Reader
from documents.types import BlockKind, Document

_SKIPPED = frozenset(
    "script style noscript template svg math nav footer aside form button select textarea iframe object canvas audio "
    "video head".split()
)
_BLOCKS = frozenset(
    "address article blockquote body center dd details dialog div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 "
    "header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*(?:0(?![.\d])|0?\.\d|[01]px)|opacity\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01]"
    r"|(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?\b|transparent|rgba?\(\s*255\s*,\s*255\s*,\s*255)",
    re.IGNORECASE,
)
_COLOURED = re.compile(r"background(?:-color)?\s*:", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_DEPTH = 300
_BREAK = " \x1e "


def read(data: bytes, name: str, limits: Limits) -> Document:
    """The page's main part; its canonical address stands in when no front matter names one."""
    front, text = split_front(decode(data))
    tree = HTMLTree.parse(text)
    draft = Draft(name, "html", limits)
    _Walk(draft, _hidden_by_style(tree)).page(tree)
    canonical = tree.document.query_selector("link[rel=canonical]") if tree.document else None
    url = canonical.getattr("href") if canonical else None
    document = draft.document(front, tree.title, url if url and url.startswith(("https://", "http://")) else None)
    language = document.language or _language(tree)
    return document if language == document.language else _with_language(document, language)


def add_html(draft: Draft, html: str) -> None:
    """A piece of HTML (inside Markdown, a mail) as blocks of a draft."""
    tree = HTMLTree.parse(html)
    _Walk(draft, _hidden_by_style(tree)).page(tree)


class _Walk:
    """One walk over a page in reading order."""

    def __init__(self, draft: Draft, hidden: tuple[str, ...]) -> None:
        self._draft = draft
        self._selectors = hidden

    def page(self, tree: Any) -> None:
        body = tree.body
        if body is None:
            return
        self._hide(tree, body)
        self._block(_main(body), 0)

    def _hide(self, tree: Any, body: Any) -> None:
        """Takes out of the tree, before anything is read, what a visitor of the page would not see."""
        doomed = [node for node in _descendants(tree.document) if node.type == NodeType.COMMENT]
        for node in doomed:
            if not str(node.value or "").lstrip().startswith("["):  # conditional comments of old browsers
                self._draft.hide(str(node.value or ""))
        doomed += [n for n in _descendants(body) if n.type == NodeType.ELEMENT and _unseen(n)]
        for selector in self._selectors:
            doomed += list(body.query_selector_all(selector) or ())
        for node in doomed:
            if node.type == NodeType.ELEMENT and node.tag != "body":
                self._draft.hide(node.text)
        for node in doomed:
            if node.parent is not None and node.tag != "body":
                node.parent.remove_child(node)
        for image in body.query_selector_all("img[alt]") or ():
            if len((image.getattr("alt") or "").split()) > 12:  # a description is short; an order to a model is not
                self._draft.hide(image.getattr("alt"))

    def _block(self, node: Any, depth: int) -> None:
        inline: list[str] = []
        for child in node.child_nodes:
            if child.type == NodeType.TEXT:
                inline.append(child.text)
            elif child.type == NodeType.ELEMENT and child.tag not in _SKIPPED:
                if child.tag == "br":
                    inline.append(_BREAK)
                elif child.tag in _BLOCKS or (depth < _DEPTH and _holds_block(child)):
                    self._paragraph(inline)
                    self._element(child, depth + 1)
                else:
                    inline.append(_inline(child))
        self._paragraph(inline)

    def _element(self, node: Any, depth: int) -> None:
        tag = node.tag
        if depth > _DEPTH:
            self._draft.add(BlockKind.PARAGRAPH, line(node.text))
        elif tag in _HEADINGS:
            self._draft.add(BlockKind.HEADING, _inline(node), level=_HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._list(node, depth, 1)
        elif tag == "table":
            self._table(node, depth)
        elif tag == "pre":
            self._draft.add(BlockKind.CODE, node.text)
        elif tag == "dl":
            self._definitions(node)
        elif tag == "details":
            self._details(node, depth)
        else:
            self._block(node, depth)

    def _paragraph(self, inline: list[str]) -> None:
        text = _lines("".join(inline))
        inline.clear()
        if text:
            self._draft.add(BlockKind.PARAGRAPH, text)

    def _list(self, node: Any, depth: int, level: int) -> None:
        number = 0
        for item in _elements(node):
            if item.tag in ("ul", "ol"):
                self._list(item, depth + 1, level + 1)
                continue
            if item.tag != "li":
                continue
            number += 1
            mark = f"{number}. " if node.tag == "ol" else "- "
            inner = [c for c in _elements(item) if c.tag in ("ul", "ol")]
            said = " ".join(
                _inline(c) if c.type == NodeType.ELEMENT else c.text for c in item.child_nodes if c not in inner
            )
            if line(said):
                self._draft.add(BlockKind.LIST_ITEM, mark + line(said), level=level)
            if depth < _DEPTH:
                for deeper in inner:
                    self._list(deeper, depth + 1, level + 1)

    def _table(self, node: Any, depth: int) -> None:
        rows = [[c for c in _elements(row) if c.tag in ("td", "th")] for row in node.query_selector_all("tr") or ()]
        rows = [row for row in rows if row]
        if any(c.query_selector("table") for row in rows for c in row) or all(len(row) == 1 for row in rows):
            for row in rows:  # a table that only lays out the page
                for cell in row:
                    self._block(cell, depth + 1)
            return
        header: list[str] = []
        for position, row in enumerate(rows):
            cells = [line(_inline(c)) for c in row]
            heads = [c.tag == "th" for c in row]
            if all(heads) or (position == 0 and not any(heads)):
                header = cells
            elif heads[0] and not header and len(cells) == 2:
                self._draft.add(BlockKind.TABLE_ROW, f"{cells[0]}: {cells[1]}")
            else:
                self._draft.add(BlockKind.TABLE_ROW, rows_to_text(header, cells))
        if len(rows) == 1 and header:
            self._draft.add(BlockKind.TABLE_ROW, rows_to_text([], header))

    def _definitions(self, node: Any) -> None:
        term: list[str] = []
        for child in _elements(node):
            for part in [child] if child.tag in ("dt", "dd") else list(_elements(child)):
                if part.tag == "dt":
                    term = [*term, line(_inline(part))] if term and term[-1] == "" else [line(_inline(part))]
                elif part.tag == "dd" and line(_inline(part)):
                    self._draft.add(BlockKind.QUESTION, f"{' '.join(term)}\n{line(_inline(part))}".strip("\n"))

    def _details(self, node: Any, depth: int) -> None:
        summary = next((c for c in _elements(node) if c.tag == "summary"), None)
        if summary is None:
            self._block(node, depth)
            return
        question = line(_inline(summary))
        node.remove_child(summary)
        if any(c.tag in ("ul", "ol", "table", "pre", "h2", "h3", "h4") for c in _elements(node)):
            self._draft.add(BlockKind.HEADING, question, level=4)
            self._block(node, depth)
        else:
            self._draft.add(BlockKind.QUESTION, f"{question}\n{line(node.text)}")


def _main(body: Any) -> Any:
    """The part of a page that is about something: main, the only article, else everything."""
    for selector in ("main", "[role=main]"):
        found = body.query_selector(selector)
        if found is not None and len(found.text.split()) >= 20:
            return found
    articles: list[Any] = list(body.query_selector_all("article") or ())
    return articles[0] if len(articles) == 1 and len(articles[0].text.split()) >= 20 else body


def _elements(node: Any) -> Iterator[Any]:
    return (child for child in node.child_nodes if child.type == NodeType.ELEMENT)


def _descendants(node: Any) -> list[Any]:
    found, waiting = [], [node]
    while waiting:
        current = waiting.pop()
        found.append(current)
        waiting.extend(current.child_nodes)
    return found[1:]


def _holds_block(node: Any) -> bool:
    return any(n.type == NodeType.ELEMENT and n.tag in _BLOCKS for n in _descendants(node))


def _inline(node: Any) -> str:
    """The text of an inline element, line breaks kept, scripts left out."""
    if node.type == NodeType.TEXT:
        return str(node.text)
    if node.type != NodeType.ELEMENT or node.tag in _SKIPPED:
        return ""
    if node.tag == "br":
        return _BREAK
    if not node.has_child_nodes():
        return ""
    inner = [_inline(child) for child in node.child_nodes]
    return " " + " ".join(inner) + " " if node.tag in _BLOCKS else "".join(inner)


def _lines(text: str) -> str:
    """One line per <br>; line ends of the source are spaces."""
    return "\n".join(filter(None, (" ".join(part.split()) for part in text.split(_BREAK))))


def _unseen(node: Any) -> bool:
    style = node.getattr("style") or ""
    if (
        style
        and _UNSEEN.search(style)
        and not (_COLOURED.search(style) and "color" in (_UNSEEN.search(style) or [""])[0].lower())
    ):
        return True
    return node.hasattr("hidden") or (node.getattr("aria-hidden") == "true" and len((node.text or "").split()) > 3)


def _hidden_by_style(tree: Any) -> tuple[str, ...]:
    """Simple selectors (class, id, element) that the page's own style sheet makes unseen."""
    found = []
    for sheet in (tree.document.query_selector_all("style") if tree.document else None) or ():
        for selectors, body in _RULE.findall(sheet.text[:100_000]):
            if _UNSEEN.search(body) and not _COLOURED.search(body) and "@" not in selectors:
                found += [s.strip() for s in selectors.split(",") if re.fullmatch(r"\s*(?:\w+)?[.#][\w-]{1,80}\s*", s)]
    return tuple(found[:50])


def _language(tree: Any) -> str | None:
    root = tree.document.query_selector("html") if tree.document else None
    named = (root.getattr("lang") or "") if root else ""
    return named.split("-")[0].lower()[:3] or None


def _with_language(document: Document, language: str | None) -> Document:
    return Document(
        document.name,
        document.title,
        document.blocks,
        document.format,
        document.id,
        document.url,
        language,
        document.hidden,
    )


reader = Reader("html", "Web page", (".html", ".htm", ".xhtml"), read)
