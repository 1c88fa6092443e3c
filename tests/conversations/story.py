"""A golden talk: what the visitor says, the model saw, the model says, the visitor got, and what the audit holds.

```yaml
bot: shop.yaml                  # beside the story, or left out for the shop of tests/shop.py
pages: plans.pages.yaml         # beside the story: what the bot has read, or left out for the shop's documents
now: 2026-11-24T09:30:00Z       # the clock, which stands still; a turn's own ``now`` moves it
turns:
  - visitor: How long can I return a pen?
    model says: [You have 45 days, " [1]."]      # with any such line a scripted model writes the answers
    model calls: [{hand_over: {reason: missing}}]
    model fails: busy
    model saw: …                # from here on written by GOLDEN=write: read the diff
    got: …
    sources: [returns]
    buttons: [Talk to a person]
    asking: null
    audit: ["input EMAIL_ADDRESS redact 1", tool search_knowledge done 1]
```

Placeholders are random, so the n-th of a kind in a talk is written ``[[EMAIL_ADDRESS:n]]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bots.models.scripted import ScriptedModel, Step
from guardrails.vault import PLACEHOLDER
from knowledge import Upload
from records.conversations import Conversations
from tests.shop import BOT, NOW, knowledge, reading
from tests.talking import Desk, Talk

GIVEN = ("visitor", "press", "now", "model says", "model calls", "model fails")


def play(story: Mapping[str, Any], folder: Path, beside: Path) -> dict[str, Any]:
    """The story as it went, in the form it is written in."""
    file = (beside / story["bot"]).read_text(encoding="utf-8") if "bot" in story else BOT
    model = _model(story)
    desk = Desk.open(folder, file, _instant(story.get("now")) or NOW)
    if desk.bot.config.kind == "support":
        known = reading(_pages(beside / story["pages"])) if "pages" in story else knowledge()
        desk.bot = replace(desk.bot, model=model, services=known.services(desk.bot.services))
    talk, names = desk.talk(), dict[str, str]()
    turns = [_turn(turn, talk, model, names) for turn in story["turns"]]
    if model is not None:
        model.finished()
    return {**{key: value for key, value in story.items() if key != "turns"}, "turns": turns}


def _pages(file: Path) -> list[Upload]:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [Upload(f"{name}.md", text.encode()) for name, text in given.items()]


def dump(story: Mapping[str, Any]) -> str:
    """The story as YAML."""
    return yaml.safe_dump(dict(story), allow_unicode=True, sort_keys=False, width=110)


def _turn(turn: Mapping[str, Any], talk: Talk, model: ScriptedModel | None, names: dict[str, str]) -> dict[str, Any]:
    talk.desk.now = _instant(turn.get("now")) or talk.desk.now
    if "press" in turn:
        talk.press(turn["press"])
    else:
        talk.say(turn["visitor"])
    last = talk.last
    assert last is not None
    row = Conversations(talk.desk.store).turns(talk.id)[-1]
    went: dict[str, Any] = {key: turn[key] for key in GIVEN if key in turn}
    went["model saw"] = _named(_saw(model) or last.message, names)
    went["got"] = talk.shown
    went["stored"] = _named(row.reply, names)
    went["sources"] = [c.source for c in last.citations]
    went["buttons"] = talk.buttons
    went["asking"] = talk.asking
    went["audit"] = _audit(talk, row.id)
    if went["stored"] == went["got"]:
        del went["stored"]
    return {key: value for key, value in went.items() if value not in ([], None, "") or key == "got"}


def _saw(model: ScriptedModel | None) -> str:
    return str(model.seen[-1][-1].text) if model is not None and model.seen else ""


def _audit(talk: Talk, turn: str) -> list[str]:
    last = talk.last
    assert last is not None
    lines = [" ".join(map(str, line)) for line in Conversations(talk.desk.store).ledger(talk.id).get(turn, [])]
    flags = {
        f"abstained {last.abstain_reason}": last.abstained,
        f"blocked {last.block_reason}": last.blocked,
        f"handed over {last.handover_reason}": last.handed_over,
        f"notice {last.notice}": bool(last.notice),
        f"state {last.state}": last.state != "complete",
    }
    return [*lines, *(text for text, true in flags.items() if true)]


def _model(story: Mapping[str, Any]) -> ScriptedModel | None:
    scripted = [t for t in story["turns"] if any(key in t for key in GIVEN[3:])]
    steps = [
        Step(
            says=tuple(t.get("model says", ())),
            calls=tuple((name, arguments) for call in t.get("model calls", ()) for name, arguments in call.items()),
            fails=t.get("model fails", ""),
        )
        for t in scripted
    ]
    return ScriptedModel(steps) if steps else None


def _named(text: str, names: dict[str, str]) -> str:
    def number(found: Any) -> str:
        if found.group() not in names:
            alike = sum(name.startswith(f"[[{found[1]}:") for name in names.values())
            names[found.group()] = f"[[{found[1]}:{alike + 1}]]"
        return names[found.group()]

    return PLACEHOLDER.sub(number, text)


def _instant(value: Any) -> datetime | None:
    return value if isinstance(value, datetime) else None
