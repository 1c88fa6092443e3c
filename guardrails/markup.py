"""What a reply may look like: Markdown without HTML and images, links to listed hosts without query data.

An image or a link is how stolen data leaves a page, so the address is taken out before anyone sees it and the words
stay. Hidden characters go too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\](?:\([^)\n]{0,2000}\)?|\[[^\]\n]{0,200}\])?")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\(\s*([^)\s\n]{0,2000})[^)\n]{0,300}\)")
_REFERENCE = re.compile(r"^[^\S\n]{0,20}\[[^\]\n]{1,200}\]:\s*\S+.*$", re.MULTILINE)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto|data|javascript):[^>\s]{0,2000})>", re.IGNORECASE)
_BARE = re.compile(
    r"\b(?:https?|ftp)://[^\s<>()\[\]\"'`]{1,2000}|(?<![\w/.@])www\.[^\s<>()\[\]\"'`]{1,2000}"
    # Without a scheme a name with a path is still typed off, and so is one written to be put together by hand.
    r"|(?<![\w/.@-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}/[^\s<>()\[\]\"'`]{1,2000}"
    r"|\bhxxps?://\S{1,2000}|(?<![\w/.@-])[a-z0-9-]{1,63}(?:\[\.\][a-z0-9-]{1,63}){1,6}(?:/\S{0,2000})?",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_CODE = re.compile(rf"`[^`\n]{{1,2000}}`|{_TAG.pattern}")  # a tag shown as code is words
_HIDDEN = re.compile(
    "[\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e\u2066-\u2069\U000e0000-\U000e01ef]"
)
_TRAILING = ".,;:!?"


def tidy(text: str, hosts: frozenset[str], sources: tuple[str, ...] = ()) -> str:
    """The text with images, HTML, hidden characters and foreign links taken out; the words of a link stay."""

    def keep(address: str) -> bool:
        return allowed(address, hosts) or any(address in source for source in sources)

    text = _IMAGE.sub(lambda m: m[1], _HIDDEN.sub("", text))
    text = _REFERENCE.sub("", text)
    text = _LINK.sub(lambda m: m[0] if keep(m[2]) else m[1], text)
    text = _AUTOLINK.sub(lambda m: m[1], text)
    text = _CODE.sub(lambda m: m[0] if m[0].startswith("`") else "", text)
    return _BARE.sub(lambda m: _bare(m[0], keep), text)


def allowed(address: str, hosts: frozenset[str]) -> bool:
    """Whether an address may be linked: http(s), a listed host or below it, no credentials, query or fragment."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or parts.username or parts.query or parts.fragment:
        return False
    return any(host == one.lower() or host.endswith("." + one.lower()) for one in hosts)


def _bare(address: str, keep: Callable[[str], bool]) -> str:
    clean = address.rstrip(_TRAILING)
    return address if keep(clean) else address[len(clean) :]
