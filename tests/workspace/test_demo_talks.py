"""The demo's made-up customers: they come in the last four weeks, through the real turn, once."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest
import yaml

from records.tables import consents, conversations, ratings, turns
from tests.workspace.conftest import SUPPORT, SURVEY, Clock, Published, visit
from workspace import demo_talks, insights, studio
from workspace.assembly import Application
from workspace.roles import Desk

PHONE = "+44 7700 900123"
FEW = f"""
support:
  - {{days: 9, at: "10:12", says: ["Hello", "Ring me on {PHONE}"], thumb: up}}
  - {{days: 1, at: "18:00", language: de, says: ["Guten Tag"]}}
survey:
  - {{days: 3, at: "12:00", says: ["Hello", "9", "advice"]}}
"""


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "talks.yaml"
    file.write_text(FEW)
    monkeypatch.setattr(demo_talks, "FILE", file)


def ignored(what: str, done: int, of: int) -> None:
    """Nobody reads along."""


@pytest.mark.usefixtures("few")
def test_customers_came_on_their_day_and_are_counted(
    app: Application, desk: Desk, published: Published, clock: Clock
) -> None:
    published(SUPPORT)
    bot = studio.find(desk, "shop")
    assert demo_talks.fill(desk, bot, ignored) == 2
    seen = insights.overview(desk, bot=bot, days=30)
    assert (seen.conversations, seen.turns, seen.thumbs_up) == (2, 3, 1)
    with app.store(app.home()).read() as unit:
        assert unit.count(consents) == 2, "they were asked like everybody"
        ago = {clock.now.date() - day.day for day in seen.days if day.conversations}
        assert ago == {timedelta(days=9), timedelta(days=1)}
        assert not any(PHONE in row.message for row in unit.select(turns))
        assert {row.language for row in unit.select(conversations)} == {"en", "de"}
        assert unit.count(ratings) == 1


@pytest.mark.usefixtures("few")
def test_a_survey_is_answered(desk: Desk, published: Published) -> None:
    published(SURVEY)
    assert demo_talks.fill(desk, studio.find(desk, "visit"), ignored) == 1


@pytest.mark.usefixtures("few")
def test_a_bot_that_has_had_a_visitor_gets_no_made_up_ones(app: Application, desk: Desk, published: Published) -> None:
    visit(app, published(SUPPORT)).say("Hello")
    assert demo_talks.fill(desk, studio.find(desk, "shop"), ignored) == 0


def test_the_shipped_talks_are_of_the_last_four_weeks() -> None:
    told = yaml.safe_load(demo_talks.FILE.read_text("utf-8"))
    assert set(told) == {"support", "survey"}
    for line in (*told["support"], *told["survey"]):
        assert 1 <= line["days"] <= 28, line
        assert time.fromisoformat(line["at"])
        assert line["says"]
