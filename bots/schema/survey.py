"""The keys of a survey bot."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from bots.schema.common import BotFile, Id, Strict
from bots.schema.spoken import flow_words

QuestionKind = Literal[
    "single", "multiple", "yesno", "rating", "nps", "csat", "ces", "scale", "matrix", "ranking",
    "number", "date", "short_text", "long_text", "email", "phone", "consent", "statement",
]  # fmt: skip
Option = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ShowIf(Strict):
    """A branch: the question is asked only when an earlier answer fits."""

    question: Id
    op: Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "answered"]
    value: str | int | float | tuple[str | int | float, ...] | None = None


class Question(Strict):
    """One step of a survey."""

    id: Id
    kind: QuestionKind
    text: str = Field(min_length=1, max_length=500, title="Question")
    required: bool = Field(True, title="Must be answered")
    scale: tuple[int, int] | None = Field(None, title="Lowest and highest number")
    integer: bool | None = Field(None, title="Whole numbers only", description="Empty: yes, when a scale is given.")
    labels: tuple[str, ...] = Field((), max_length=20, title="Words at the ends of the scale")
    options: tuple[Option, ...] = Field((), max_length=500, title="Answers to choose from")
    rows: tuple[Option, ...] = Field((), max_length=50, title="Rows of a matrix")
    unit: str = Field("", max_length=20, title="Unit")
    show_if: ShowIf | None = Field(None, title="Ask only if")


class SurveyFile(BotFile):
    """A bot that asks one question at a time and keeps exact answers."""

    kind: Literal["survey"]
    anonymity: Literal["anonymous", "confidential", "identified"] = Field("anonymous", title="Who can be recognized")
    questions: tuple[Question, ...] = Field(min_length=1, max_length=200, title="Questions")
    thanks: str = Field("Thank you, that helps us a lot.", max_length=500, title="Last words")

    @property
    def stores_words(self) -> bool:
        """An anonymous survey keeps answers only in the response, which nothing joins to the conversation."""
        return self.anonymity != "anonymous"

    @property
    def own_names(self) -> tuple[str, ...]:
        """The answers the owner offers are said by visitors word for word."""
        return (*flow_words(), *(word for q in self.questions for word in (*q.options, *q.labels, *q.rows)))
