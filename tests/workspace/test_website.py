"""A website is found by its sitemap or its links, within its scope, with robots.txt heard and one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bots.fetching import Fetched, FetchFailed, fetch
from knowledge import Upload
from workspace.website import PAUSE, NotRead, SiteSettings, Website

HTML = "text/html"
Site = Mapping[str, bytes | str | int | Fetched]


def page(*links: str, title: str = "A page", head: str = "", words: str = "Some words to read.") -> bytes:
    anchors = "".join(f'<a href="{link}">x</a>' for link in links)
    return f"<html><head><title>{title}</title>{head}</head><body><p>{words}</p>{anchors}</body></html>".encode()


class Wire:
    """A site in memory that remembers what was asked of it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.asked: list[str] = []
        self.waited: list[float] = []

    def fetch(self, _: str, url: str, **__: object) -> Fetched:
        self.asked.append(url)
        found = self.site.get(url, 404)
        if isinstance(found, Fetched):
            return found
        if isinstance(found, int):
            return Fetched(found, b"")
        if isinstance(found, str):
            return Fetched(301, b"", location=found)
        return Fetched(200, found, "application/xml" if url.endswith(".xml") else HTML)


@pytest.fixture
def crawl() -> Callable[..., tuple[list[str], Wire]]:
    def go(site: Site, start: str = "https://shop.example/help/", **settings: object) -> tuple[list[str], Wire]:
        wire = Wire(site)
        made = Website(start, SiteSettings(**settings), wire.fetch, wire.waited.append)  # type: ignore[arg-type]
        return [found.address for found in made.pages()], wire

    return go


S = "https://shop.example"


def read(wire: Wire, under: str) -> Upload | NotRead:
    return Website(f"{S}/help/", SiteSettings(), wire.fetch, wire.waited.append).read(f"{S}/help/{under}")


