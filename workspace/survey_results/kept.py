"""What of a survey's responses may be looked at, by what the people who gave them were promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bots.schema.survey import Question, SurveyFile
from records.responses import Response, Responses
from workspace import files, results
from workspace.errors import BadRequest
from workspace.roles import Desk
from workspace.survey_results.groups import Group, grouped
from workspace.survey_results.released import FEWEST, Batches, batches

Promise = Literal["anonymous", "confidential", "identified"]
_STRICTEST: tuple[Promise, ...] = ("anonymous", "confidential", "identified")


@dataclass(frozen=True)
class Kept:
    """A survey's questions, every response, and the batches of those that may be looked at."""

    survey: SurveyFile
    promise: Promise
    every: Sequence[Response]
    batches: Batches

    @cached_property
    def shown(self) -> list[Response]:
        """The responses results are made of; none while there are too few."""
        found = [one for batch in self.batches for one in batch]
        return found if self.promise == "identified" or len(found) >= FEWEST else []

    def groups(self, question: Question) -> list[Group]:
        """Those responses in the groups of a question; none for a question people cannot be grouped by."""
        return self.all_groups.get(question.id, [])

    @cached_property
    def all_groups(self) -> Mapping[str, list[Group]]:
        """The groups of every question people can be grouped by."""
        shown = self.batches if self.shown else []
        return grouped(self.survey.questions, shown, small_closed=self.promise != "identified")


def load(desk: Desk, bot: str) -> Kept:
    """Everything results are made of. Raises BadRequest for a bot of another kind.

    What counts is the strictest promise under which any response was given, not what the draft says today: nobody
    becomes recognizable because a setting was changed after they had answered, or because a file no longer loads: what
    an unreadable version promised is taken for the strictest. A draft that no longer loads is read as it was published,
    or as it was when people answered.
    """
    row = desk.app.bot_row(desk.actor.workspace, bot)
    if row.kind != "survey":
        raise BadRequest("This bot is no survey.")
    store = desk.app.store(desk.actor.workspace)
    every = Responses(store).listing(bot)
    versions = sorted({one.version for one in every}, key=lambda version: version or 0, reverse=True)
    asked = [results.survey_of(store, bot, version) for version in versions]
    survey = _readable([files.loaded(row.draft), files.standing(store, row), *asked])
    given: set[Promise] = {"anonymous"} if None in asked or any(one.conversation is None for one in every) else set()
    given |= {one.anonymity for one in asked if one is not None} or {survey.anonymity}
    promise = next(one for one in _STRICTEST if one in given)
    shown = batches(every, now=desk.app.clock()) if promise == "anonymous" else [list(every)]
    return Kept(survey, promise, every, shown)


def _readable(files_of_it: Sequence[object]) -> SurveyFile:
    """The first that is a survey. Raises BadRequest with the cure when there is none."""
    for one in files_of_it:
        if isinstance(one, SurveyFile):
            return one
    raise BadRequest(
        "The file of this survey cannot be read any more. The page Bots says how to mend it; its answers are kept."
    )
