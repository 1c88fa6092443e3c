"""Addresses: what they lead to is tested at every step, and what cannot be fetched fails with its reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from workspace import addresses

PAGE = (
    b"<html><head><title>Returns</title></head><body><main><h1>Returns</h1><p>Within 30 days.</p></main></body></html>"
)


class Site(BaseHTTPRequestHandler):
    """A site with a page, a page that has moved, one that leads in a circle and one that leads away."""

    def do_GET(self) -> None:
        leads = {
            "/old": "/returns",
            "/circle": "/circle",
            "/inside": "http://169.254.169.254/latest",
            "/broken": "http://[::1",
        }.get(self.path)
        self.send_response(302 if leads else 200 if self.path == "/returns" else 404)
        if leads:
            self.send_header("Location", leads)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_page_is_fetched_and_named_after_its_address(site: str) -> None:
    found = addresses.upload(f"{site}/returns", private=True)
    assert (found.error, found.data, found.url) == (None, PAGE, f"{site}/returns")
    assert found.name.startswith("127-0-0-1")
    assert found.name.endswith("returns.html")


def test_a_page_that_has_moved_keeps_the_address_it_moved_to(site: str) -> None:
    assert addresses.upload(f"{site}/old", private=True).url == f"{site}/returns"


@pytest.mark.parametrize(
    ("path", "reason"), [("/circle", "on and on"), ("/nowhere", "404"), ("/inside", "https"), ("/broken", "no address")]
)
def test_what_cannot_be_fetched_says_why(site: str, path: str, reason: str) -> None:
    assert reason in (addresses.upload(f"{site}{path}", private=True).error or "")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://me:pw@x.example/"]
)
def test_addresses_inside_are_not_fetched_unless_allowed(url: str) -> None:
    assert addresses.upload(url).error


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:99999/", "http://127.0.0.1:-1/", "http://[::1", "http://x.example:1x/"]
)
def test_an_address_that_is_none_is_an_upload_that_failed(url: str) -> None:
    failed = addresses.upload(url)
    assert "cannot be used" in (failed.error or "")
    assert failed.name.endswith(".html")
    assert addresses.key_of(url)