def test_links_are_followed_to_the_depth_within_the_folder(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    site = {
        f"{S}/help/": page("returns", "/shop/pens", "https://other.example/help/x", "#top"),
        f"{S}/help/returns": page("deep"),
        f"{S}/help/deep": page("deeper"),
        f"{S}/help/deeper": page(),
    }
    found, wire = crawl(site, depth=2)
    assert found == [f"{S}/help/", f"{S}/help/returns", f"{S}/help/deep"]
    assert not any("other.example" in asked for asked in wire.asked)
    assert crawl(site, depth=0)[0] == [f"{S}/help/"]


def test_the_whole_site_can_be_asked_for(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    site = {f"{S}/help/": page("/shop/pens"), f"{S}/shop/pens": page()}
    assert crawl(site, whole_site=True)[0] == [f"{S}/help/", f"{S}/shop/pens"]


def test_a_sitemap_names_the_pages(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    index = f"<sitemapindex><sitemap><loc>{S}/one.xml</loc></sitemap></sitemapindex>".encode()
    one = f"<urlset><url><loc>{S}/help/a?x=1&amp;utm_source=n</loc></url><url><loc>{S}/blog/b</loc></url></urlset>"
    site = {f"{S}/help/": page("c"), f"{S}/sitemap.xml": index, f"{S}/one.xml": one.encode(), f"{S}/help/c": page()}
    assert crawl(site)[0] == [f"{S}/help/", f"{S}/help/a?x=1"]


def test_robots_txt_is_heard(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    site = {
        f"{S}/robots.txt": b"User-agent: *\nDisallow: /help/private\nCrawl-delay: 3",
        f"{S}/help/": page("private/a", "open"),
        f"{S}/help/open": page(),
    }
    found, wire = crawl(site)
    assert found == [f"{S}/help/", f"{S}/help/open"]
    assert f"{S}/help/private/a" not in wire.asked
    assert max(wire.waited) > 2.5
    assert crawl({**site, f"{S}/robots.txt": 503})[0] == [f"{S}/help/"]


def test_a_page_that_asks_not_to_be_kept_is_not_read() -> None:
    wire = Wire({f"{S}/help/": page(head='<meta name="robots" content="noindex">')})
    assert read(wire, "") is NotRead.UNWANTED


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_is_gone_only_when_its_site_says_so(status: int) -> None:
    assert read(Wire({f"{S}/help/": page(), f"{S}/help/a": status}), "a") is NotRead.GONE
    assert read(Wire({f"{S}/robots.txt": b"User-agent: *\nDisallow: /help/a", f"{S}/help/a": page()}), "a") is (
        NotRead.UNWANTED
    )


@pytest.mark.parametrize(
    ("robots", "there"),
    [(503, page()), (404, 503), (404, 429), (404, 403), ("https://repair.example/robots.txt", page())],
    ids=["no robots.txt to be had", "a page that fails", "too many requests", "refused", "a robots.txt from elsewhere"],
)  # fmt: skip
def test_a_site_that_does_not_say_leaves_it_open(robots: int | str, there: bytes | int) -> None:
    nothing = b"User-agent: *\nDisallow: /"
    wire = Wire({f"{S}/robots.txt": robots, f"{S}/help/a": there, "https://repair.example/robots.txt": nothing})
    with pytest.raises(FetchFailed):
        read(wire, "a")


def test_requests_are_a_pause_apart(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    _, wire = crawl({f"{S}/help/": page("a"), f"{S}/help/a": page()})
    assert all(PAUSE * 0.8 < waited <= PAUSE for waited in wire.waited[1:])


@pytest.mark.parametrize(
    "links",
    [
        [f"c?page={n}" for n in range(500)],
        ["a/b/a/b/a/b/a/b/"],
        [f"{'x' * 600}"],
        ["photo.jpg", "data.zip", "mailto:a@b.example"],
    ],
    ids=["a calendar without end", "a path that goes round", "an endless address", "no pages"],
)  # fmt: skip
def test_traps_end(crawl: Callable[..., tuple[list[str], Wire]], links: list[str]) -> None:
    site = {f"{S}/help/": page(*links)} | {f"{S}/help/c?page={n}": page() for n in range(500)}
    assert len(crawl(site)[0]) <= 21


def test_no_more_pages_than_asked_for(crawl: Callable[..., tuple[list[str], Wire]]) -> None:
    site = {f"{S}/help/": page(*(f"p{n}" for n in range(50)))} | {f"{S}/help/p{n}": page() for n in range(50)}
    assert len(crawl(site, most=10)[0]) == 10


def test_a_redirect_to_another_site_is_not_taken_for_a_page() -> None:
    wire = Wire({f"{S}/help/": page(), f"{S}/help/a": "https://other.example/a", "https://other.example/a": page()})
    assert read(wire, "a") is NotRead.ELSEWHERE


def test_redirects_without_end_are_given_up() -> None:
    wire = Wire({f"{S}/help/": f"{S}/help/"})
    with pytest.raises(FetchFailed, match="on and on"):
        list(Website(f"{S}/help/", SiteSettings(), wire.fetch, wire.waited.append).pages())


@pytest.mark.parametrize("inside", ["http://127.0.0.1:9/", "http://169.254.169.254/latest/", "http://[::1]:9/"])
def test_a_redirect_inside_the_network_is_refused(inside: str) -> None:
    def hop(method: str, url: str, **more: object) -> Fetched:
        if url.startswith(S):
            return Fetched(302, b"", location=inside)
        return fetch(method, url, **more)  # type: ignore[arg-type]

    with pytest.raises(FetchFailed, match="private network"):
        list(Website(f"{S}/help/", SiteSettings(), hop, lambda _: None).pages())


def test_a_page_becomes_an_upload_with_its_address() -> None:
    wire = Wire({f"{S}/help/a": page(title="Returns"), f"{S}/help/gone": 410, f"{S}/help/ill": 500})
    site = Website(f"{S}/help/", SiteSettings(), wire.fetch, wire.waited.append)
    upload = site.read(f"{S}/help/a")
    assert isinstance(upload, Upload)
    assert (upload.key, upload.url, upload.kind) == ("shop-example-help-a", f"{S}/help/a", "page")
    assert site.read(f"{S}/help/gone") is NotRead.GONE
    with pytest.raises(FetchFailed, match="500"):
        site.read(f"{S}/help/ill")


def test_links_and_redirects_that_are_no_addresses_are_passed_over(
    crawl: Callable[..., tuple[list[str], Wire]],
) -> None:
    site = {f"{S}/help/": page("http://[::1", f"{S}:99999/help/x", f"{S}/help/moved"), f"{S}/help/moved": "http://[::1"}
    assert f"{S}/help/" in crawl(site)[0]
