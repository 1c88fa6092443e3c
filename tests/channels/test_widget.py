"""The widget in a real Chromium, on a page of another origin under a strict policy."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright
from starlette.responses import HTMLResponse
from starlette.routing import Mount
from starlette.routing import Route as Address
from starlette.staticfiles import StaticFiles

from channels.demo_site import demo_app
from tests.browser_setup import FLAGS, chromium
from tests.channels.conftest import QUESTION, Place
from tests.channels.people import beside, say, take
from tests.servers import free_port
from workspace import inbox

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("channels-server"), pytest.mark.timeout(900)]
FOLDER = Path(__file__).parent.parent.parent / "channels" / "widget"
MOST_BYTES = 12_000
expect.set_options(timeout=60_000)  # milliseconds, on a busy machine; five seconds by default
PRIVATE = f"{QUESTION} Write to mara@mail.example"
# Waits for every movement that has an end.
MOVED = """e => Promise.all(e.getAnimations({subtree: true})
  .filter(one => one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished))"""
OBSERVER = """
window.said = []; window.blocked = [];
document.addEventListener('securitypolicyviolation', (event) => window.blocked.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")  # no longer: while it is open no other test of this thread can run an event loop
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def shop_page(place: Place, port: int) -> Iterator[str]:
    """The demo shop's page with the test's bot on it, at a port; beside it the widget's sources."""
    app = demo_app(place.server.url, lambda: place.shop)
    snippet = f'<script async src="{place.server.url}/widget.js" data-bot="{place.shop}"></script>'
    blank = Address("/blank", lambda _: HTMLResponse("<!doctype html><title>blank</title>"))
    arabic = Address("/arabic", lambda _: HTMLResponse(f"<!doctype html><html lang='ar'><title>متجر</title>{snippet}"))
    app.router.routes[:0] = [blank, arabic, Mount("/src", StaticFiles(directory=FOLDER / "src"))]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="session")
def shop(place: Place) -> Iterator[str]:
    """The page of the site that is on the bot's list."""
    port = urlsplit(place.site).port
    assert port
    with shop_page(place, port) as url:
        yield url


