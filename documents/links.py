"""Where a web page leads, and what a sitemap lists. Both are files from anywhere, so the child reads them."""

from __future__ import annotations

import gzip
import html
import io
import re
from dataclasses import dataclass

from resiliparse.parse.html import HTMLTree

from documents.limits import Limits
from documents.plain import decode, line
from documents.types import DocumentError

_LOCATION = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]{1,2000})\s*(?:\]\]>)?\s*</loc>", re.IGNORECASE)
_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Links:
    """The links of a page as they stand in it, and what the page says about itself to robots."""

    title: str
    links: tuple[str, ...]
    base: str | None = None
    canonical: str | None = None
    index: bool = True
    follow: bool = True


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses a sitemap lists; ``nested`` when they are sitemaps themselves."""

    addresses: tuple[str, ...]
    nested: bool = False


def links_of(data: bytes) -> Links:
    """The links of an HTML page, in order, each once."""
    tree = HTMLTree.parse(decode(data))
    root = tree.document
    found = dict.fromkeys(_attribute(node, "href") for node in root.query_selector_all("a[href]") or ()) if root else {}
    robots = " ".join(
        _attribute(node, "content").lower() for node in (root.query_selector_all("meta[name=robots i]") if root else ())
    )
    return Links(
        title=line(tree.title or "")[:300],
        links=tuple(link for link in list(found)[:_MOST] if link),
        base=_first(root, "base[href]", "href"),
        canonical=_first(root, "link[rel=canonical]", "href"),
        index="noindex" not in robots and "none" not in robots.split(),
        follow="nofollow" not in robots and "none" not in robots.split(),
    )


def sitemap_of(data: bytes, limits: Limits) -> Sitemap:
    """The addresses of a sitemap, packed or not. Read as text: its XML is not ours to trust with a parser."""
    if data[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            data = packed.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise DocumentError("too_large", "The sitemap is too large.")
    text = decode(data)
    found = tuple(dict.fromkeys(html.unescape(location) for location in _LOCATION.findall(text)))
    return Sitemap(found[:_MOST], nested="<sitemapindex" in text[:5000].lower())


def _first(root: object, selector: str, name: str) -> str | None:
    node = root.query_selector(selector) if root else None  # type: ignore[attr-defined]
    return _attribute(node, name) or None if node is not None else None


def _attribute(node: object, name: str) -> str:
    return str(node.getattr(name) or "").strip()[:2000]  # type: ignore[attr-defined]
