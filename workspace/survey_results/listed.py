"""The responses one by one, as ``records`` lists them: of an anonymous survey those that may be looked at.

While nobody but the command line has talked to a survey, it shows all: whoever tries a bot out there reads their own
answers. From the first visitor on, an anonymous response waits until it is released (see ``released``): listed at once,
it would be the answer of whoever has just been here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.conversations import Conversations
from workspace import results
from workspace.results import ResponseLine
from workspace.roles import Desk
from workspace.survey_results.kept import load

TRIALS = ("cli", "preview", "check")  # channels on which the owner talks


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines that may be read, and how many responses wait."""

    lines: Sequence[ResponseLine]
    waiting: int


def listed(desk: Desk, bot: str, *, reveal: bool = False) -> Listed:
    """Every response that may be read with its answers; anonymous ones in an order that says nothing."""
    every = results.responses(desk, bot, reveal=reveal)
    if not Conversations(desk.app.store(desk.actor.workspace)).visited(bot, trials=TRIALS):
        return Listed(every, 0)
    released = {one.id for one in load(desk, bot).shown}
    lines = [one for one in every if one.conversation is not None or one.id in released]
    return Listed(sorted(lines, key=lambda one: one.id if one.conversation is None else ""), len(every) - len(lines))
