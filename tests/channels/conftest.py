"""One real server for the tests of this folder, with bots published on it and a caller's view of a talk."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from channels.sessions import VisitorTokens
from records.sealing import MasterKey
from tests.servers import Server, command, free_port, running

SHOP = """
id: shop
kind: support
name: Ada & Finch
welcome: Hello. Ask me about returns and opening hours.
starters: [How long can I return a pen?, When are you open?]
policy: {{packs: [gdpr]}}
origins: ["{origin}"]
links: [adaandfinch.example]
notice: {{controller: "Ada & Finch, 14 Quill Lane", contact: privacy@adaandfinch.example}}
theme: {{avatar: AF}}
"""
CLOSED = "id: closed\nkind: support\nname: Nowhere\nnotice: {controller: Nowhere, contact: a@b.example}\n"
SURVEY = """
id: visit
kind: survey
name: After your visit
welcome: Two short questions.
notice: {{controller: "Ada & Finch", contact: privacy@adaandfinch.example}}
origins: ["{origin}"]
questions:
  - {{id: liked, kind: multiple, text: "What did you like?", options: [Coffee, Music, Food and drink, Talks]}}
  - {{id: again, kind: yesno, text: "Would you come again?"}}
"""
DRAFT = "id: draft\nkind: support\nname: Not yet\nnotice: {controller: Nobody, contact: a@b.example}\n"
FAQ = """# Returns

## How long can I return a pen?

You can return a pen within 30 days of delivery, inked or not. We pay the postage within the country.

# Opening hours

## When are you open?

The shop is open Tuesday to Saturday from 10:00 to 18:00. On Sunday and Monday the shop is closed.
"""
QUESTION = "How long can I return a pen?"
# Every test calls from a loopback address of its own, so that rates are counted apart.
_addresses = (f"127.0.{a}.{b}" for a, b in itertools.product(range(10, 250), range(1, 250)))


@dataclass(frozen=True)
class Place:
    """The server, the site that may carry the shop's bot, and the bots' public ids."""

    server: Server
    site: str
    shop: str
    closed: str
    draft: str
    survey: str


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    site = f"http://127.0.0.1:{free_port()}"
    folder = tmp_path_factory.mktemp("channels")
    with running(folder / "data", demo_port=free_port()) as server:
        ids = {}
        texts = {
            "shop": SHOP.format(origin=site),
            "closed": CLOSED,
            "draft": DRAFT,
            "visit": SURVEY.format(origin=site),
        }
        for key, text in texts.items():
            file = folder / f"{key}.yaml"
            file.write_text(text, "utf-8")
            ids[key] = command(server, "import-bot", str(file))[0]["public_id"]
        (folder / "faq.md").write_text(FAQ, "utf-8")
        command(server, "add-source", "shop", str(folder / "faq.md"))
        for key in ("shop", "closed", "visit"):
            command(server, "publish", key, "--no-check", "a server for tests")
        yield Place(server, site, ids["shop"], ids["closed"], ids["draft"], ids["visit"])


@pytest.fixture
def http(place: Place) -> Iterator[httpx2.Client]:
    """A client that calls from the shop's site."""
    with client(place) as made:
        yield made


def client(place: Place, **headers: str) -> httpx2.Client:
    """A client with an address of its own, by default from the shop's site; an empty header is left out."""
    given = {"Origin": place.site} | {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Client(
        base_url=place.server.url,
        timeout=120,
        headers={name: value for name, value in given.items() if value},
        transport=httpx2.HTTPTransport(local_address=next(_addresses)),
    )


@pytest.fixture(scope="session")
def tokens(place: Place) -> VisitorTokens:
    """Signs as the server does."""
    return VisitorTokens(MasterKey.load(Path(f"{place.server.data}.key")).derive("visitor tokens"))


@dataclass
class Talk:
    """A talk seen from its visitor."""

    http: httpx2.Client
    id: str
    token: str
    notice: str
    wording: str
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def auth(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    def consent(self) -> httpx2.Response:
        said = {"notice_hash": self.notice, "language": "en", "wording": self.wording}
        return self.http.put(f"{self.path}/consent", json=said, headers=self.auth)

    def message(self, text: str, **more: Any) -> dict[str, Any]:
        return {"id": f"m_{next(self.numbers):08}", "text": text} | more

    def send(self, message: dict[str, Any], **headers: str) -> httpx2.Response:
        """Sends, and gives the JSON answer unless another is asked for."""
        given = {"Accept": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(f"{self.path}/messages", json=message, headers=self.auth | given)

    def events(self, message: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
        """The whole stream as events."""
        answer = self.send(message, Accept="text/event-stream", **headers)
        assert answer.status_code == 200, answer.text
        return events(answer.text)

    def read(self) -> dict[str, Any]:
        answer = self.http.get(self.path, headers=self.auth)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def started(place: Place, http: httpx2.Client) -> Talk:
    """A talk that waits for consent."""
    answer = http.post(f"/api/v1/bots/{place.shop}/conversations", json={"language": "en"})
    assert answer.status_code == 201, answer.text
    said = answer.json()
    return Talk(http, said["conversation"], said["token"], said["notice"]["hash"], said["consent"]["wording"])


@pytest.fixture
def talk(started: Talk) -> Talk:
    """A talk with consent given."""
    assert started.consent().status_code == 204
    return started


def events(text: str) -> list[dict[str, Any]]:
    """Server-sent events as {id, event, data}."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":"))
        if "data" in fields:
            found.append({"id": int(fields["id"]), "event": fields["event"], "data": json.loads(fields["data"])})
    return found


def code(answer: httpx2.Response) -> str:
    """The code of a problem, after checking that it is one."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    found: str = said["code"]
    return found
