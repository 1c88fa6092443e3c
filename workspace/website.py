"""A website read page by page: found by its sitemap or by its links, robots.txt heard, one request at a time.

Nothing here is stored. ``pages`` finds the addresses, ``read`` fetches one as something to add. Both ask through
``bots.fetching``: every address, also after a redirect, is resolved once, tested and connected to.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from time import monotonic, sleep
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from bots.fetching import Fetched, FetchFailed
from bots.fetching import fetch as guarded
from documents import DocumentError, Links, links, sitemap
from knowledge import Upload
from knowledge.uploads import PAGE
from workspace.addresses import key_of, name_of, onward

MOST_PAGES = 1000
DEEPEST = 5
HOPS = 5
PAUSE = 0.5  # seconds between two requests to a site
LONGEST_PAUSE = 10.0  # what a site may ask for
LARGEST = 25_000_000
_ROBOT = "Tacit"
_ADDRESS = 500
_VARIANTS = 20  # addresses that differ only after the question mark
_SITEMAPS = 30
_TRACKING = re.compile(r"^(?:utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|ref|sessionid|phpsessid)$", re.IGNORECASE)
_NOT_PAGES = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|ico|css|js|mjs|json|xml|rss|zip|gz|tgz|rar|7z|exe|dmg|apk|mp[34]|mov|avi|webm|wav|"
    r"woff2?|ttf|eot)$",
    re.IGNORECASE,
)
Fetch = Callable[..., Fetched]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What of a website is read. ``depth`` 0 is the page alone; ``picked`` are the pages somebody chose."""

    depth: int = 2
    most: int = 200
    whole_site: bool = False
    picked: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    private: bool = False
    on_finding: str = "mask"
    licence: str = ""
    owner: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """As ``to_json`` wrote it; what later versions added is left out."""
        known = {name: given[name] for name in cls.__slots__ if name in given}
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in known.items()}
        return cls(**values)


@dataclass(frozen=True, slots=True)
class PageFound:
    """An address on a site; ``title`` "" when the page itself was not read to find it."""

    address: str
    title: str = ""


class NotRead(Enum):
    """Why there is nothing to add of a page. Only the first two are said by the page's own site."""

    GONE = auto()  # 404, 410
    UNWANTED = auto()  # by a robots.txt that was read, or by the page itself
    ELSEWHERE = auto()  # it leads to another site, which may be a notice while this one is mended


