"""record_answer: keep one answer of a survey, take answers back, or close the response."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bots.errors import BadArguments
from bots.schema.survey import Question, SurveyFile
from bots.tools import ToolContext, ToolResult
from bots.types import Json
from guardrails import PLACEHOLDER
from records.responses import Responses, Talk


class RecordAnswerArguments(BaseModel):
    """One act on the response of this conversation. Questions and options go by their place in the file, so that the
    owner's own words need no clearing; words are the visitor's, cleared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: int | None = Field(None, ge=0, description="Place of the question, from 0")
    row: int | None = Field(None, ge=0, description="Row of a matrix, from 0")
    number: float | None = Field(None, description="A number or a rating")
    options: tuple[int, ...] | None = Field(None, description="Places of the options chosen, from 0")
    day: date | None = Field(None, description="A date")
    words: str | None = Field(None, max_length=8000, description="Own words, yes or no, a placeholder")
    skip: bool = Field(False, description="Leave the question unanswered")
    forget: tuple[int, ...] = Field((), description="Places of questions whose answers are taken back")
    finish: Literal["complete", "stopped"] | None = Field(None, description="Close the response")


class _RecordAnswer:
    name = "record_answer"
    description = "Keep an answer of this survey, or close it"
    writes = True
    Arguments = RecordAnswerArguments

    def run(self, arguments: RecordAnswerArguments, context: ToolContext) -> ToolResult:
        if not isinstance(context.bot, SurveyFile):
            raise BadArguments("Only a survey keeps answers.")
        responses = Responses(context.services.store)
        talk = _talk(context.bot, context)
        if arguments.finish:
            responses.finish(talk, arguments.finish, now=context.now)
            return ToolResult(data={"answers": {}}, act="finished the survey")
        answers = responses.answers(talk)
        if arguments.question is not None:
            question = _question(context.bot, arguments.question)
            key = question.id if arguments.row is None else f"{question.id}.{arguments.row + 1}"
            value = _value(question, arguments)
            answers = responses.record(talk, key, _apart(value) if talk.anonymous else value, now=context.now)
        if arguments.forget:
            ids = tuple(_question(context.bot, n).id for n in arguments.forget)
            answers = responses.forget(talk, ids, now=context.now)
        return ToolResult(data={"answers": dict(answers)})


def _apart(value: Json) -> Json:
    """An anonymous answer names the kind of data instead of a placeholder, which belongs to one vault."""
    return PLACEHOLDER.sub(lambda m: f"[{m[1].replace('_', ' ').lower()}]", value) if isinstance(value, str) else value


def _talk(bot: SurveyFile, context: ToolContext) -> Talk:
    return Talk(context.bot_id, context.version, context.conversation.id, bot.anonymity == "anonymous")


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
        return chosen[0] if question.kind in ("single", "matrix") and chosen else chosen
    return arguments.words


tool = _RecordAnswer()
