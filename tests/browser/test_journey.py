"""What a newcomer does, in a real browser: account, bot, documents, preview, publish, another site, insights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import PATIENCE, Witness, settled, site, violations
from tests.servers import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(1500)]

NAME = "Quill & Co"
PHONE, EMAIL, PERSON = "+49 171 5550142", "mara.okoye@example.org", "Mara Okoye"
ASKED = f"How long can I return a pen? I am {PERSON}, {EMAIL}, {PHONE}"
RETURNS = b"""# Returns

## How long can I return a pen?

You can return a pen within 30 days of delivery, inked or not. We pay the postage.

## What if it was engraved?

An engraved pen cannot be returned unless it is faulty.
"""
HOURS = b"""<!doctype html><html lang="en"><head><title>Opening hours</title></head><body><h1>Opening hours</h1>
<h2>When are you open?</h2><p>The shop is open Tuesday to Saturday from 10:00 to 18:00.</p></body></html>"""
FILES = [
    FilePayload(name="returns.md", mimeType="text/markdown", buffer=RETURNS),
    FilePayload(name="hours.html", mimeType="text/html", buffer=HOURS),
    FilePayload(name="broken.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4\nthis is no PDF"),
]
# Every state of the reply that a visitor could have read.
WATCH = """talk => {
  window.written = []
  const look = () => window.written.push([...talk.querySelectorAll(".reply")].at(-1)?.textContent ?? "")
  new MutationObserver(look).observe(talk, {childList: true, subtree: true, characterData: true})
}"""
Shoot = Callable[[Page, str], None]


@dataclass(frozen=True)
class Published:
    """A bot that went live in the builder: its key, the line its owner copied, the site on its list, a stranger's."""

    key: str
    snippet: str
    home: str
    foreign: str


@pytest.fixture(scope="module")
def published(served: Server, owner: Page, shots: Shoot) -> Iterator[Published]:
    """The first half of the journey: from an empty hand to a bot that is live, and two sites that carry its line."""
    with site(served) as (home, put_home), site(served) as (foreign, put_foreign):
        key = create(owner, shots)
        upload(owner, shots)
        preview(owner, shots)
        snippet = publish(owner, home, shots)
        put_home(snippet)
        put_foreign(snippet)
        yield Published(key, snippet, home, foreign)


def create(page: Page, shots: Shoot) -> str:
    """A support bot from a template, with a name; its key."""
    for name in ("Ada & Finch", "Workshop appointments", "After your visit"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    shots(page, "bots")
    page.get_by_role("button", name="New bot").click()
    template = page.locator(".st-key-template-support-shop")
    template.get_by_role("button", name="Start from this").click()
    page.get_by_label("Name customers see").fill(NAME)
    shots(page, "new-bot")
    page.get_by_role("button", name="Create this bot").click()
    page.wait_for_url("**/about?*")
    settled(page)
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    key = re.search(r"bot=([\w-]+)", page.url)
    assert key
    return key[1]


def upload(page: Page, shots: Shoot) -> None:
    """Two good files and a broken one: two are ready, the third says why it is not and what to do."""
    step(page, "Knows")
    page.locator("input[type=file]").set_input_files(FILES)
    page.get_by_role("button", name="Add 3 files").click()
    card = page.locator("[class*='st-key-source-']")
    expect(card).to_have_count(3, timeout=PATIENCE)  # they are read beside the page and appear one by one
    expect(card.filter(has_text=re.compile("Ready|Not read"))).to_have_count(3, timeout=PATIENCE)
    settled(page)
    broken = card.filter(has_text="broken.pdf")
    expect(broken.get_by_text("Not read")).to_be_visible()
    expect(broken.get_by_text("This file is broken and cannot be read.")).to_be_visible()
    for title in ("Opening hours", "Returns"):
        expect(card.filter(has_text=title).get_by_text("Ready")).to_be_visible()
    shots(page, "knows")


def preview(page: Page, shots: Shoot) -> None:
    """The draft answers, and shows a bar where the model saw no number."""
    box = page.get_by_label("Message to the draft")
    box.fill(f"How long can I return a pen? Call me on {PHONE}")
    box.press("Enter")
    curtain = page.locator("details.curtain")
    expect(curtain).to_be_visible(timeout=PATIENCE)
    curtain.locator("> summary").click()  # it is never open by itself: what comes next in the talk stays in sight
    expect(page.get_by_role("log")).to_contain_text("within 30 days of delivery")
    typed, saw = curtain.locator(".beside > div").all()
    expect(typed).to_contain_text(PHONE)
    expect(saw).to_contain_text("phone number")
    expect(saw).not_to_contain_text("5550142")
    expect(saw.locator(".bar")).to_be_visible()
    expect(curtain.locator("> summary")).to_have_text("What the bot saw")  # no model is set: it quotes
    expect(curtain).to_contain_text("Passages it looked at")
    expect(curtain).to_contain_text(re.compile(r"\d s"))
    step(page, "Keeps secret")
    page.get_by_role("button", name="Save changes").scroll_into_view_if_needed()
    expect(box).to_be_in_viewport()  # the draft is talked with while the longest form is read to its end
    shots(page, "preview")


def publish(page: Page, home: str, shots: Shoot) -> str:
    """The site is put on the list, the draft is tested and goes live; the line as copied."""
    step(page, "Publish")
    page.get_by_role("textbox", name="Sites it may appear on").fill(home)
    page.get_by_role("button", name="Save sites").click()
    expect(page.get_by_text("No site may show it yet")).to_be_hidden()
    settled(page)
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("Live, version 1")).to_be_visible(timeout=2 * PATIENCE)
    settled(page)
    expect(page.get_by_text("Draft differs from live")).to_be_hidden()
    code = page.get_by_test_id("stCode")
    code.hover()
    code.get_by_role("button", name="Copy").click()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r'<script async src="[^"]+/widget\.js" data-bot="pub_\w+"></script>', copied.strip())
    shots(page, "published")
    return copied