@dataclass
class Website:
    """One site while it is read. ``stop`` is asked between two requests; ``wait`` sleeps (tests do not)."""

    start: str
    settings: SiteSettings
    fetch: Fetch = guarded
    wait: Callable[[float], None] = sleep
    stop: Callable[[], bool] = lambda: False
    _robots: RobotFileParser | None = None
    _heard: bool = False  # whether a robots.txt of this site was read
    _pause: float = PAUSE
    _last: float = 0.0
    _kept: dict[str, Fetched] = field(default_factory=dict)

    def pages(self) -> Iterator[PageFound]:
        """The pages there are, the start first. Raises FetchFailed when the start itself cannot be read."""
        first, page = self._get(self.start)
        self._must_be_there(page)
        self.start = first
        self._kept[first] = page
        told: dict[str, None] = {}
        for found in self._found(first, page):
            if found.address in told or self.stop():
                continue
            told[found.address] = None
            yield found
            if len(told) >= min(self.settings.most, MOST_PAGES):
                return

    def read(self, address: str) -> Upload | NotRead:
        """One page to add, or why not. Raises FetchFailed when the site does not say: nothing is known of the page."""
        if not self._same_site(address):
            return NotRead.ELSEWHERE
        if not self._allowed(address):
            if not self._heard:
                raise FetchFailed("The site did not say what may be read (robots.txt).")
            return NotRead.UNWANTED
        kept = self._kept.pop(address, None)
        where, page = (address, kept) if kept is not None else self._get(address)
        if not self._same_site(where):
            return NotRead.ELSEWHERE
        if page.status in (404, 410):
            return NotRead.GONE
        self._must_be_there(page)
        if _is_html(page):
            said = _links(page)
            if said is not None and not said.index:
                return NotRead.UNWANTED
        return Upload(name_of(where, page.kind), page.body, origin=address, key=key_of(address), url=where, kind=PAGE)

    def leads_away(self, addresses: Iterable[str]) -> bool:
        """Whether there were pages, and the start now leads to a site that has none of them."""
        known = list(addresses)
        return bool(known) and not any(self._same_site(one) for one in known)

    def _found(self, first: str, page: Fetched) -> Iterator[PageFound]:
        said = _links(page) if _is_html(page) else None
        yield PageFound(first, said.title if said else "")
        if self.settings.depth == 0:
            return
        listed = [one for one in self._listed() if self._wanted(one)]
        yield from (PageFound(one) for one in listed)
        if not listed:
            yield from self._linked(first, said)

    def _listed(self) -> list[str]:
        """What the site's sitemaps list."""
        robots = self._rules()
        waiting = list(robots.site_maps() or [urljoin(self.start, "/sitemap.xml")])
        found: dict[str, None] = {}
        for number, address in enumerate(waiting):
            if number >= _SITEMAPS or len(found) >= 10 * MOST_PAGES or self.stop():
                break
            if not self._same_site(address):
                continue
            try:
                _, page = self._get(address)
                said = sitemap(page.body) if page.status == 200 and page.body else None
            except (FetchFailed, DocumentError):
                continue
            if said is not None and said.nested:
                waiting += said.addresses[:_SITEMAPS]
            elif said is not None:
                found |= dict.fromkeys(plain_address(one) for one in said.addresses)
        return list(found)

    def _linked(self, first: str, said: Links | None) -> Iterator[PageFound]:
        """Level by level over the links, within depth and scope."""
        level = [(first, said)]
        seen = {first}
        variants: Counter[str] = Counter()
        for depth in range(1, min(self.settings.depth, DEEPEST) + 1):
            following: list[tuple[str, Links | None]] = []
            for address, page in level:
                for link in self._onward(address, page):
                    variants[link.partition("?")[0]] += 1
                    if link in seen or not self._wanted(link) or variants[link.partition("?")[0]] > _VARIANTS:
                        continue
                    seen.add(link)
                    if self.stop():
                        return
                    read = self._look(link)
                    if read is None:
                        continue
                    yield PageFound(link, read.title)
                    if depth < self.settings.depth:
                        following.append((link, read))
            level = following

    def _onward(self, address: str, page: Links | None) -> Iterator[str]:
        if page is None or not page.follow:
            return
        base = urljoin(address, page.base) if page.base else address
        for link in page.links:
            try:
                yield plain_address(urljoin(base, link))
            except ValueError:
                continue

    def _look(self, address: str) -> Links | None:
        """A page's links; the page is kept for ``read``. None when it cannot be read or is not for robots."""
        try:
            where, page = self._get(address)
        except FetchFailed:
            return Links("", ())  # named all the same, so that its reason stands beside it later
        if page.status == 429 or page.status >= 500:
            return Links("", ())  # the site is ill, not its link: its reason will stand beside it
        if page.status != 200 or not self._same_site(where):
            return None
        if len(self._kept) < 50:
            self._kept[address] = page
        return _links(page) if _is_html(page) else Links("", ())

    def _wanted(self, address: str) -> bool:
        if not self._same_site(address):
            return False
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and len(address) <= _ADDRESS
            and (self.settings.whole_site or parts.path.startswith(_folder(self.start)))
            and not _NOT_PAGES.search(parts.path)
            and not any(word and word in address for word in self.settings.skip)
            and not _goes_round(parts.path)
            and self._allowed(address)
        )

    def _same_site(self, address: str) -> bool:
        try:
            mine, other = urlsplit(self.start), urlsplit(address)
            return _host(mine.hostname) == _host(other.hostname) and (mine.port or 0) == (other.port or 0)
        except ValueError:
            return False

    def _allowed(self, address: str) -> bool:
        return self._rules().can_fetch(_ROBOT, address)

    def _rules(self) -> RobotFileParser:
        """robots.txt, read once. Missing means everything is allowed; a site that fails to say allows nothing."""
        if self._robots is None:
            robots = RobotFileParser()
            try:
                where, page = self._get(urljoin(self.start, "/robots.txt"))
                self._heard = page.status == 200 and self._same_site(where)
                lines = page.body[:500_000].decode("utf-8", "replace").splitlines() if page.status == 200 else []
                robots.parse(lines if page.status < 500 else ["User-agent: *", "Disallow: /"])
            except FetchFailed:
                robots.parse([])
            delay = robots.crawl_delay(_ROBOT)
            self._pause = min(max(PAUSE, float(delay or 0)), LONGEST_PAUSE)
            self._robots = robots
        return self._robots

    def _get(self, address: str) -> tuple[str, Fetched]:
        """Where it was found in the end, and what was there."""
        for _ in range(HOPS + 1):
            self.wait(max(0.0, self._last + self._pause - monotonic()))
            try:
                found = self.fetch("GET", address, private=self.settings.private, accept=_ACCEPT, largest=LARGEST,
                                   plain=True)  # fmt: skip
            finally:
                self._last = monotonic()
            if found.status not in (301, 302, 303, 307, 308) or not found.location:
                return plain_address(address), found
            address = onward(address, found.location)
        raise FetchFailed("The address leads on and on.")

    def _must_be_there(self, page: Fetched) -> None:
        if page.status != 200:
            raise FetchFailed(f"The site answered {page.status}.")


_ACCEPT = "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.5"


def plain_address(address: str) -> str:
    """An address as one page is known: no fragment, no tracking, host in lower case. ValueError when it is none."""
    parts = urlsplit(address.strip())
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)])
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _links(page: Fetched) -> Links | None:
    try:
        return links(page.body) if page.body else None
    except DocumentError:
        return None


def _is_html(page: Fetched) -> bool:
    return "html" in page.kind or (not page.kind and b"<html" in page.body[:2000].lower())


def _host(name: str | None) -> str:
    return (name or "").lower().removeprefix("www.")


def _folder(address: str) -> str:
    """What stands under the start: /docs/ for /docs/ and for /docs/start.html, everything for the front page."""
    path = urlsplit(address).path or "/"
    return path if path.endswith("/") else posixpath.dirname(path).rstrip("/") + "/"


def _goes_round(path: str) -> bool:
    """A path that repeats itself, as broken relative links make them: /a/b/a/b/a/b."""
    return any(count >= 3 for count in Counter(part for part in path.split("/") if part).values())
