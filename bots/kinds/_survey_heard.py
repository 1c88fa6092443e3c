"""Which command a message to a survey says, beside or instead of an answer."""

from __future__ import annotations

import re

from bots.fields import Asked, Reading
from bots.flow import hear
from bots.kinds._survey_jump import jump
from bots.words import plain, says_only
from bots.words.implied import implied, without_doubt
from bots.words.likeliest import plausible

_UNDOES = re.compile(
    r"(?<!\w)(?:change|redo|undo|correct|fix|edit|go back|andern|korrigieren|zuruck|cambiar|corregir|volver|changer|"
    r"corriger|revenir|modifier|correggere|tornare|modificare|mudar|corrigir|voltar|wijzigen|veranderen|terug)(?!\w)"
)
COMMANDS = ("stop", "back", "skip", "restart", "robot", "why", "repeat", "help")
UNSURE = ("repeat", "why", "help")  # heard beside an answer only when they are all that is said


def command(text: str, languages: tuple[str, ...], asked: Asked, read: Reading, *, words: bool) -> str | None:
    """The command, or None where the message is an answer or nothing. ``words``: any words may be the answer."""
    if jump(text, languages) is not None:
        return "jump"
    languages = plausible(text, languages)
    understood = read.understood and not read.own
    if asked.kind == "yesno" and understood and (plainly := _beside_a_yes(text, languages)) is not None:
        return hear(text, plainly, languages, free=words, understood=True) if plainly else None
    said = hear(text, COMMANDS, languages, free=words, understood=understood)
    if said in UNSURE and understood and not any(says_only(said, text, one) for one in languages):
        return None  # "4, no perdón, 5": the pardon is part of an answer
    if said == "back" and understood and asked.options and not _undoes(text):
        return None  # "the last one" names an option
    if said is None and (words or not understood) and any(says_only("greeting", text, one) for one in languages):
        return "repeat"  # somebody who comes back says hello
    return said


def _beside_a_yes(text: str, languages: tuple[str, ...]) -> tuple[str, ...] | None:
    """The commands that may stand beside a yes or a no, where words of a command tell it: "why wouldn't I", "won't be
    back"; None where all may."""
    if implied(text, whole=True):
        return ()
    if without_doubt(text) != text or not any(says_only("skip", text, one) for one in languages):
        return tuple(name for name in COMMANDS if name not in (*UNSURE, "skip"))
    return None


def _undoes(text: str) -> bool:
    """ "can i redo the last one" wants back, although it names an option as well."""
    return _UNDOES.search(plain(text)) is not None
