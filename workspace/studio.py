"""Building bots: list, create from a template, read and save the draft, model settings, the policy as a table.

Over 300 lines: a page of the builder calls nothing else, so what can be done with a draft stands together.
"""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import yaml

import bots as bots_package
from bots import check
from bots import config as bot_file
from bots.config import BotConfig
from bots.errors import ConfigError
from guardrails import Guardrails, MemoryVault, Policy
from guardrails.catalogue import ENTITIES
from guardrails.errors import Problem
from guardrails.types import Action, Stage, Verdict
from records.audit import AuditNote
from records.bots import BotRow, Bots
from records.errors import Taken
from records.secrets import Secrets
from records.store import Store
from workspace import files, leftovers
from workspace.assembly import MODEL_ADDRESS, MODEL_KEY, MODEL_NAME
from workspace.errors import BadRequest, DraftChanged, NotPublished, UnknownBot
from workspace.roles import Desk
from workspace.settings import address_problem

TEMPLATES = Path(str(bots_package.__file__)).parent / "templates"
# What is said once for the whole business (``business.py``), by the names it is kept under.
CONTROLLER, CONTACT = "business.controller", "business.contact"
SHOW_FROM = 12  # of a shorter key four signs would tell too much
# What screens and files call an action.
ACTIONS: Mapping[Action, str] = {
    Action.ALLOW: "allow",
    Action.REDACT: "mask",
    Action.ASK: "ask",
    Action.BLOCK: "block",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A bot as its row names it. ``bot`` is the row's id, ``key`` the bot file's id."""

    bot: str
    key: str
    public_id: str
    kind: str
    name: str
    live_version: int | None
    changed_at: datetime


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
    rules: tuple[tuple[str, str, str], ...] = ()  # (entity, action, the line of the policy that decided), each once


def list_bots(desk: Desk, kind: str = "") -> list[Listed]:
    """Every bot of the workspace, or those of a kind, the newest change first; ``cards.py`` counts what they did."""
    desk.allow("bots.view")
    return [
        Listed(row.id, row.key, row.public_id, row.kind, row.name, row.live_version, row.draft_changed_at)
        for row in Bots(_store(desk)).listing()
        if kind in ("", row.kind)
    ]


def has_kind(desk: Desk, kind: str) -> bool:
    """Whether the workspace has a bot of a kind."""
    desk.allow("bots.view")
    return any(row.kind == kind for row in Bots(_store(desk)).listing())


@cache
def templates() -> tuple[Template, ...]:
    """The bots to start from; the comment a file begins with says what it is for."""
    return tuple(_template(path) for path in sorted(TEMPLATES.glob("*.yaml")))


@cache
def starts() -> tuple[BotConfig, ...]:
    """The shipped bots to start from, as values."""
    return tuple(bot_file.load(template.text, f"{template.name}.yaml") for template in templates())


def create_bot(desk: Desk, template: str, *, name: str, key: str | None = None, zone: str = "") -> Draft:
    """A new draft from a template; ``key`` empty: made from the name. ``zone`` is its maker's: hours are said in it.

    A browser that hides where it is says UTC; then, or when the zone is unknown here, the template's stays.
    """
    desk.allow("bots.edit")
    found = next((t for t in templates() if t.name == template), None)
    if found is None:
        raise BadRequest(f"There is no template '{template}'. Known: {', '.join(t.name for t in templates())}.")
    start = bot_file.load(found.text, f"{template}.yaml")
    stored = Bots(_store(desk))
    used = {row.key for row in (*stored.listing(), *stored.listing(archived=True))}
    place = {"timezone": zone} if zone in available_timezones() - {"UTC", "Etc/UTC"} else {}
    named = start.model_copy(update={"id": key or free_key(name, used), "name": name.strip(), **place})
    config = bot_file.load(bot_file.dump(responsible(desk, named)), "new bot")
    return _create(desk, config, bot_file.dump(config))


def responsible(desk: Desk, config: BotConfig) -> BotConfig:
    """The same bot with the business's own name and contact in its notice, where the notice names nobody."""
    secrets = Secrets(_store(desk))
    notice = config.notice
    said = {
        field: known
        for field, name in (("controller", CONTROLLER), ("contact", CONTACT))
        if not getattr(notice, field) and (known := secrets.get(name))
    }
    return config.model_copy(update={"notice": notice.model_copy(update=said)}) if said else config


def find(desk: Desk, key_or_id: str) -> str:
    """The row id of a bot named by its file's id, row id or public id. Raises UnknownBot with the nearest names."""
    desk.allow("bots.view")
    stored = Bots(_store(desk))
    row = stored.by_key(key_or_id) or stored.get(key_or_id) or stored.by_public_id(key_or_id)
    if row is None or row.archived_at is not None:
        keys = [known.key for known in stored.listing()]
        near = difflib.get_close_matches(key_or_id, keys, n=1, cutoff=0.5)
        known = f"Known: {', '.join(keys[:20])}." if keys else "There is none yet: import-bot makes one."
        raise UnknownBot(f"There is no bot '{key_or_id}'. " + (f"Did you mean '{near[0]}'?" if near else known))
    return row.id


def get_draft(desk: Desk, bot: str) -> Draft:
    """The draft. Raises UnknownBot."""
    desk.allow("bots.view")
    return _draft(desk, desk.app.bot_row(desk.actor.workspace, bot))


def broken(desk: Desk, bot: str) -> str:
    """What keeps a bot's stored files from loading, and how to mend it; "" when nothing does. Raises UnknownBot."""
    desk.allow("bots.view")
    return files.broken(_store(desk), desk.app.bot_row(desk.actor.workspace, bot))


def save_draft(desk: Desk, bot: str, draft: str | BotConfig, *, changed_at: datetime | None = None) -> Draft:
    """Save a changed draft. Raises ConfigError (every problem), DraftChanged if ``changed_at`` is not the last save."""
    desk.allow("bots.edit")
    row = desk.app.bot_row(desk.actor.workspace, bot)
    text = draft if isinstance(draft, str) else bot_file.dump(draft)
    config = check.load(text, f"{row.key}.yaml")
    must_stay_outside(desk, config, _previous(row))
    if config.id != row.key:
        raise ConfigError((Problem("id", f"{row.key}.yaml, id", "The id of a bot stays the same for ever."),))
    saved = Bots(_store(desk)).save_draft(
        bot, draft=text, kind=config.kind, name=config.name, now=desk.app.clock(), unless_changed_since=changed_at
    )
    if saved is None:
        raise DraftChanged("Somebody else saved this bot meanwhile. Open it again to see their changes.")
    return _draft(desk, saved)


def change_draft(desk: Desk, bot: str, changes: Mapping[str, Any], *, changed_at: datetime | None = None) -> Draft:
    """Save single keys of the draft, such as {"welcome": …, "policy": {…}}; a whole key is replaced. Words of the
    template that spoke of services or questions now replaced go with them, unless they are what is saved."""
    draft = get_draft(desk, bot)
    values = draft.config.model_dump(mode="json", exclude_defaults=True) | dict(changes)
    first = {"id": draft.config.id, "kind": draft.config.kind, "name": draft.config.name}
    text = _written(first | values)
    if {"services", "questions"} & set(changes):
        follow = leftovers.adapted(draft.config, check.load(text, f"{draft.key}.yaml"), starts())
        text = _written(first | values | {where: new for where, new in follow.items() if where not in changes})
    return save_draft(desk, bot, text, changed_at=changed_at)


def _written(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=110)


def problems(desk: Desk, text: str) -> tuple[Problem, ...]:
    """What is wrong with a bot file, without saving it."""
    desk.allow("bots.view")
    try:
        check.load(text)
    except ConfigError as error:
        return error.problems
    return ()


def import_bot(desk: Desk, text: str, name: str) -> Draft:
    """A bot file becomes a draft; the same id again replaces that bot's draft, and brings one back that was put away,
    for who may do that. Raises ConfigError, NotAllowed."""
    desk.allow("bots.edit")
    config = check.load(text, name)
    stored = Bots(_store(desk))
    row = stored.by_key(config.id)
    if row is None:
        must_stay_outside(desk, config)
        return _create(desk, config, text)
    if row.archived_at is not None:
        desk.allow("bots.archive")
        must_stay_outside(desk, config, _previous(row))  # whatever may refuse comes before it is back on its pages
        stored.unarchive(row.id, now=desk.app.clock(), notes=(_note(desk, "bot.unarchived", row.id),))
    return save_draft(desk, row.id, text)


def export_bot(desk: Desk, bot: str, *, live: bool = False) -> str:
    """The bot file of the draft, or of the live version."""
    desk.allow("bots.view")
    row = desk.app.bot_row(desk.actor.workspace, bot)
    if not live:
        return row.draft
    version = Bots(_store(desk)).version(bot, row.live_version) if row.live_version is not None else None
    if version is None:
        raise NotPublished(f"The bot '{row.key}' is not published yet.")
    return version.file


def archive_bot(desk: Desk, bot: str) -> None:
    """Take a bot off every page; its records stay until their time is over."""
    desk.allow("bots.archive")
    row = desk.app.bot_row(desk.actor.workspace, bot)
    Bots(_store(desk)).archive(row.id, now=desk.app.clock(), notes=(_note(desk, "bot.archived", row.id),))


def policy_table(desk: Desk, bot: str) -> list[PolicyRow]:
    """What the draft keeps secret, kind by kind and stage by stage."""
    policy = Policy.load(get_draft(desk, bot).config.guarded())
    return [
        PolicyRow(
            entity=row.entity,
            label=ENTITIES[row.entity].label,
            group=ENTITIES[row.entity].group,
            actions={stage.value: ACTIONS[cell.action] for stage, cell in row.cells.items()},
            rules={stage.value: cell.rule for stage, cell in row.cells.items()},
        )
        for row in policy.table()
    ]


def try_text(desk: Desk, bot: str, text: str) -> Tried:
    """The try-it line of "Keeps secret". Nothing is stored."""
    policy = Policy.load(get_draft(desk, bot).config.guarded())
    verdict = Guardrails(policy).clear(text, Stage.INPUT, vault=MemoryVault())
    rules = dict.fromkeys((a.finding.entity, ACTIONS[a.action], a.rule) for a in verdict.applied)
    return Tried(tuple(_pieces(text, verdict)), verdict.text, verdict.blocked, verdict.reason, tuple(rules))


def model_settings(desk: Desk) -> ModelSettings:
    """The endpoint in use, with the last four signs of its key."""
    desk.allow("settings.view")
    endpoint = desk.app.endpoint(desk.actor.workspace)
    shown = endpoint.key[-4:] if len(endpoint.key) >= SHOW_FROM else ""
    return ModelSettings(endpoint.base_url, endpoint.model, shown, endpoint.source)


def save_model_settings(desk: Desk, *, base_url: str, model: str, key: str | None = None) -> ModelSettings:
    """Set the endpoint; ``key`` None keeps the stored one, "" removes it. Off this machine only https. BadRequest."""
    desk.allow("settings.edit")
    address = base_url.strip()
    problem = address_problem("Address", address) if address else None
    if problem is not None:
        raise BadRequest(str(problem))
    secrets, now, by = Secrets(_store(desk)), desk.app.clock(), desk.actor.member
    wanted = {MODEL_ADDRESS: address, MODEL_NAME: model.strip()} | ({} if key is None else {MODEL_KEY: key.strip()})
    for name, value in wanted.items():
        note = (_note(desk, "model.set" if value else "model.removed", name),)
        if value:
            secrets.set(name, value, by=by, now=now, notes=note)
        elif secrets.get(name) is not None:
            secrets.remove(name, now=now, notes=note)
    return model_settings(desk)


def must_stay_outside(desk: Desk, config: BotConfig, before: BotConfig | None = None) -> None:
    """Raises NotAllowed when a bot would ask inside the own network and this person may not let it in. What stands in
    ``before`` (the draft an owner saved) may stay as it is: an editor goes on working on such a bot."""
    if _inside(config) - (_inside(before) if before is not None else frozenset()):
        desk.allow("network.inside")


def _inside(config: BotConfig) -> frozenset[str]:
    """Every act and webhook that may reach the own network, with all that is set for it."""
    hook = getattr(config, "webhook", None)
    return frozenset([f"webhook {hook.url}"] if hook is not None and hook.private else []) | frozenset(
        json.dumps([grant.tool, name, action], sort_keys=True, default=str)
        for grant in getattr(config, "tools", ())
        for name, action in _table(grant.settings.get("actions")).items()
        if _table(action).get("private")
    )


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _previous(row: BotRow) -> BotConfig | None:
    return files.loaded(row.draft)


def _store(desk: Desk) -> Store:
    return desk.app.store(desk.actor.workspace)


def _note(desk: Desk, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> AuditNote:
    return AuditNote(desk.actor.member, action, subject, detail or {})


def _create(desk: Desk, config: BotConfig, text: str) -> Draft:
    try:
        row = Bots(_store(desk)).create(
            key=config.id, kind=config.kind, name=config.name, draft=text, now=desk.app.clock(),
            notes=(_note(desk, "bot.created", config.id),),
        )  # fmt: skip
    except Taken:
        raise BadRequest(f"There is a bot '{config.id}' already. Choose another short name.") from None
    return _draft(desk, row)


def _draft(desk: Desk, row: BotRow) -> Draft:
    config = bot_file.load(row.draft, f"{row.key}.yaml")
    return Draft(
        row.id, row.key, row.public_id, row.draft, config, row.draft_changed_at, row.live_version,
        files.differs(_store(desk), row),
    )  # fmt: skip


def _template(path: Path) -> Template:
    text = path.read_text(encoding="utf-8")
    config = bot_file.load(text, path.name)
    comment = takewhile(lambda line: line.startswith("#"), text.splitlines())
    about = " ".join(line.lstrip("# ").strip() for line in comment) or config.name
    return Template(path.stem, config.kind, config.name, about, text)


def free_key(name: str, used: Collection[str]) -> str:
    """A short name for a bot, made from its name, that no other has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
    key = key if key[:1].isalpha() else f"bot-{key}".strip("-")
    return next(k for k in (key, *(f"{key}-{n}" for n in range(2, 10_000))) if k not in used)


def _pieces(text: str, verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    done = 0
    for applied in sorted(verdict.applied, key=lambda a: a.finding.start):
        found = applied.finding
        if found.start < done:
            continue
        if found.start > done:
            yield text[done : found.start], "", ""
        yield text[found.start : found.end], found.entity, ACTIONS[applied.action]
        done = found.end
    if done < len(text):
        yield text[done:], "", ""
