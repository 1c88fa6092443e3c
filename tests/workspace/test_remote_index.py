"""A builder beside the chat API: it owns no index, asks the owner over the socket, and says so when nobody owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bots.types import Closed
from knowledge import OnFinding, Upload
from tests.workspace.conftest import SUPPORT, Clock
from workspace import control, preview, sources, studio, versions
from workspace.assembly import Application
from workspace.errors import AnsweringAway
from workspace.execute import local_owner
from workspace.roles import Desk
from workspace.settings import Settings, SettingsError

PAGE = b"# Returns\n\n## How long can I return a pen?\n\nYou can return a pen within 30 days of delivery.\n"
QUESTION = "How long can I return a pen?"


@pytest.fixture
def builder(settings: Settings, app: Application, clock: Clock) -> Iterator[Desk]:
    """The desk in the builder's process; ``app`` is the answering process."""
    app.home()
    guest = Application(replace(settings, builder_only=True, builder_url="http://127.0.0.1:8500"), clock)
    yield Desk(guest, local_owner(guest))
    guest.close()


def add(desk: Desk, bot: str) -> None:
    page = Upload(name="returns.md", data=PAGE, origin="upload")
    assert [s.status for s in sources.add_sources(desk, bot, [page], on_finding=OnFinding.KEEP)] == ["indexed"]


def test_what_the_builder_adds_the_owner_finds_at_once_and_both_score_alike(app: Application, builder: Desk) -> None:
    with control.serving(app):
        bot = studio.import_bot(builder, SUPPORT, "shop.yaml").bot
        owner = Desk(app, local_owner(app))
        assert not sources.try_question(owner, bot, QUESTION).passages  # its index is open, its counts remembered
        add(builder, bot)
        mine, theirs = (sources.try_question(desk, bot, QUESTION) for desk in (owner, builder))
        assert "30 days" in mine.passages[0].chunk.text
        assert [p.chunk.id for p in theirs.passages] == [p.chunk.id for p in mine.passages]
        assert theirs.confidence == pytest.approx(mine.confidence, abs=1e-4)


def test_what_the_builder_takes_away_is_gone_from_the_owners_answers_and_soon_from_its_files(
    app: Application, builder: Desk
) -> None:
    with control.serving(app):
        bot = studio.import_bot(builder, SUPPORT, "shop.yaml").bot
        add(builder, bot)
        owner = Desk(app, local_owner(app))
        before = sources.try_question(owner, bot, QUESTION).passages
        sources.remove_source(builder, bot, "returns")
        assert before
        assert not sources.try_question(owner, bot, QUESTION).passages
        app.library(builder.actor.workspace).erase_now()
        assert not list((app.settings.data / "knowledge").rglob("erase")), "the index was written anew"


def test_the_preview_and_the_check_answer_from_the_owners_index(app: Application, builder: Desk) -> None:
    with control.serving(app):
        bot = studio.import_bot(builder, SUPPORT, "shop.yaml").bot
        add(builder, bot)
        closed = list(preview.send(builder, preview.start(builder, bot), QUESTION))[-1]
        assert isinstance(closed, Closed)
        assert "30 days" in closed.shown
        assert versions.publish(builder, bot).report.passed


def test_without_the_answering_process_the_builder_says_what_to_start(app: Application, builder: Desk) -> None:
    bot = studio.import_bot(builder, SUPPORT, "shop.yaml").bot
    talk = preview.start(builder, bot)
    for act in (
        lambda: add(builder, bot),
        lambda: sources.remove_source(builder, bot, "returns"),
        lambda: preview.send(builder, talk, QUESTION),
        lambda: versions.check(builder, bot),
    ):
        with pytest.raises(AnsweringAway, match="python -m uvicorn"):
            act()
    assert studio.get_draft(builder, bot).key == "shop", "what needs no index goes on"


def test_the_owner_may_stop_and_start_while_the_builder_runs(app: Application, builder: Desk, tmp_path: Path) -> None:
    with control.serving(app):
        bot = studio.import_bot(builder, SUPPORT, "shop.yaml").bot
        add(builder, bot)
    app.close()
    with pytest.raises(AnsweringAway):
        preview.send(builder, preview.start(builder, bot), QUESTION)
    again = Application(app.settings, app.clock)
    try:
        with control.serving(again):
            assert sources.try_question(builder, bot, QUESTION).passages
    finally:
        again.close()


def test_a_builder_alone_must_know_where_customers_reach_the_chat() -> None:
    with pytest.raises(SettingsError, match="TACIT_PUBLIC_URL"):
        Settings.load({"TACIT_BUILDER_ONLY": "1"})
    settings = Settings.load({"TACIT_BUILDER_ONLY": "1", "TACIT_PUBLIC_URL": "https://chat.shop.example"})
    assert settings.desk_url == "http://127.0.0.1:8501"
