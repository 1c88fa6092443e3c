"""Building bots: list, create from a template, read and save the draft, model settings, the policy as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bots.config import BotConfig
from guardrails.errors import Problem
from workspace.roles import Desk


@dataclass(frozen=True, slots=True)
class BotSummary:
    """A card on the page of bots. ``bot`` is the row's id, ``key`` the bot file's id."""

    bot: str
    key: str
    public_id: str
    kind: str
    name: str
    live_version: int | None
    differs: bool  # the draft is not what is live
    changed_at: datetime
    sources: int
    talks: int  # of the last 7 days
    unanswered: int


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a bot: the file's text, its value, and when it was last saved (for ``save_draft``)."""

    bot: str
    key: str
    public_id: str
    text: str
    config: BotConfig
    changed_at: datetime
    live_version: int | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A bot to start from."""

    name: str
    kind: str
    title: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which endpoint writes answers. The key itself is never shown; ``source`` is builder, environment or none."""

    base_url: str
    model: str
    key_last4: str
    source: str


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A row of "Keeps secret": a kind of data and what happens to it at each stage."""

    entity: str
    label: str
    group: str
    actions: Mapping[str, str]  # stage → allow, mask, ask, block
    rules: Mapping[str, str]  # stage → the line of the policy that decided


@dataclass(frozen=True, slots=True)
class Tried:
    """What the draft's policy makes of a text: as pieces, ``entity`` "" for plain words."""

    pieces: tuple[tuple[str, str, str], ...]  # (text as typed, entity or "", action or "")
    text: str  # what goes on to the model
    blocked: bool
    reason: str


def list_bots(desk: Desk) -> list[BotSummary]:
    """Every bot of the workspace, the newest change first."""
    raise NotImplementedError


def templates() -> list[Template]:
    """The bots to start from."""
    raise NotImplementedError


def create_bot(desk: Desk, template: str, *, name: str, key: str | None = None) -> Draft:
    """A new draft from a template; ``key`` empty: made from the name."""
    raise NotImplementedError


def find(desk: Desk, key_or_id: str) -> str:
    """The row id of a bot named by its file's id, row id or public id. Raises UnknownBot with the nearest names."""
    raise NotImplementedError


def get_draft(desk: Desk, bot: str) -> Draft:
    """The draft. Raises UnknownBot."""
    raise NotImplementedError


def save_draft(desk: Desk, bot: str, draft: str | BotConfig, *, changed_at: datetime | None = None) -> Draft:
    """Save a changed draft. Raises ConfigError (every problem), DraftChanged if ``changed_at`` is not the last save."""
    raise NotImplementedError


def change_draft(desk: Desk, bot: str, changes: Mapping[str, Any], *, changed_at: datetime | None = None) -> Draft:
    """Save single keys of the draft, such as {"welcome": …, "policy": {…}}; a whole key is replaced."""
    raise NotImplementedError


def problems(desk: Desk, text: str) -> tuple[Problem, ...]:
    """What is wrong with a bot file, without saving it."""
    raise NotImplementedError


def import_bot(desk: Desk, text: str, name: str) -> Draft:
    """A bot file becomes a draft; the same id again replaces that bot's draft. Raises ConfigError."""
    raise NotImplementedError


def export_bot(desk: Desk, bot: str, *, live: bool = False) -> str:
    """The bot file of the draft, or of the live version."""
    raise NotImplementedError


def archive_bot(desk: Desk, bot: str) -> None:
    """Take a bot off every page; its records stay until their time is over."""
    raise NotImplementedError


def policy_table(desk: Desk, bot: str) -> list[PolicyRow]:
    """What the draft keeps secret, kind by kind and stage by stage."""
    raise NotImplementedError


def try_text(desk: Desk, bot: str, text: str) -> Tried:
    """The try-it line of "Keeps secret". Nothing is stored."""
    raise NotImplementedError


def model_settings(desk: Desk) -> ModelSettings:
    """The endpoint in use, with the last four signs of its key."""
    raise NotImplementedError


def save_model_settings(desk: Desk, *, base_url: str, model: str, key: str | None = None) -> ModelSettings:
    """Set the endpoint; ``key`` None keeps the stored one, "" removes it. Off this machine only https. BadRequest."""
    raise NotImplementedError
