"""What the appointment needs to know: taken whenever it is said, asked for one by one, each with its purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bots.fields import Asked, field_for
from bots.flow import our
from bots.kinds.booking.talk import Talk
from bots.schema.booking import Detail
from bots.types import Ask, Choice, Json, ReplyPart

_ENTITIES = {"phone": "PHONE_NUMBER", "email": "EMAIL_ADDRESS", "name": "PERSON"}


def take_placeholders(talk: Talk, text: str) -> None:
    """Name, phone and e-mail are taken whenever they are said and asked for by this bot."""
    for detail in talk.bot.details:
        entity = _ENTITIES.get(detail.kind)
        found = re.findall(rf"\[\[{entity}:[a-z2-9]{{8}}\]\]", text) if entity else []
        if found:
            keep(talk, detail, found[-1])


def keep(talk: Talk, detail: Detail, value: Json) -> None:
    """Remember the answer to a detail; None: skipped."""
    talk.put(details={**talk.state.details, detail.id: value})


def missing(talk: Talk) -> Detail | None:
    """The first detail nothing was said to."""
    return next((d for d in talk.bot.details if d.id not in talk.state.details), None)


def asked(talk: Talk) -> Detail | None:
    """The detail that was asked for."""
    return next((d for d in talk.bot.details if d.id == talk.state.asking), None)


def ask_detail(talk: Talk, detail: Detail, *before: str) -> Iterator[ReplyPart]:
    """Ask for a detail; one that is not required has a button to skip it."""
    entity = _ENTITIES.get(detail.kind)
    talk.put(asking=detail.id, entity=entity)
    yield from our(*before, talk.sayer.detail(detail))
    choices = field_for(detail.kind).choices(Asked(detail.id, detail.kind), talk.speech.reply)
    skip = () if detail.required else (Choice("skip", talk.say("skip")),)
    yield from talk.buttons(*choices, *skip)
    yield Ask(detail.id, entity)
