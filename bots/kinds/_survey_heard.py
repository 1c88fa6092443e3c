"""Which command a message to a survey says, beside or instead of an answer."""

from __future__ import annotations

from bots.fields import Asked, Reading
from bots.flow import hear
from bots.kinds._survey_jump import jump
from bots.words import says_only
from bots.words.likeliest import plausible

COMMANDS = ("stop", "back", "skip", "restart", "robot", "why", "repeat", "help")
UNSURE = ("repeat", "why", "help")  # heard beside an answer only when they are all that is said


def command(text: str, languages: tuple[str, ...], asked: Asked, read: Reading, *, words: bool) -> str | None:
    """The command, or None where the message is an answer or nothing. ``words``: any words may be the answer."""
    if jump(text, languages) is not None:
        return "jump"
    languages = plausible(text, languages)
    understood = read.understood and not read.own
    said = hear(text, COMMANDS, languages, free=words, understood=understood)
    if said in UNSURE and understood and not any(says_only(said, text, one) for one in languages):
        return None  # "4, no perdón, 5": the pardon is part of an answer
    if said == "back" and understood and asked.options:
        return None  # "the last one" names an option
    if said is None and (words or not understood) and any(says_only("greeting", text, one) for one in languages):
        return "repeat"  # somebody who comes back says hello
    return said