def step(page: Page, name: str) -> None:
    """Goes to a step of the bot on the bench."""
    page.get_by_role("navigation", name="Steps of this bot").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
    settled(page)


def opened(page: Page) -> Locator:
    """The bubble is clicked; the window."""
    page.get_by_role("button", name="Open the chat").click()
    window = page.get_by_role("dialog", name=NAME)
    expect(window).to_be_visible()
    return window


@pytest.fixture(scope="module")
def talked(published: Published, visit: Callable[..., Page], witness: Witness, shots: Shoot) -> Page:
    """The second half: a visitor on the shop's own site."""
    page = visit()
    before = len(witness.requests)
    page.goto(published.home)
    expect(page.get_by_role("button", name="Open the chat")).to_be_visible()
    assert not [url for url in witness.requests[before:] if "/api/" in url], "nothing is called before it is opened"
    window = opened(page)
    expect(window.get_by_text("AI assistant")).to_be_visible()
    expect(window.get_by_text("An AI answers here.")).to_be_visible()
    notice = window.get_by_role("link", name="Privacy notice")
    expect(notice).to_be_visible()

    box = window.get_by_role("textbox", name="Write a message")
    box.fill(ASKED)
    box.press("Enter")
    agree = window.get_by_role("button", name="Agree and send")
    expect(agree).to_be_visible()
    expect(box).to_have_value(ASKED)
    shots(page, "consent")
    assert not violations(page)
    window.evaluate(WATCH)
    with page.expect_response("**/messages") as answered:
        agree.click()
    expect(window.locator(".sources")).to_contain_text("How long can I return a pen?")
    expect(window.get_by_role("log")).to_contain_text("within 30 days of delivery")
    assert answered.value.headers["content-type"].startswith("text/event-stream")
    written = [text for text in page.evaluate("window.written") if text.startswith("You can")]
    assert len(written) > 1, "the reply is read while it is written"
    assert written[0] in written[-1]
    expect(window.get_by_role("img", name="phone, kept secret")).to_be_visible()
    up = window.get_by_role("button", name="This helped")
    up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(window.get_by_text("Thank you. It is noted.")).to_be_visible()
    shots(page, "answered")
    return page


def test_a_bot_answers_on_another_site_and_says_what_it_is(talked: Page) -> None:
    with talked.expect_popup() as popup:
        talked.get_by_role("dialog").get_by_role("link", name="Privacy notice").click()
    notice = popup.value
    expect(notice.get_by_role("heading", level=1)).to_be_visible()
    assert not violations(notice)
    notice.close()


def test_the_widget_has_no_serious_fault_for_those_who_cannot_see_it(talked: Page) -> None:
    assert not violations(talked)
    talked.emulate_media(color_scheme="dark")
    assert not violations(talked)