@dataclass
class Visit:
    """A visitor's page: the widget's parts, what was requested, what the console complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, url: str) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.add_init_script(OBSERVER)
        self.page.goto(url)

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.complaints.append(line.text)

    def open(self) -> None:
        self.page.locator(".launcher").click()
        expect(self.page.locator(".panel")).to_be_visible()

    def ask(self, text: str) -> None:
        self.page.locator("textarea").fill(text)
        self.page.keyboard.press("Enter")

    def agree(self) -> None:
        self.page.locator(".ask .main").click()

    def answered(self, replies: int = 2) -> None:
        """Waits for a finished reply; the welcome is the first."""
        expect(self.page.locator(".thumbs")).to_have_count(replies - 1)

    def blocked(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.blocked")
        return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, shop: str) -> Visit:
    found = Visit(context.new_page())
    found.go(shop)
    expect(found.page.locator(".launcher")).to_be_visible()
    return found


class TestFile:
    def test_it_is_small(self) -> None:
        size = len(gzip.compress((FOLDER / "widget.js").read_bytes(), 9))
        assert size <= MOST_BYTES, f"{size} bytes"

    def test_it_was_built_from_these_sources(self) -> None:
        digest = hashlib.sha256()
        for path in sorted((FOLDER / "src").iterdir()):
            digest.update(f"{path.name}\n".encode())
            digest.update(path.read_bytes())
        first = (FOLDER / "widget.js").read_text("utf-8").splitlines()[0]
        assert digest.hexdigest()[:16] in first, "run `npm run build` in channels/widget"

    def test_it_never_parses_html_or_evaluates_text(self) -> None:
        code = (FOLDER / "widget.js").read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval(",
                     "new Function", "localStorage", "document.cookie", "indexedDB"):  # fmt: skip
            assert word not in code, word


class TestBeforeOpening:
    def test_nothing_is_called_and_nothing_is_stored(self, visit: Visit, place: Place, context: BrowserContext) -> None:
        visit.page.wait_for_timeout(300)
        calls = [url for url in visit.requests if url.startswith(place.server.url)]
        assert calls == [f"{place.server.url}/widget.js"]
        assert visit.page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
        assert context.cookies() == []

    def test_the_page_is_left_as_it_was(self, visit: Visit) -> None:
        assert visit.page.evaluate("document.querySelectorAll('style, link[rel=stylesheet]').length") == 1
        assert visit.complaints == []
        assert visit.blocked() == []


class TestTalk:
    def test_a_visitor_asks_consents_and_is_answered(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        expect(page.locator(".ai")).to_have_text("AI assistant")
        expect(page.locator(".foot a")).to_have_attribute("href", re.compile(r"/notice/pub_\w+\?language=en"))
        expect(page.locator("textarea")).to_be_focused()

        visit.ask(PRIVATE)
        expect(page.locator(".ask")).to_be_visible()
        assert page.locator("textarea").input_value() == PRIVATE, "what was typed stays"
        assert page.locator(".mine").count() == 0
        page.locator(".ask .plain").click()
        expect(page.locator(".ask")).to_be_hidden()
        assert page.locator("textarea").input_value() == PRIVATE, "also after declining"

        page.keyboard.press("Enter")
        visit.agree()
        visit.answered()
        expect(page.locator(".reply").last).to_contain_text("30 days")
        expect(page.locator(".card").first).to_contain_text("Returns")
        expect(page.locator(".mine .bar")).to_have_attribute("aria-label", "e-mail, kept secret")
        expect(page.locator(".mine")).not_to_contain_text("mara@mail.example")
        expect(page.locator("textarea")).to_have_value("")
        expect(page.locator("[role=status][aria-live=polite]")).to_contain_text("30 days")
        assert visit.complaints == []
        assert visit.blocked() == []

    def test_what_is_sent_is_what_stands_in_the_field_when_it_is_agreed_to(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.ask("What was typed first")
        page.locator("textarea").fill(QUESTION)
        visit.agree()
        visit.answered()
        expect(page.locator(".mine")).to_have_text(f"You: {QUESTION}")
        expect(page.locator("textarea")).to_have_value("")

    def test_a_starter_is_sent_and_what_was_typed_beside_it_stays(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        page.locator(".chip").first.click()
        page.locator("textarea").fill("Half a thought")
        visit.agree()
        visit.answered()
        expect(page.locator(".mine")).to_have_text(f"You: {QUESTION}")
        expect(page.locator("textarea")).to_have_value("Half a thought")

    def test_nothing_is_agreed_to_for_an_empty_field(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.ask(QUESTION)
        page.locator("textarea").fill("")
        before = len(visit.requests)
        visit.agree()
        expect(page.locator(".ask")).to_be_hidden()
        assert not [url for url in visit.requests[before:] if "/api/" in url]

    def test_a_survey_offers_a_way_to_start_and_takes_several_answers_at_once(
        self, place: Place, context: BrowserContext
    ) -> None:
        visit = Visit(context.new_page())
        visit.go(f"{place.server.url}/chat/{place.survey}")
        page = visit.page
        page.get_by_role("button", name="Start").click()
        visit.agree()
        done = page.get_by_role("button", name="Done")
        expect(done).to_be_disabled()
        page.get_by_role("button", name="Food and drink").click()
        page.get_by_role("button", name="Music").click()
        page.get_by_role("button", name="Coffee").click()
        page.get_by_role("button", name="Music").click()  # taken back
        assert page.locator(".mine").count() == 1, "a tap sends nothing yet"
        done.click()
        expect(page.locator(".mine").last).to_have_text("You: Coffee, Food and drink")
        expect(page.locator(".reply").last).to_contain_text("Would you come again?")

    def test_a_thumb_is_given_with_a_reason(self, visit: Visit) -> None:
        visit.open()
        visit.page.locator(".chip").first.click()
        visit.agree()
        visit.answered()
        visit.page.get_by_role("button", name="This did not help").click()
        visit.page.get_by_role("button", name="Something is missing").click()
        expect(visit.page.get_by_text("Thank you. It is noted.")).to_be_visible()
        expect(visit.page.get_by_role("button", name="This did not help")).to_have_attribute("aria-pressed", "true")

    def test_a_talk_goes_on_after_a_reload_and_is_forgotten_on_request(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.ask(PRIVATE)
        visit.agree()
        visit.answered()
        page.reload()
        visit.open()
        visit.answered()
        expect(page.locator(".mine")).to_contain_text(QUESTION)

        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="What do you hold on me?").click()
        expect(page.locator(".view")).to_contain_text("Messages in this talk: 1")
        expect(page.locator(".view li")).to_have_text([PRIVATE])  # their own words, not only a count
        expect(page.locator(".view")).to_contain_text("Details kept sealed: e-mail")
        page.locator(".view .main").click()
        expect(page.locator(".view")).to_contain_text("this talk is deleted")
        expect(page.get_by_role("button", name="Back to the talk")).to_have_count(0)
        page.locator(".view").get_by_role("button", name="New talk").click()
        assert page.locator(".mine").count() == 0
        assert page.evaluate("sessionStorage.length") == 0

    def test_a_lost_stream_is_taken_up_after_its_last_event(self, visit: Visit) -> None:
        sent: list[str | None] = []

        def once_broken(route: Route) -> None:
            sent.append(route.request.headers.get("last-event-id"))
            if len(sent) > 1:
                route.continue_()
                return
            answer = route.fetch()
            first = answer.text().split("\n\n")
            cut = "\n\n".join(first[:3]) + "\n\n"  # retry, accepted, the first words
            route.fulfill(response=answer, body=cut)

        visit.open()
        visit.page.route("**/messages", once_broken)
        visit.ask(QUESTION)
        visit.agree()
        visit.answered()
        assert sent == [None, "2"]
        expect(visit.page.locator(".reply").last).to_contain_text("30 days")
        assert visit.page.locator(".mine").count() == 1

    def test_a_server_that_is_away_is_said_in_plain_words_and_tried_again(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.ask(QUESTION)
        page.route("**/conversations", lambda route: route.abort())
        visit.agree()
        expect(page.locator(".error")).to_contain_text("cannot be reached")
        assert page.locator("textarea").input_value() == QUESTION
        page.unroute("**/conversations")
        visit.agree()
        visit.answered()

    def test_a_talk_that_timed_out_keeps_the_text(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.ask(QUESTION)
        visit.agree()
        visit.answered()
        refused = {"code": "token_expired", "status": 401, "title": "", "detail": "", "type": ""}
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/problem+json"}
        page.route("**/messages", lambda route: route.fulfill(status=401, json=refused, headers=headers))
        visit.ask("And on Sunday?")
        expect(page.locator(".error")).to_contain_text("timed out, to protect you")
        assert page.locator("textarea").input_value() == "And on Sunday?"

    def test_too_long_a_message_is_refused_before_it_is_sent(self, visit: Visit) -> None:
        visit.open()
        visit.ask("x" * 8001)
        expect(visit.page.locator(".error")).to_contain_text("too long")


class TestPerson:
    def test_a_person_answers_in_the_window_and_the_bot_comes_back(self, visit: Visit, place: Place) -> None:
        page = visit.page
        visit.open()
        visit.ask("I want to talk to a person.")
        visit.agree()
        visit.answered()
        expect(page.locator(".foot")).to_contain_text("A person was asked to come")
        with beside(place) as desk:
            talk: str = page.evaluate("JSON.parse(Object.values(sessionStorage)[0]).conversation")
            take(desk, talk)
            expect(page.locator(".note")).to_have_text("Ada & Finch has joined and answers here instead of the AI.")
            expect(page.locator(".ai")).to_have_text("Ada & Finch answers here.")
            expect(page.locator(".foot")).to_contain_text("Ada & Finch answers here.")
            assert page.locator(".log .chip").count() == 0, "what the bot offered is over"
            visit.ask("Where is my pen? Write to mara@mail.example")
            expect(page.locator(".mine .bar")).to_have_count(1)
            expect(page.locator(".wait")).to_have_count(0)
            say(desk, talk, "It is on its **way**.\n<b>Today</b>")
            said = page.locator(".reply.person")
            expect(said).to_contain_text("It is on its way.")
            expect(said).to_contain_text("<b>Today</b>")
            expect(page.locator("[role=status][aria-live=polite]")).to_contain_text("Ada & Finch: It is on its")
            _nothing_serious(page)
            page.reload()
            visit.open()
            expect(page.locator(".reply.person")).to_contain_text("It is on its way.")
            expect(page.locator(".ai")).to_have_text("Ada & Finch answers here.")
            inbox.give_back(desk, talk)
        expect(page.locator(".note").last).to_have_text("Ada & Finch has left. The AI answers again.")
        expect(page.locator(".ai")).to_have_text("AI assistant")
        visit.ask(QUESTION)
        expect(page.locator(".reply").last).to_contain_text("30 days")
        assert visit.complaints == []
        assert visit.blocked() == []

    def test_nothing_is_followed_while_the_window_is_closed(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        with page.expect_request("**/live"):
            visit.ask("I want to talk to a person.")
            visit.agree()
        visit.answered()
        page.keyboard.press("Escape")
        expect(page.locator(".panel")).to_be_hidden()
        asked = len([url for url in visit.requests if url.endswith("/live")])
        page.wait_for_timeout(1200)
        assert len([url for url in visit.requests if url.endswith("/live")]) == asked
        with page.expect_request("**/live"):
            visit.open()


class TestKeyboardAndReaders:
    def test_focus_stays_in_the_open_window_and_escape_gives_it_back(self, visit: Visit) -> None:
        page = visit.page
        page.locator(".launcher").focus()
        page.keyboard.press("Enter")
        expect(page.locator("textarea")).to_be_focused()
        for key in ("Tab", "Shift+Tab"):
            for _ in range(14):
                page.keyboard.press(key)
                assert page.evaluate("document.activeElement.shadowRoot?.activeElement?.closest('.panel') != null")
        page.keyboard.press("Escape")
        expect(page.locator(".panel")).to_be_hidden()
        expect(page.locator(".launcher")).to_be_focused()

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_serious(self, browser: Browser, shop: str, scheme: str) -> None:
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})  # type: ignore[arg-type]
        visit = Visit(context.new_page())
        visit.go(shop)
        visit.open()
        visit.ask(PRIVATE)
        _nothing_serious(visit.page)
        visit.agree()
        visit.answered()
        visit.page.get_by_role("button", name="This did not help").click()
        visit.page.locator(".panel").evaluate(MOVED)  # the bar has grown
        _nothing_serious(visit.page)
        visit.page.get_by_role("button", name="Menu").click()
        _nothing_serious(visit.page)
        visit.page.get_by_role("button", name="What do you hold on me?").click()
        expect(visit.page.locator(".view")).to_be_visible()
        _nothing_serious(visit.page)
        context.close()

    def test_motion_is_left_out_for_who_asks(self, browser: Browser, shop: str) -> None:
        context = browser.new_context(reduced_motion="reduce")
        visit = Visit(context.new_page())
        visit.go(shop)
        visit.open()
        visit.ask(PRIVATE)
        visit.agree()
        visit.answered()
        assert visit.page.locator(".bar").evaluate("e => getComputedStyle(e).animationName") == "none"
        context.close()


class TestPlaces:
    def test_a_site_that_is_not_on_the_list_is_refused(self, place: Place, context: BrowserContext) -> None:
        with shop_page(place, free_port()) as elsewhere:
            visit = Visit(context.new_page())
            said: list[str] = []
            visit.page.on("console", lambda line: said.append(line.text))
            visit.go(elsewhere)
            visit.page.locator(".launcher").click()
            expect(visit.page.locator(".launcher")).to_have_attribute("title", re.compile("cannot be reached"))
            assert visit.page.locator(".panel").count() == 0
            site = elsewhere.rstrip("/")
            assert any(f"Is {site} on the bot's list" in line for line in said), "for who built the page"

    def test_on_a_phone_it_fills_the_screen(self, browser: Browser, shop: str) -> None:
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
        visit = Visit(context.new_page())
        visit.go(shop)
        visit.open()
        box = visit.page.locator(".panel").bounding_box()
        assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
        assert visit.page.locator("textarea").evaluate("e => getComputedStyle(e).fontSize") == "16px"
        for button in visit.page.locator(".panel button:visible").all():
            size = button.bounding_box()
            assert size is not None
            assert min(size["width"], size["height"]) >= 44
        context.close()

    def test_at_four_hundred_percent_what_is_pressed_next_is_in_sight(self, browser: Browser, shop: str) -> None:
        context = browser.new_context(viewport={"width": 320, "height": 256})  # 1280 by 1024, WCAG 2.2, 1.4.10
        visit = Visit(context.new_page())
        visit.go(shop)
        visit.open()
        expect(visit.page.locator(".send")).to_be_in_viewport(ratio=1)
        visit.ask(PRIVATE)
        expect(visit.page.locator(".ask .main")).to_be_in_viewport(ratio=1)
        visit.agree()
        visit.answered()
        over = visit.page.locator(".panel").evaluate("e => e.scrollHeight - e.clientHeight")
        assert over == 0, "only the talk scrolls, not the window around it"
        context.close()

    def test_arabic_runs_from_right_to_left(self, browser: Browser, place: Place, shop: str) -> None:
        context = browser.new_context(locale="ar", viewport={"width": 1280, "height": 900})
        visit = Visit(context.new_page())
        visit.go(f"{shop}/arabic")
        visit.open()
        expect(visit.page.locator(".tacit")).to_have_attribute("dir", "rtl")
        expect(visit.page.locator("textarea")).to_have_attribute("placeholder", "اكتب رسالة")
        context.close()

    def test_the_full_page_opens_by_itself_without_complaint(self, place: Place, context: BrowserContext) -> None:
        visit = Visit(context.new_page())
        visit.go(f"{place.server.url}/chat/{place.shop}")
        expect(visit.page.locator(".panel")).to_be_visible()
        visit.ask(QUESTION)
        visit.agree()
        visit.answered()
        assert visit.complaints == []
        assert visit.blocked() == []

    def test_the_opt_out_signal_is_confirmed(self, browser: Browser, shop: str) -> None:
        context = browser.new_context(extra_http_headers={"Sec-GPC": "1"})
        visit = Visit(context.new_page())
        visit.go(shop)
        visit.open()
        expect(visit.page.locator(".log")).to_contain_text("Global Privacy Control")
        context.close()


class TestMarkdown:
    """What a hostile reply may look like, and what is made of it."""

    @pytest.mark.parametrize(
        ("text", "words", "tags"),
        [
            ("**bold** and *soft*", "bold and soft", ["P", "STRONG", "EM"]),
            ("- one\n- two", "onetwo", ["UL", "LI", "LI"]),
            ("3. three\n4. four", "threefour", ["OL", "LI", "LI"]),
            ("# Title", "Title", ["P", "STRONG"]),
            ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", ["P"]),
            ("<script>alert(1)</script>", "<script>alert(1)</script>", ["P"]),
            ("![alt](https://evil.example/x.png)", "alt", ["P"]),
            ("[x](javascript:alert(1))", "x", ["P", "SPAN"]),
            ("[x](data:text/html,<b>)", "x", ["P", "SPAN"]),
            ("[x](//evil.example)", "x", ["P", "SPAN"]),
            ("[x](https://me:secret@evil.example)", "x", ["P", "SPAN"]),
            ("[**x**](https://shop.example/a(b))", "x", ["P", "A", "STRONG"]),
            ("see https://shop.example/page.", "see https://shop.example/page.", ["P", "A"]),
        ],
    )
    def test_only_a_little_is_rendered(
        self, context: BrowserContext, shop: str, text: str, words: str, tags: list[str]
    ) -> None:
        page = context.new_page()
        page.goto(f"{shop}/blank")
        found = page.evaluate(
            """async (text) => {
                const { render } = await import('/src/markdown.js');
                const box = document.createElement('div');
                box.append(render(text));
                const all = [...box.querySelectorAll('*')];
                const links = all.filter((e) => e.href).map((e) => [e.protocol, e.rel]);
                return [box.textContent, all.map((e) => e.tagName), links];
            }""",
            text,
        )
        assert found[0] == words
        assert found[1] == tags
        for protocol, rel in found[2]:
            assert protocol in {"http:", "https:"}
            assert "noopener" in rel


def _nothing_serious(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    bad = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}]
    assert bad == []
