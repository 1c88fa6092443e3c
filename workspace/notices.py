"""The privacy notice, written from the bot's live settings in eight languages and versioned by a hash.

The hash is over the facts, not the words, so consent given in one language counts in every other, and any change that
matters (a new purpose, another model's host, longer keeping) asks again. What the owner wrote stands as written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import rfc8785
import yaml

from bots.config import BotConfig
from bots.schema.booking import BookingFile
from bots.schema.survey import SurveyFile
from guardrails.catalogue import ENTITIES
from guardrails.policy import Policy
from guardrails.types import Action, Stage
from workspace.settings import is_loopback

LANGUAGES = ("en", "es", "de", "fr", "it", "pt", "nl", "ar")
TEXTS = Path(__file__).parent / "notice_texts"
KINDS = Path(__file__).parent / "notice_kinds.yaml"
# Raise when the fixed sentences change in substance: consent is then asked again.
REVISION = 1
_HASHES: dict[tuple[str, str], str] = {}


@dataclass(frozen=True, slots=True)
class NoticeText:
    """The privacy notice in one language: Markdown, and the hash that consent names (the same in all languages)."""

    markdown: str
    hash: str
    language: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed words around consent in one language."""

    ai_label: str
    consent: str
    button: str
    decline: str
    declined: str
    language: str


def facts(config: BotConfig, endpoint: str) -> Mapping[str, Any]:
    """What the notice says, as data. ``endpoint`` is the address of the model that answers, "" for the embedded one."""
    return {
        "revision": REVISION,
        "name": config.name,
        "kind": config.kind,
        "notice": config.notice.model_dump(mode="json"),
        "model": _model(endpoint if config.model.provider == "openai" else ""),
        "tools": sorted(set(_tool_hosts(config))),
        "retention": config.retention.model_dump(mode="json"),
        "plain": sorted(_plain(config)),
        "asked": [list(item) for item in _asked(config)],
        "anonymity": config.anonymity if isinstance(config, SurveyFile) else "",
        **_of_survey(config),
    }


def _of_survey(config: BotConfig) -> Mapping[str, Any]:
    """Only what a survey adds, so that the notices of others stay the same."""
    if not isinstance(config, SurveyFile):
        return {}
    told = [one.title or one.id for one in config.hidden]
    return ({"once": True} if config.one_each != "open" else {}) | ({"page_tells": told} if told else {})


def notice_hash(config: BotConfig, endpoint: str) -> str:
    """The version of the notice: 64 hex digits over its facts. Asked on every turn, so it is remembered."""
    key = (config.model_dump_json(), endpoint)
    known = _HASHES.get(key)
    if known is None:
        if len(_HASHES) >= 500:
            _HASHES.clear()
        said = rfc8785.dumps(facts(config, endpoint))  # type: ignore[arg-type, unused-ignore]
        known = _HASHES[key] = hashlib.sha256(said).hexdigest()
    return known


def write(config: BotConfig, endpoint: str, language: str) -> NoticeText:
    """The notice in a language; one we do not speak falls back to the bot's own."""
    spoken = language if language in LANGUAGES else config.language
    said = facts(config, endpoint)
    sections = _sections(config, said, spoken)
    title = _texts(spoken)["title"].format(name=_plain_text(config.name))
    body = "\n\n".join(f"## {heading}\n\n" + "\n\n".join(lines) for heading, lines in sections)
    return NoticeText(f"# {title}\n\n{body}\n", notice_hash(config, endpoint), spoken)


def wording(config: BotConfig, language: str) -> Wording:
    """The words shown when consent is asked."""
    spoken = language if language in LANGUAGES else config.language
    texts = _texts(spoken)
    # No model reads a bot that answers by itself: what is agreed to names who does.
    consent = texts["consent" if config.model.provider == "openai" else "consent_local"].format(name=config.name)
    return Wording(
        texts["ai_label"], consent, texts["consent_button"], texts["decline_button"], texts["declined"], spoken
    )  # fmt: skip


def shown(config: BotConfig, consent: str, language: str) -> Wording | None:
    """Our words that somebody saw, by their text; None when they are not ours. ``language`` is looked at first."""
    said = " ".join(consent.split())
    ours = (wording(config, one) for one in (language, *LANGUAGES))
    return next((words for words in ours if " ".join(words.consent.split()) == said), None)


