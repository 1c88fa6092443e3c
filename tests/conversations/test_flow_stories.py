"""Each shipped booking and survey template, talked through from the first word to what is kept.

A story is a YAML file: ``template``, ``now``, ``talk`` (what the visitor says, or ``press`` for a button) with what
must be in the reply, what is asked next, and at the end what is ``kept``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.talking import Desk, Talk

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "bots" / "templates"
STORIES = sorted((*HERE.glob("booking/*.yaml"), *HERE.glob("survey/*.yaml")))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_story_goes_as_written(story: Path, tmp_path: Path) -> None:
    told: dict[str, Any] = yaml.safe_load(story.read_text("utf-8"))
    file = (TEMPLATES / f"{told['template']}.yaml").read_text("utf-8")
    desk = Desk.open(tmp_path, file, datetime.fromisoformat(told["now"]).astimezone(UTC))
    talk = desk.talk(language=told.get("language", ""))
    for line in told["talk"]:
        _say(talk, line)
    assert _kept(desk) == told["kept"]


@pytest.mark.parametrize("kind", ["booking", "survey"])
def test_every_template_has_a_story(kind: str) -> None:
    told = {yaml.safe_load(s.read_text("utf-8"))["template"] for s in STORIES}
    assert {t.stem for t in TEMPLATES.glob(f"{kind}-*.yaml")} <= told


def _say(talk: Talk, line: dict[str, Any]) -> None:
    talk.press(line["press"]) if "press" in line else talk.say(line["visitor"])
    for words in line.get("bot", ()):
        assert words in talk.shown, f"{words!r} is not in {talk.shown!r}"
    if "asking" in line:
        assert talk.asking == line["asking"], talk.shown


def _kept(desk: Desk) -> list[Any]:
    if desk.bot.config.kind == "survey":
        return [{"state": r.state, "answers": dict(r.answers)} for r in desk.responses()]
    zone = ZoneInfo(desk.bot.config.timezone)
    return [f"{b.state} {b.service} {b.staff} {b.starts.astimezone(zone):%Y-%m-%d %H:%M}".replace("  ", " ")
            for b in desk.bookings()]  # fmt: skip
