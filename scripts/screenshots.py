"""Takes pictures of the screens, on the demo shop with its talks. The demo shop's port must be free.

python -m scripts.screenshots                        the README's pictures, into docs/screenshots
python -m scripts.screenshots --into DIR [NAME…]     every screen at two widths, light and dark, to look at
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser_setup import FLAGS, chromium
from tests.servers import ROOT, Server, environment, free_port, running

OUT = ROOT / "docs" / "screenshots"
PAGES = {
    "bots": "/",
    "about": "/about?bot=ada-support",
    "knows": "/knows?bot=ada-support",
    "does": "/does?bot=ada-support",
    "does-booking": "/does?bot=ada-workshop",
    "does-survey": "/does?bot=ada-visit",
    "keeps-secret": "/keeps-secret?bot=ada-support",
    "looks": "/looks?bot=ada-support",
    "tests": "/tests?bot=ada-support",
    "publish": "/publish?bot=ada-support",
    "bookings": "/bookings",
    "inbox": "/inbox",
    "insights": "/insights",
    "privacy": "/privacy",
    "settings": "/settings",
}
# What the README shows: the repository holds no other picture.
README: dict[str, tuple[tuple[int, str], ...]] = {
    "preview": ((1440, "light"),),
    "keeps-secret": ((1440, "light"),),
    "insights": ((1440, "light"),),
    "widget": ((1440, "light"), (390, "dark")),
}
SHOP_PORT = 8601  # the one the demo bots have on their list
SIZES = {1440: 900, 390: 844}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OWNER = {"name": "Ada Okafor", "email": "ada@adaandfinch.example", "password": "a drawer of old nibs"}
# Scrolls the phone alone, not the page around it.
INTO_SIGHT = """fold => {
  let box = fold.parentElement
  while (box.scrollHeight <= box.clientHeight) box = box.parentElement
  box.scrollTop += fold.getBoundingClientRect().top - box.getBoundingClientRect().top - 8
}"""
ASKED = "How long can I return a pen? I am Mara Okoye, my number is +49 171 5550142"


def main() -> None:
    """Start a server on a folder of its own, fill it, and photograph the screens."""
    every = [*PAGES, "preview", "widget"]
    parser = argparse.ArgumentParser(prog="python -m scripts.screenshots")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(every))
    parser.add_argument("--into", type=Path, metavar="DIR", help="where to put every width and scheme")
    given = parser.parse_args()
    if unknown := set(given.names) - set(every):
        parser.error(f"There is no screen {', '.join(sorted(unknown))}. Known: {', '.join(every)}.")
    folder: Path = given.into or OUT
    folder.mkdir(parents=True, exist_ok=True)
    wanted = given.names or (every if given.into else list(README))
    with shop() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        state = log_in(browser, server)
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB",
                    storage_state=state, device_scale_factor=2 if width < 500 else 1,
                )  # fmt: skip
                page = context.new_page()
                for name in wanted:
                    if given.into or (width, scheme) in README.get(name, ()):
                        photograph(page, server, name, folder / f"{name}-{width}-{scheme}.png")
                context.close()
        browser.close()


@contextmanager
def shop() -> Iterator[Server]:
    """A server with the demo shop."""
    with tempfile.TemporaryDirectory() as folder:
        data, port = Path(folder) / "data", free_port()
        install(data, port)
        with running(data, port=port, demo_port=SHOP_PORT) as server:
            yield server


def install(data: Path, port: int) -> None:
    """The demo shop with its customers' talks; one that fails stops everything with its words."""
    command = [sys.executable, "-m", "workspace", "install-demo"]
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=environment(data, port), check=True, stdout=subprocess.DEVNULL
    )


def log_in(browser: Browser, server: Server) -> str:
    """Make the owner's account by the one-time link; the path of the browser's state."""
    link = re.search(r"http://\S+/welcome/\S+", server.output())
    if link is None:
        raise SystemExit("The server printed no one-time link:\n" + server.output())
    page = browser.new_page()
    page.goto(link.group())
    for name, value in {**OWNER, "again": OWNER["password"]}.items():
        page.fill(f"input[name={name}]", value)
    page.click("button[type=submit]")
    settled(page)
    state = str(server.data.with_suffix(".state.json"))
    page.context.storage_state(path=state)
    page.context.close()
    return state


def photograph(page: Page, server: Server, name: str, out: Path) -> None:
    """One screen; ``preview`` is a bot's page after a message with personal details in it."""
    if name == "widget":
        visit(page, server)
        page.screenshot(path=out)
        print(out, file=sys.stderr)
        return
    page.goto(server.url + PAGES.get(name, PAGES["about"]))
    settled(page)
    if name == "insights":  # all that the demo's customers did
        page.get_by_text("30 days", exact=True).click()
        settled(page)
    if name == "preview":
        box = page.get_by_label("Message to the draft")
        box.fill(ASKED)
        box.press("Enter")
        page.locator("details.curtain").first.wait_for(timeout=30_000)
        page.locator("details.curtain > summary").first.click()
        page.locator(".phone").scroll_into_view_if_needed()
        page.locator("details.curtain").first.evaluate(INTO_SIGHT)
        page.wait_for_timeout(400)
    page.screenshot(path=out)
    print(out, file=sys.stderr)


def visit(page: Page, server: Server) -> None:
    """The shop's own page with the widget open, consent given and one question answered."""
    page.goto(server.demo_url)
    page.locator(".launcher").click()
    page.locator("textarea").fill(ASKED)
    page.locator("textarea").press("Enter")
    page.locator(".ask .main").click()
    page.locator(".thumbs").first.wait_for(timeout=60_000)
    page.wait_for_timeout(600)


def settled(page: Page) -> None:
    """Wait until the script has ended and the page's own parts are loaded."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(1200)


if __name__ == "__main__":
    main()