@cache
def _texts(language: str) -> Mapping[str, str]:
    raw = yaml.load((TEXTS / f"{language}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {str(key): str(value).strip() for key, value in raw.items()}


def _sections(config: BotConfig, said: Mapping[str, Any], language: str) -> Iterator[tuple[str, list[str]]]:
    notice, t = config.notice, _texts(language)
    yield t["ai_heading"], [t["ai"].format(name=_plain_text(config.name))]
    who = t["who"].format(controller=_plain_text(notice.controller)) if notice.controller else t["who_missing"]
    contact = [t["contact"].format(contact=_plain_text(notice.contact))] if notice.contact else []
    yield t["who_heading"], [who, *contact]
    purposes = "\n".join(f"- {_plain_text(purpose)}" for purpose in notice.purposes)
    yield t["why_heading"], [purposes, t["basis"].format(basis=_plain_text(notice.legal_basis)), t["withdraw"]]
    if said["asked"] or said["anonymity"]:
        asked = "\n".join(
            f"- {_plain_text(' – '.join(filter(None, (label, purpose, basis))))}"
            + ("" if required else f" ({t['optional']})")
            for label, purpose, basis, required in said["asked"]
        )
        once = t["once"] if said.get("once") else ""
        told = t["page_tells"].format(names=_plain_text(", ".join(said.get("page_tells", ()))))
        tells = told if said.get("page_tells") else ""
        yield t["asked_heading"], [x for x in (asked, t.get(said["anonymity"], ""), once, tells) if x]
    plain = ", ".join(dict.fromkeys(_kind(name, language) for name in said["plain"]))
    yield t["secret_heading"], [t["secret"], *([t["shown_plain"].format(kinds=plain)] if plain else [])]
    yield t["who_gets_heading"], _recipients(said, t)
    yield t["keep_heading"], ["\n".join(f"- {line}" for line in _keeping(config, t))]
    yield t["rights_heading"], [t["rights"]]
    yield t["decisions_heading"], [t["decisions_booking" if config.kind == "booking" else "decisions"]]
    yield t["browser_heading"], [t["browser"]]


def _recipients(said: Mapping[str, Any], t: Mapping[str, str]) -> list[str]:
    model = said["model"]
    first = t[model] if model in ("embedded", "local_model") else t["model"].format(host=model)
    return [first, *([t["tools"].format(hosts=", ".join(said["tools"]))] if said["tools"] else [])]


def _keeping(config: BotConfig, t: Mapping[str, str]) -> Iterator[str]:
    kept = config.retention
    yield t["keep_chats"].format(days=kept.chats) if kept.chats else t["keep_nothing"]
    if config.kind == "booking":
        yield t["keep_bookings"].format(days=kept.bookings)
    if config.kind == "survey":
        yield t["keep_answers"].format(days=kept.answers)
    yield t["keep_consent"]


def _model(endpoint: str) -> str:
    host = urlsplit(endpoint).hostname or ""
    if not host:
        return "embedded"
    return "local_model" if is_loopback(host) else host


def _tool_hosts(config: BotConfig) -> Iterator[str]:
    """Hosts that tools of this bot may ask, wherever in a tool's settings their address stands."""
    for grant in config.tools:
        for text in _texts_in(grant.settings):
            host = urlsplit(text).hostname if text.startswith(("https://", "http://")) else None
            if host:
                yield host


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts_in(item)


def _kind(entity: str, language: str) -> str:
    """A kind of data in the visitor's language; several kinds may share a word, such as the parts of a card."""
    if language == "en":
        return ENTITIES[entity].label.lower()
    kinds = _kinds()
    return kinds.get(entity, kinds[ENTITIES[entity].group])[language]


@cache
def _kinds() -> Mapping[str, Mapping[str, str]]:
    raw = yaml.load(KINDS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {
        name: {key: str(said) for key, said in one.items() if key != "for"}
        for one in raw.values()
        for name in one["for"]
    }


@cache
def _everyday() -> Policy:
    return Policy.load("default")


def _plain(config: BotConfig) -> Iterator[str]:
    """Kinds the owner lets through though the everyday pack masks them."""
    policy, usual = Policy.load(config.policy.model_dump()), _everyday()
    for name in ENTITIES:
        if policy.action(name, Stage.INPUT) is Action.ALLOW and usual.action(name, Stage.INPUT) is not Action.ALLOW:
            yield name


def _asked(config: BotConfig) -> Iterator[tuple[str, str, str, bool]]:
    if isinstance(config, BookingFile):
        for detail in config.details:
            yield detail.label or detail.id, detail.purpose, detail.basis, detail.required
    if isinstance(config, SurveyFile):
        for question in config.questions:
            if question.kind in ("email", "phone"):
                yield question.text, "", "", question.required


def _plain_text(text: str) -> str:
    """The owner's words inside Markdown: no markup, no line breaks."""
    return " ".join("".join(f"\\{c}" if c in "\\`*_[]<>#|!" else c for c in text).split())
