"""A small business with one support bot, one page of knowledge and one talk, and the builder opened on it by role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from bots.engine import Incoming
from bots.types import Closed
from knowledge.library import Upload
from records.tables import bots
from tests.passwords import quick_passwords
from workspace import members, sources, studio, talk, versions
from workspace.assembly import Application, application
from workspace.roles import Actor, Desk, Role
from workspace.settings import Settings

MAIN = Path(__file__).parents[2] / "builder" / "main.py"
PASSWORD = "seven quiet herons"
SUPPORT = """
id: quill
kind: support
name: Quill & Co
welcome: Hello. Ask me about returns.
starters: [How long can I return a pen?]
scope: A shop for pens.
origins: ["https://quill.example"]
"""
# A page opens in one run where its address is its file's name; Streamlit finds this one once the front page has run.
FOUND_ONLY_LATER = {"keeps_secret"}
RETURNS = b"""# Returns

## How long you have

You can return an unused pen within 30 days of delivery. Send it in its box.
"""


@dataclass(frozen=True)
class Shop:
    """The business: its application, its owner's desk, and the bot's row id."""

    app: Application
    desk: Desk
    bot: str

    def colleague(self, role: Role) -> Actor:
        """Somebody who joined by an invitation; the same person for the same role."""
        email = f"{role.value}@quill.example"
        known = {member.email: member.id for member in members.list_members(self.desk)}
        if email in known:
            found = members.actor(self.app, known[email])
            assert found is not None
            return found
        token = members.invite(self.desk, role).token
        return members.accept(self.app, token, name=role.value.title(), email=email, password=PASSWORD)


@pytest.fixture(scope="session", autouse=True)
def _passwords() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture(scope="session", autouse=True)
def _installed_components() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself for each page a test opens (0.8 s); here once."""
    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def shop(_passwords: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One for all tests of the pages: reading models takes seconds. A test that changes it makes a bot of its own."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "data").mkdir()
    app = application(Settings.load(_environment(folder)))
    invitation = members.create_owner(app)
    owner = members.accept(app, invitation.token, name="Mara Quill", email="mara@quill.example", password=PASSWORD)
    desk = Desk(app, owner)
    draft = studio.import_bot(desk, SUPPORT, "quill.yaml")
    list(sources.add_sources(desk, draft.bot, [Upload("returns.md", RETURNS, "upload: returns.md")]))
    versions.publish(desk, draft.bot, note="First", no_check="The checks have tests of their own.")
    yield Shop(app, desk, draft.bot)
    app.close()


def _environment(folder: Path) -> dict[str, str]:
    return {"TACIT_DATA": str(folder / "data"), "TACIT_KEY_FILE": str(folder / "key")}


@pytest.fixture
def own_bot(shop: Shop, request: pytest.FixtureRequest) -> Iterator[str]:
    """A draft of this test's own; its file's id. It goes with the test: pages that draw every bot stay quick."""
    key = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower())[:50].strip("-")
    text = SUPPORT.replace("id: quill", f"id: {key}").replace("Quill & Co", key)
    bot = studio.import_bot(shop.desk, text, f"{key}.yaml").bot
    yield key
    with suppress(IntegrityError), shop.app.store(shop.app.home()).write() as unit:  # what was talked to stays
        unit.delete(bots, bots.c.id == bot)


@pytest.fixture
def open_page(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the builder as somebody; steps of a bot take ``bot=key``. The pages read the environment."""
    for name, value in _environment(shop.app.settings.data.parent).items():
        monkeypatch.setenv(name, value)

    def go(name: str = "bots", *, role: Role = Role.OWNER, user: dict[str, Any] | None = None, **query: str) -> AppTest:
        page = AppTest.from_file(str(MAIN), default_timeout=240)
        member = shop.desk.actor.member if role is Role.OWNER else shop.colleague(role).member
        page.user = {"is_logged_in": True, "member": member} if user is None else user
        for key, value in query.items():
            page.query_params[key] = value
        if name in FOUND_ONLY_LATER:
            page.run()
        if name != "bots":
            page.switch_page(f"../pages/{name}.py")
            for key, value in query.items():
                page.query_params[key] = value
        return page.run()

    return go


def say(shop: Shop, *messages: str) -> str:
    """A visitor's talk with the live bot; its id."""
    public = studio.get_draft(shop.desk, shop.bot).public_id
    started = talk.start(shop.app, public, origin="https://quill.example", language="en", timezone="UTC")
    talk.consent(
        shop.app, started.conversation, notice_hash=started.notice.hash, language="en", wording=started.consent,
        method="button",
    )  # fmt: skip
    for number, text in enumerate(messages):
        incoming = Incoming(f"{started.conversation}-{number}", text, None, shop.app.clock())
        assert any(isinstance(event, Closed) for event in talk.send(shop.app, started.conversation, incoming))
    return started.conversation


def drawn(page: AppTest, name: str) -> list[str]:
    """What the components of a name were given to draw, as JSON."""
    return [
        element.proto.json for element in page.get("bidi_component") if element.proto.component_name == f"tacit_{name}"
    ]


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with these words."""
    button = next(b for b in page.button if label in b.label)
    return button.click().run()


def shown(page: AppTest) -> str:
    """Every word that Streamlit itself draws: titles, texts and labels of the page, without the escaping."""
    elements = (e for kind in ("title", "header", "subheader", "markdown") for e in page.get(kind))
    texts = [str(getattr(element, "value", "")) for element in elements]
    return "\n".join(texts).replace("\\", "")
