"""record_answer: keep one answer of a survey, take answers back, or close the response.

The tool also holds what bounds a survey: who may answer (an invitation, a signed-in visitor), how many answers of one
sort are wanted, and what the page told. None of it is an argument: the turn and the bot file say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bots.errors import BadArguments
from bots.schema.branching import MORE, same
from bots.schema.survey import Question, SurveyFile
from bots.tools import ToolContext, ToolResult
from bots.types import Json
from guardrails import PLACEHOLDER
from records.responses import Responses, Talk, Turned
from records.survey_tickets import MEMBER, blind


class RecordAnswerArguments(BaseModel):
    """One act on the response of this conversation. Questions and options go by their place in the file, so that the
    owner's own words need no clearing; words are the visitor's, cleared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: int | None = Field(None, ge=0, description="Place of the question, from 0")
    row: int | None = Field(None, ge=0, description="Row of a matrix, from 0")
    number: float | None = Field(None, description="A number or a rating")
    options: tuple[int, ...] | None = Field(None, description="Places of the options chosen, from 0")
    day: date | None = Field(None, description="A date")
    words: str | None = Field(None, max_length=40_000, description="Own words, yes or no, a placeholder")
    skip: bool = Field(False, description="Leave the question unanswered")
    more: bool = Field(False, description="The words add to the answer that stands")
    forget: tuple[int, ...] = Field((), description="Places of questions whose answers are taken back")
    finish: Literal["complete", "stopped"] | None = Field(None, description="Close the response")


class _RecordAnswer:
    name = "record_answer"
    description = "Keep an answer of this survey, or close it"
    writes = True
    argument_bytes = 160_000  # the longest message in any script, with placeholders longer than what they stand for
    Arguments = RecordAnswerArguments

    def run(self, arguments: RecordAnswerArguments, context: ToolContext) -> ToolResult:
        if not isinstance(context.bot, SurveyFile):
            raise BadArguments("Only a survey keeps answers.")
        responses, talk = Responses(context.services.store), _talk(context.bot, context)
        try:
            return _act(arguments, context, context.bot, responses, talk)
        except Turned as why:
            return ToolResult(data={"answers": {}, "closed": why.reason})


def _act(
    arguments: RecordAnswerArguments, context: ToolContext, bot: SurveyFile, responses: Responses, talk: Talk
) -> ToolResult:
    if arguments.finish:
        responses.finish(talk, arguments.finish, now=context.now)
        return ToolResult(data={"answers": {}}, act="finished the survey")
    if arguments.question is None and not arguments.forget:
        responses.admit(talk, most=bot.most, now=context.now)
        return ToolResult(data={"answers": dict(responses.answers(talk))})
    answers = responses.answers(talk)
    if arguments.question is not None:
        question = _question(bot, arguments.question)
        key = question.id if arguments.row is None else f"{question.id}.{arguments.row + 1}"
        value = _value(question, arguments)
        if _full(bot, question, value, responses, talk):
            responses.turn_away(talk)
            return ToolResult(data={"answers": {}, "closed": "full"})
        kept = _apart(value) if talk.anonymous else value
        answers = responses.record(talk, key + (MORE if arguments.more else ""), kept, now=context.now)
    if arguments.forget:
        ids = [_question(bot, n).id for n in arguments.forget]
        moot = tuple(key for key in answers if key in ids or key.rpartition(".")[0] in ids)
        answers = responses.forget(talk, moot, now=context.now)
    return ToolResult(data={"answers": dict(answers)})


def _full(bot: SurveyFile, question: Question, value: Json, responses: Responses, talk: Talk) -> bool:
    """Whether enough complete answers of this sort are there already."""
    wanted = [q for q in bot.quotas if q.question == question.id and value is not None and same(value, q.value)]
    if not wanted:
        return False
    given = responses.complete_values(talk.bot, question.id)
    return any(sum(same(one, quota.value) for one in given if one is not None) >= quota.most for quota in wanted)


def _apart(value: Json) -> Json:
    """An anonymous answer names the kind of data instead of a placeholder, which belongs to one vault."""
    if isinstance(value, list):
        return [_apart(one) for one in value]
    return PLACEHOLDER.sub(lambda m: f"[{m[1].replace('_', ' ').lower()}]", value) if isinstance(value, str) else value


def _talk(bot: SurveyFile, context: ToolContext) -> Talk:
    state = context.conversation.state
    return Talk(
        context.bot_id, context.version, context.conversation.id, bot.anonymity == "anonymous",
        given=_given(bot, state.get("page")), one_each=bot.one_each, ticket=_ticket(bot, context),
        drop=bot.partials == "drop",
    )  # fmt: skip


def _ticket(bot: SurveyFile, context: ToolContext) -> str | None:
    """What stands for the right to answer once: an invitation's hash, or one of who is signed in; of nobody's name."""
    if bot.one_each == "invited":
        ticket = context.conversation.state.get("ticket")
        return str(ticket) if ticket else None
    subject = context.conversation.visitor.subject
    if bot.one_each == "signed_in" and subject:
        return blind(context.services.store, context.bot_id, subject, MEMBER)
    return None


def _given(bot: SurveyFile, page: Any) -> Mapping[str, Any]:
    """What the page told, declared names only; a value that is not on its list was dropped when it came."""
    told = page if isinstance(page, Mapping) else {}
    return {one.id: told[one.id] for one in bot.hidden if one.id in told}


def _question(bot: SurveyFile, place: int) -> Question:
    if place >= len(bot.questions):
        raise BadArguments(f"There are {len(bot.questions)} questions.")
    return bot.questions[place]


def _value(question: Question, arguments: RecordAnswerArguments) -> Json:
    if arguments.skip:
        return None
    if arguments.number is not None:
        whole = arguments.number == int(arguments.number)
        return int(arguments.number) if whole else arguments.number
    if arguments.day is not None:
        return arguments.day.isoformat()
    if arguments.options is not None:
        chosen: list[Any] = [question.options[n] for n in arguments.options if n < len(question.options)]
        if arguments.words:
            chosen.append(arguments.words)
        return chosen[0] if question.kind in ("single", "matrix") and chosen else chosen
    return arguments.words


tool = _RecordAnswer()
