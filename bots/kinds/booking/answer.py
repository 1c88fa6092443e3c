"""The answer to a detail, or what was said instead of one."""

from __future__ import annotations

from collections.abc import Iterator

from bots.fields import Asked, field_for
from bots.flow import hear, moment, words_for
from bots.kinds.booking.commands import obey, told_aside
from bots.kinds.booking.details import ask_detail, asked, keep
from bots.kinds.booking.forward import proceed, take
from bots.kinds.booking.hears import Heard
from bots.kinds.booking.refusals import refuses
from bots.kinds.booking.talk import Talk
from bots.kinds.booking.times import ask_when
from bots.schema.booking import Detail
from bots.types import ReplyPart

_COMMANDS = ("cancel", "skip", "back", "why", "repeat", "restart")


def answer(talk: Talk, detail: Detail, text: str) -> Iterator[ReplyPart]:
    """Take the answer to a detail; a command beats it."""
    field = field_for(detail.kind)
    wanted = Asked(detail.id, detail.kind)
    when = moment(talk.message, talk.speech.read, talk.bot.timezone)
    read = field.parse(words_for(field, wanted, text), wanted, when)
    command = hear(text, _COMMANDS, talk.speech.read, free=field.words, understood=read.understood)
    if command == "skip":
        yield from skip(talk)
    elif command == "back":
        talk.put(slot=None)
        yield from ask_when(talk)
    elif command == "why":
        yield from ask_detail(talk, detail, talk.say("detail_why", purpose=detail.purpose))
    elif command in ("cancel", "restart"):
        yield from obey(talk, command, Heard())
    elif read.understood:
        keep(talk, detail, read.value)
        yield from proceed(talk)
    else:
        yield from _other_than_asked(talk, detail, text, read.hint)


def skip(talk: Talk) -> Iterator[ReplyPart]:
    """Go on without the detail asked for, unless it is required."""
    detail = asked(talk)
    if detail is None:
        yield from proceed(talk)
    elif detail.required:
        needed = (talk.say("detail_needed"), talk.say("detail_why", purpose=detail.purpose))
        yield from ask_detail(talk, detail, *needed)
    else:
        keep(talk, detail, None)
        yield from proceed(talk)


def _other_than_asked(talk: Talk, detail: Detail, text: str, hint: str) -> Iterator[ReplyPart]:
    """Instead of the detail something about the appointment may have been said."""
    heard = talk.hears(text)
    told = told_aside(talk, heard) if heard.when.empty else None
    if told is not None:
        yield from told.parts()
        yield from ask_detail(talk, detail)
    elif heard.anything:
        yield from take(talk, heard)
    elif refuses(text, talk.speech.read):
        yield from skip(talk)
    else:
        yield from ask_detail(talk, detail, talk.say(hint))
