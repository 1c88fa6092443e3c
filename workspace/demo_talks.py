"""Made-up talks for the demo: customers of the last four weeks, played through the real turn, so that nothing shown of
them was written by hand. What they ask and answer lies in demo/talks.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from bots.engine import Incoming
from records.conversations import Conversations
from records.insights import UNTALKED
from workspace import studio, talk
from workspace.aside import Progress
from workspace.roles import Desk

FILE = Path(__file__).parent.parent / "demo" / "talks.yaml"
_PAUSE = timedelta(seconds=40)  # between two messages of a customer


@dataclass(frozen=True, slots=True)
class _Customer:
    """Who comes when, in which language, and what they say."""

    at: datetime
    language: str
    says: tuple[str, ...]
    thumb: str


def fill(desk: Desk, bot: str, progress: Progress) -> int:
    """Play the talks of the bot's kind with its live version, unless it has had a talk before; how many were played."""
    draft, app = studio.get_draft(desk, bot), desk.app
    if Conversations(app.store(desk.actor.workspace)).visited(bot, trials=UNTALKED):
        return 0
    customers = _customers(draft.config.kind, draft.config.timezone, app.clock())
    for number, customer in enumerate(customers, start=1):
        progress(f"talking as customers of {draft.config.name}", number, len(customers))
        _talk(desk, draft.public_id, draft.config.origins, customer)
    return len(customers)


def _customers(kind: str, zone: str, now: datetime) -> list[_Customer]:
    told: Mapping[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return [_customer(line, now.astimezone(ZoneInfo(zone))) for line in told.get(kind, ())]


def _customer(line: Mapping[str, Any], now: datetime) -> _Customer:
    day = now.date() - timedelta(days=line["days"])
    at = datetime.combine(day, time.fromisoformat(line["at"]), now.tzinfo)
    return _Customer(at, line.get("language", "en"), tuple(line["says"]), line.get("thumb", ""))


def _talk(desk: Desk, public_id: str, origins: tuple[str, ...], customer: _Customer) -> None:
    app, at = desk.app, customer.at
    started = talk.start(
        app, public_id, origin=next(iter(origins), None), language=customer.language, timezone=None, now=at
    )
    talk.consent(
        app, started.conversation, notice_hash=started.notice.hash, language=started.notice.language,
        wording=started.consent, method="button", now=at,
    )  # fmt: skip
    for number, text in enumerate(customer.says):
        at += _PAUSE
        for _ in talk.send(app, started.conversation, Incoming(f"demo-{number}", text, None, at)):
            pass  # the turn is done and stored when its last event has come
    if customer.thumb:
        last = Conversations(app.store(desk.actor.workspace)).turns(started.conversation)[-1]
        talk.rate(app, started.conversation, last.id, customer.thumb, now=at + _PAUSE)