def test_a_site_that_is_not_on_the_list_is_refused(
    published: Published, visit: Callable[..., Page], shots: Shoot
) -> None:
    page = visit()
    page.goto(published.foreign)
    with page.expect_event("requestfailed", lambda request: "/api/v1/bots/" in request.url):
        page.get_by_role("button", name="Open the chat").click()
    expect(page.get_by_text("The chat cannot be reached. Try again later.")).to_be_visible()
    expect(page.get_by_role("dialog")).to_be_hidden()
    shots(page, "refused")
    page.context.close()


@pytest.mark.usefixtures("talked")
def test_insights_counts_the_talk_and_opens_its_masked_rows(served: Server, owner: Page, shots: Shoot) -> None:
    owner.goto(f"{served.url}/insights")
    settled(owner)
    main = owner.get_by_role("main")
    expect(main).to_contain_text("answered 1 of 1 messages themselves")  # the draft's talk is not counted
    expect(main).to_contain_text("1 of 1")
    for kind in ("phone number: 1", "e-mail address: 1", "name of a person: 1"):
        expect(main.get_by_text(kind)).to_be_visible()
    shots(owner, "insights")
    owner.locator("[class*='st-key-kept-PHONE_NUMBER']").get_by_role("button", name="See").click()
    rows = owner.get_by_role("dialog")
    expect(rows).to_contain_text("How long can I return a pen?")
    expect(rows.locator(".bar").first).to_be_visible()
    for value in (PHONE, "5550142", EMAIL, PERSON, "Okoye"):
        expect(rows).not_to_contain_text(value)
    shots(owner, "rows")
    assert not violations(owner)


STEPS = ("about", "knows", "does", "keeps-secret", "looks", "tests", "publish")
PLACES = (
    "",
    *(f"{name}?bot=ada-support" for name in STEPS),
    "does?bot=ada-workshop",
    "does?bot=ada-visit",
    "bookings",
    "inbox",
    "insights",
    "privacy",
    "settings",
)


@pytest.mark.usefixtures("talked")
@pytest.mark.parametrize("place", PLACES)
def test_a_page_of_the_builder_has_no_serious_fault_for_those_who_cannot_see_it(
    served: Server, owner: Page, place: str
) -> None:
    owner.goto(f"{served.url}/{place}")
    settled(owner)
    assert not violations(owner)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["login", "logout", "welcome/gone", "api/docs"])
def test_a_page_outside_the_builder_has_no_serious_fault(
    served: Server, visit: Callable[..., Page], place: str, scheme: str
) -> None:
    page = visit(color_scheme=scheme)
    page.goto(f"{served.url}/{place}")
    assert not violations(page)
    page.context.close()


@pytest.mark.usefixtures("talked")
def test_somebody_is_told_before_the_log_in_ends_and_can_stay(served: Server, owner: Page) -> None:
    page = owner.context.new_page()
    page.clock.install()
    page.goto(f"{served.url}/settings")
    settled(page)
    soon = page.get_by_text("You will be logged out in less than five minutes")
    page.clock.fast_forward("24:00")
    expect(soon).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(soon).to_be_visible()
    assert not violations(page)
    with page.expect_response("**/_stcore/health") as asked:
        page.get_by_role("button", name="Stay logged in").click()
    assert asked.value.ok
    expect(soon).to_be_hidden()
    page.close()


@pytest.mark.usefixtures("talked")
def test_when_the_device_turns_dark_the_logo_turns_with_it(served: Server, owner: Page) -> None:
    owner.goto(f"{served.url}/settings")
    settled(owner)
    logo = owner.locator("[data-testid=stHeaderLogo]").first
    bright = logo.get_attribute("src") or ""
    owner.emulate_media(color_scheme="dark")
    expect(logo).not_to_have_attribute("src", bright)
    owner.emulate_media(color_scheme="light")
    expect(logo).to_have_attribute("src", bright)


def test_the_instrument_finds_a_planted_fault(visit: Callable[..., Page]) -> None:
    page = visit()
    page.set_content("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><button></button></main></html>")
    assert any("button-name" in one for one in violations(page))
    page.context.close()


@pytest.mark.usefixtures("talked")
def test_nothing_left_this_machine_and_no_policy_was_broken(witness: Witness) -> None:
    assert len(witness.requests) > 50
    assert any(url.startswith("ws://") for url in witness.requests)
    assert witness.abroad() == []
    assert witness.about_policies() == []
