"""Personal data in a website's page, pasted text, a test question, a gap and a proposed answer leaves no trace.

Rows are read through the key, files as raw bytes, and what was logged as text. Each value has at least six bytes, and
the same scan must find a word that was left on purpose.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.fetching import Fetched
from records import sqlcipher
from records.sealing import MasterKey
from tests.workspace.conftest import SUPPORT, Published, visit
from workspace import bench, corrections, gaps, insights, jobs, sources, studio
from workspace.roles import Desk
from workspace.settings import Settings
from workspace.website import SiteSettings

SITE = "https://shop.example"
LEFT = "xylophone"
VALUES = {
    "page": "marta.zielonka@mail.example",
    "pasted text": "+44 7700 900417",
    "test question": "DE89370400440532013000",
    "visitor": "jonas.quellmann@post.example",
    "proposed answer": "+44 7700 900853",
}
PAGE = f"""<html><head><title>{LEFT}</title></head><body><main><h1>{LEFT} returns</h1>
<p>You can return an unused pen within 30 days of delivery.
Old pens are mended by a colleague, {VALUES["page"]}, on Tuesdays.</p>
</main></body></html>"""


@pytest.fixture
def bot(desk: Desk, published: Published, monkeypatch: pytest.MonkeyPatch) -> str:
    def fetch(_: str, url: str, **__: object) -> Fetched:
        return Fetched(200, PAGE.encode(), "text/html") if url.rstrip("/") == SITE else Fetched(404, b"")

    monkeypatch.setattr(jobs, "wake", lambda _: None)
    desk.app.fetch_page = fetch  # type: ignore[assignment]
    desk.app.wait = lambda _: None
    published(SUPPORT)
    return studio.find(desk, "shop")


@pytest.fixture
def told(desk: Desk, bot: str, caplog: pytest.LogCaptureFixture) -> str:
    """Everything done with the five values; what was logged meanwhile."""
    caplog.set_level(logging.DEBUG)
    sources.add_site(desk, bot, SITE, SiteSettings())
    sources.add_text(
        desk,
        bot,
        "Hours",
        f"Open from nine to six. The customer with {VALUES['pasted text']} rings at night.",
        sources.Added(),
    )
    while jobs.work(desk.app, desk.actor.workspace):
        pass
    bench.keep(desk, bot, f"Can I pay from {VALUES['test question']}?", "")
    bench.run(desk.app, desk.actor.workspace, bot, "by hand", lambda _: None)
    visitor = visit(desk.app, desk.app.bot_row(desk.actor.workspace, bot).public_id)
    visitor.say(f"Do you engrave pens? My address is {VALUES['visitor']}")
    assert gaps.list_gaps(desk, bot), "the question is a gap"
    (turn,) = insights.conversation(desk, visitor.id)
    reply = f"Yes, as for the customer with {VALUES['proposed answer']}."
    made = corrections.propose(desk, bot, [turn.turn], "Do you engrave pens?", reply)
    corrections.approve(desk, bot, made, "Do you engrave pens?", reply)
    return caplog.text


def everything(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Every row, read through the key, and every file."""
    key = MasterKey.load(Path(settings.key_file))
    engine = sqlcipher.engine(settings.data / "tacit.db", key.derive("database"))
    with engine.connect() as connection:
        for (table,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"').fetchall():
                for value in row:
                    if isinstance(value, str | bytes):
                        yield f"row of {table}", value.encode() if isinstance(value, str) else value
    engine.dispose()
    for path in settings.data.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(settings.data)), path.read_bytes()


def test_no_value_is_anywhere(told: str, settings: Settings) -> None:
    found = list(everything(settings))
    assert any(LEFT.encode() in data for _, data in found), "the scan finds what was left on purpose"
    assert any(where.endswith("chroma.sqlite3") for where, _ in found), "the vectors' folder is there"
    assert "Open from nine to six" in "".join(
        data.decode("utf-8", "replace") for where, data in found if "chunks" in where
    )
    traces = {(source, where) for source, value in VALUES.items() for where, data in found if _in(value, data.lower())}
    assert traces == set()
    assert not [source for source, value in VALUES.items() if _in(value, told.lower().encode())]


def _in(value: str, data: bytes) -> bool:
    plain = value.lower()
    return any(form.encode() in data or form.encode("utf-16-le") in data for form in {plain, plain.replace(" ", "")})
