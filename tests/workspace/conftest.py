"""A business of its own for each test: a data folder, a clock that stands still, and an owner at the desk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bots.engine import Incoming
from bots.types import Closed
from records.tables import bot_versions, bots
from tests.passwords import quick_passwords
from tests.prepared import blank_database
from workspace import studio, talk, versions
from workspace.assembly import Application
from workspace.execute import Streams, execute, local_owner, parse
from workspace.roles import Desk
from workspace.settings import Settings

NOON = datetime(2026, 3, 17, 12, 0, tzinfo=UTC)

SUPPORT = """
id: shop
kind: support
name: Ada & Finch
welcome: Hello. Ask me about returns.
origins: [https://shop.example]
policy: {packs: [gdpr]}
notice: {controller: "Ada & Finch, 14 Quill Lane", contact: privacy@adaandfinch.example}
"""
BOOKING = """
id: salon
kind: booking
name: Salon
timezone: Europe/London
services: [{id: cut, name: Haircut, minutes: 30}]
hours: {tue: [["09:00", "17:00"]], wed: [["09:00", "17:00"]], thu: [["09:00", "17:00"]], fri: [["09:00", "17:00"]]}
details:
  - {id: phone, kind: phone, required: true, purpose: To reach you if we are late, basis: contract}
"""
SURVEY = """
id: visit
kind: survey
name: Visit
anonymity: confidential
questions:
  - {id: recommend, kind: nps, text: "How likely are you to recommend us, from 0 to 10?"}
  - {id: liked, kind: single, text: "What did you like?", options: [Advice, Prices]}
  - {id: why, kind: long_text, text: "What should we do better?", required: false}
"""


class Clock:
    """The time, which only a test moves."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)


@pytest.fixture(scope="session", autouse=True)
def _passwords() -> Iterator[None]:
    with quick_passwords():
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    environment = {"TACIT_DATA": str(tmp_path / "data"), "TACIT_KEY_FILE": str(tmp_path / "tacit.key")}
    return Settings.load(environment)


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Application]:
    blank_database(settings.data / "tacit.db", settings.key_file)
    made = Application(settings, clock)
    yield made
    made.close()


@pytest.fixture
def desk(app: Application) -> Desk:
    return Desk(app, local_owner(app))


Published = Callable[[str], str]


@pytest.fixture
def published(desk: Desk) -> Published:
    """Publishes a bot file; its public id."""

    def publish(text: str) -> str:
        draft = studio.import_bot(desk, text, "bot.yaml")
        versions.publish(desk, draft.bot, no_check="a test of something else")
        return draft.public_id

    return publish


@dataclass
class Visit:
    """A visitor who has consented and talks."""

    app: Application
    id: str
    number: int = 0

    def say(self, text: str, choice: str | None = None, *, message_id: str = "") -> Closed:
        self.number += 1
        incoming = Incoming(message_id or f"m{self.number}", text, choice, self.app.clock())
        last = list(talk.send(self.app, self.id, incoming))[-1]
        assert isinstance(last, Closed)
        return last


def visit(app: Application, public_id: str, **facts: Any) -> Visit:
    """A new conversation with consent given."""
    started = talk.start(app, public_id, origin="https://shop.example", language=None, timezone=None, **facts)
    talk.consent(
        app, started.conversation, notice_hash=started.notice.hash, language="en", wording=started.consent,
        method="button",
    )  # fmt: skip
    return Visit(app, started.conversation)


@dataclass
class Terminal:
    """Commands typed on the data folder of an application, inside this process."""

    app: Application
    folder: Path
    said: list[str] = field(default_factory=list)
    code: int = 0

    def run(self, *words: str, lines: Sequence[Any] = ()) -> list[str]:
        """The lines a command prints; ``said`` and ``code`` are its other side and its end."""
        out: list[str] = []
        typed = (line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        self.said.clear()
        streams = Streams(self.folder, typed, out.append, self.said.append)
        self.code = execute(self.app, parse(words), streams)
        return out

    def items(self, *words: str, lines: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The same, read as JSON lines."""
        return [json.loads(line) for line in self.run(*words, lines=lines)]


@pytest.fixture
def terminal(app: Application, tmp_path: Path) -> Terminal:
    for name, text in (("shop", SUPPORT), ("salon", BOOKING), ("visit", SURVEY)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Terminal(app, tmp_path)


def outdate(app: Application, key: str) -> None:
    """A bot whose stored files an older version of the product wrote: they no longer load."""
    with app.store(app.home()).write() as unit:
        for row in unit.select(bots, bots.c.key == key):
            unit.update(bots, bots.c.id == row.id, draft=f"{row.draft}\nretired_key: 1\n")
            for version in unit.select(bot_versions, bot_versions.c.bot == row.id):
                file = f"{version.file}\nretired_key: 1\n"
                unit.update(bot_versions, bot_versions.c.id == version.id, file=file)
