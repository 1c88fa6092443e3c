"""What booking and survey stand on: what a visitor means beside an answer, and the pieces both speak with.

The language side only proposes (``hear`` names a command, a field reads a value); the kinds decide in code what
happens. A command beats an answer when it is all, or most, of what was said; where any words may be the answer it must
be all of it.

    message ─► hear ─► command? ─► the kind acts: skip, back, stop, why, repeat, start over …
                └────► field.parse ─► value, or a kind word and the question again
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bots.answering.language import reply_language
from bots.cleared import MASK
from bots.dates.spoken import calendar_language
from bots.fields import Asked, Field, Moment
from bots.phrases import phrase
from bots.types import Choice, Conversation, Json, Message, Text
from bots.words import plain, says, says_only, spoken, terms, words_like
from guardrails import PLACEHOLDER

MOSTLY = 0.6  # the share of a message a command must cover to beat an answer
PARTLY = 0.25  # … and to count at all when nothing else was understood


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages of a turn: what to read the message in, likeliest first, and what to answer in."""

    read: tuple[str, ...]
    reply: str

    def say(self, key: str, **values: str) -> str:
        """A fixed sentence in the language of the reply."""
        return phrase(key, self.reply, **values)


def speech(message: Message, conversation: Conversation) -> Speech:
    """The languages of this turn: what this message shows, else what was spoken before ("een uur later" shows none)."""
    return spoken_in(message.text, str(conversation.state.get("language") or conversation.language))


def spoken_in(words: str, before: str) -> Speech:
    """The languages of a message after a talk in ``before``."""
    text = words_alone(words)
    reply = calendar_language(text) or reply_language(text, before)
    return Speech(spoken(text, reply), reply)


def words_alone(text: str) -> str:
    """A message without what stands for personal data: the letters and digits of a placeholder say nothing, and now
    and then look like a word or a number; so do those of a mask such as ``[card ••••1111]``."""
    return MASK.sub(" ", PLACEHOLDER.sub(" ", text))


def words_for(field: Field, asked: Asked, text: str) -> str:
    """What a field reads of a message: own words and personal kinds keep their placeholders, no number or option is
    read from one."""
    return text if field.words or field.entity is not None or asked.other else words_alone(text)


def hear(text: str, names: Sequence[str], languages: Sequence[str], *, free: bool, understood: bool) -> str | None:
    """The command a message says, the first of ``names`` that fits, or None.

    ``free``: any words may be the answer. ``understood``: the message already reads as an answer.
    """
    text = words_alone(text)
    for language in languages:
        for name in names:
            if says_only(name, text, language):
                return name
    if free:
        return None
    needed = MOSTLY if understood else PARTLY
    for language in languages:
        best = max(names, key=lambda name: coverage(name, text, language))
        if coverage(best, text, language) >= needed:
            return best
    return None


def coverage(name: str, text: str, language: str) -> float:
    """How much of a message, courtesies left out, says a command."""
    bare = plain(text)
    if says(name, text, language) is None:
        return 0.0
    said = _marked(bare, terms(name, language))
    courtesy = _marked(bare, terms("filler", language)) - said
    letters = sum(c != " " for c in bare) - len({i for i in courtesy if bare[i] != " "})
    return len({i for i in said if bare[i] != " "}) / letters if letters else 0.0


def pressed(field: Field, asked: Asked, choice: str | None, language: str) -> str | None:
    """The words on the button that was pressed, if it is one of this question's."""
    return next((c.label for c in field.choices(asked, language) if c.id == choice), None)


def moment(message: Message, languages: tuple[str, ...], timezone: str) -> Moment:
    """When a message is read: the business's wall clock."""
    return Moment(message.at.astimezone(ZoneInfo(timezone)), languages)


def our(*sentences: str) -> Iterator[Text]:
    """Fixed sentences as one piece of the reply."""
    words = " ".join(s.strip() for s in sentences if s and s.strip())
    if words:
        yield Text(words, ours=True)


def kept(state: Any) -> dict[str, Json]:
    """The kind's own part of a conversation's state (the toolbox keeps its counts beside it)."""
    return {key: value for key, value in dict(state).items() if not key.startswith("_")}


def buttons(*choices: Choice | None) -> tuple[Choice, ...]:
    """Those of the buttons that are there."""
    return tuple(c for c in choices if c is not None)


def _marked(bare: str, patterns: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for pattern in patterns:
        for match in words_like(pattern).finditer(bare):
            found |= set(range(match.start(), match.end()))
    return found
