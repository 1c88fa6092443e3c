"""Humane words and a person, whatever the bot was busy with: for danger, threats and insults, in every kind.

The talk stays where it was: the open question is asked nowhere again, and the next message may answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from bots.kinds import Turn
from bots.phrases import phrase
from bots.toolbox import Toolbox
from bots.types import Ask, HandOver, ReplyPart, Text
from bots.words.care import Need

_REASONS = {"unsafe": "unsafe", "threat": "unsafe", "abuse": "upset"}


@runtime_checkable
class HandsOver(Protocol):
    """A kind with words of its own for handing over: hours, and where to answer when nobody is there."""

    def hand_over(self, reason: str, turn: Turn, toolbox: Toolbox) -> Iterator[ReplyPart]: ...


def cared(need: Need, language: str, turn: Turn, toolbox: Toolbox, kind: object) -> Iterator[ReplyPart]:
    """The reply to somebody who needs a person now."""
    talk = turn.conversation
    yield Text(phrase(need, language) + "\n\n", ours=True)
    if isinstance(kind, HandsOver):
        yield from kind.hand_over(_REASONS[need], turn, toolbox)
        return
    toolbox.call("hand_over", {"reason": _REASONS[need]})
    yield Text(phrase("handed_over", language), ours=True)
    if talk.turns and talk.turns[-1].asking:
        yield Ask(talk.turns[-1].asking)
    yield HandOver(_REASONS[need])
