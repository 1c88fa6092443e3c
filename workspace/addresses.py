"""A page at an address as something to add: fetched once, every redirect tested like the address itself."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urljoin, urlsplit

from bots.fetching import Fetched, FetchFailed, fetch
from knowledge import Upload
from knowledge.uploads import PAGE

HOPS = 5
LARGEST = 25_000_000
_ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.5"
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/markdown": ".md", "text/plain": ".txt",
    "text/csv": ".csv", "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}  # fmt: skip


def is_address(text: str) -> bool:
    """Whether something typed is a web address rather than a path."""
    return text.startswith(("https://", "http://"))


def upload(url: str, *, private: bool = False) -> Upload:
    """The page at an address; one that cannot be fetched is an upload that fails with its reason.

    ``private``: it may be inside the owner's own network.
    """
    try:
        where, found = _follow(url, private)
    except FetchFailed as failure:
        return Upload(name_of(url, ""), origin=url, url=url, kind=PAGE, error=f"{failure} Check the address.")
    if found.status != 200:
        return Upload(
            name_of(url, ""),
            origin=url,
            url=url,
            kind=PAGE,
            error=f"The site answered {found.status}. Check the address.",
        )
    return Upload(name_of(where, found.kind), found.body, origin=url, url=where, kind=PAGE)


def failed_page(url: str, why: str) -> Upload:
    """A page of a website that could not be fetched, with its reason."""
    return Upload(name_of(url, ""), origin=url, key=key_of(url), url=url, kind=PAGE, error=why)


def _follow(url: str, private: bool) -> tuple[str, Fetched]:
    for _ in range(HOPS + 1):
        found = fetch("GET", url, private=private, accept=_ACCEPT, largest=LARGEST, plain=True)
        if found.status not in (301, 302, 303, 307, 308) or not found.location:
            return url, found
        url = onward(url, found.location)
    raise FetchFailed("The address leads on and on.")


def onward(url: str, location: str) -> str:
    """Where a redirect leads. Raises FetchFailed when that is no address."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchFailed("The site leads to what is no address.") from None


def name_of(url: str, kind: str) -> str:
    """A file name that says where the page came from and what it is; it becomes the source's key."""
    try:
        parts = urlsplit(url)
        said = f"{parts.hostname or ''}{parts.path}"
    except ValueError:  # it fails with its reason, under the letters of what was typed
        said = url
    plain = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-")[:100] or "page"
    ending = _ENDINGS.get(kind, ".html" if not kind else "")
    return f"{plain}{ending}"


def key_of(url: str) -> str:
    """The key of a page of a website: its name, with a mark of what stands after the question mark."""
    query = url.partition("#")[0].partition("?")[2]
    mark = "-" + hashlib.sha256(query.encode()).hexdigest()[:8] if query else ""
    return re.sub(r"-(?:x?html?|php|aspx?)$", "", name_of(url, "").removesuffix(".html")) + mark
