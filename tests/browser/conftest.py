"""One server, started as ``make run`` starts it, and one Chromium with a fresh profile, for the tests of a module.

Playwright keeps an event loop in the thread it was started in, so nothing here outlives the module.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser_setup import FLAGS, chromium
from tests.servers import SERVE, Server, free_port, running

OWNER = {"name": "Ada Okafor", "email": "ada@adaandfinch.example", "password": "a drawer of old nibs"}
PATIENCE = 60_000  # milliseconds, on a busy machine
expect.set_options(timeout=PATIENCE)


@dataclass
class Witness:
    """What the browser asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        """Sees everything a context does from now on."""
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def abroad(self) -> list[str]:
        """Requests that would leave this machine."""
        away = (url for url in self.requests if urlsplit(url).scheme not in {"data", "blob", "about"})
        return [url for url in away if urlsplit(url).hostname not in {"127.0.0.1", "localhost", "::1"}]

    def about_policies(self) -> list[str]:
        """Complaints about a content security policy, and scripts that failed."""
        return [text for text in self.complaints if re.search("Content Security Policy|CSP|uncaught", text, re.I)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the demo shop in a folder of its own."""
    data = tmp_path_factory.mktemp("served") / "data"
    with running(data, SERVE, demo_port=free_port()) as server:
        yield server


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """A browser that can resolve no name: a request that should stay here cannot leave even by mistake."""
    flags = [*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def witness() -> Witness:
    return Witness()


@pytest.fixture(scope="module")
def visit(chrome: Browser, witness: Witness) -> Callable[..., Page]:
    """Opens a page in a profile of its own, under the eyes of the witness."""

    def opened(**options: Any) -> Page:
        given = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options
        context = chrome.new_context(**given)
        context.set_default_timeout(PATIENCE)
        witness.follow(context)
        return context.new_page()

    return opened


@pytest.fixture(scope="module")
def owner(served: Server, visit: Callable[..., Page]) -> Page:
    """The owner's tab: the one-time link was opened and the account made."""
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=served.url)
    link = re.search(r"http://\S+/welcome/\S+", served.output())
    assert link, served.output()
    page.goto(link.group())
    for name, value in {**OWNER, "again": OWNER["password"]}.items():
        page.fill(f"input[name={name}]", value)
    page.get_by_role("button", name="Make my account").click()
    settled(page)
    return page


@pytest.fixture(scope="module")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page, str], None]:
    """Keeps a picture of a step; the folder's name is printed when a test fails."""
    folder = tmp_path_factory.mktemp("shots")
    print(f"Pictures: {folder}")

    def shoot(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{len(list(folder.iterdir())):02}-{name}.png")

    return shoot


def settled(page: Page) -> None:
    """Waits until a page of the builder has run and its parts are drawn."""
    page.locator("h1").first.wait_for()
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.wait_for_function("() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')")
    page.wait_for_load_state("networkidle")


def violations(page: Page, *excluded: str) -> list[str]:
    """What axe finds serious or critical on a page, open shadow roots included; ``excluded`` are selectors."""
    context = {"exclude": [[selector] for selector in excluded]} if excluded else None
    found = Axe().run(page, context=context).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:200]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


@contextmanager
def site(server: Server) -> Iterator[tuple[str, Callable[[str], None]]]:
    """A careful shop's site on another port: its address, and how to put a line into its page.

    Its policy lets in nothing but the widget's script and the calls it makes.
    """
    lines: list[str] = []

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = (
                '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quill &amp; Co</title></head>'
                f"<body><main><h1>Pens</h1><p>We sell pens.</p></main>{''.join(lines)}</body></html>"
            )
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy",
                f"default-src 'none'; script-src {server.url}; connect-src {server.url}; base-uri 'none'",
            )
            self.end_headers()
            self.wfile.write(html.encode() if self.path == "/" else b"")

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as http:
        http.daemon_threads = True
        threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}", lines.append
        http.shutdown()
