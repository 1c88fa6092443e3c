"""The keys of a survey bot."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from bots.schema.common import BotFile, Id, Language, Strict
from bots.schema.spoken import flow_words
from bots.schema.written import as_answer, as_label, as_op

QuestionKind = Literal[
    "single", "multiple", "yesno", "rating", "nps", "csat", "ces", "scale", "matrix", "ranking",
    "number", "date", "short_text", "long_text", "email", "phone", "consent", "statement",
]  # fmt: skip
MOST_QUESTIONS = 500
MOST_OPTIONS = 500
Option = Annotated[str, StringConstraints(min_length=1, max_length=200), BeforeValidator(as_label)]
Word = Annotated[str, BeforeValidator(as_label)]
Value = Annotated[str | int | float, BeforeValidator(as_answer)]


class ShowIf(Strict):
    """A branch: the question is asked only when an earlier answer fits."""

    question: Id
    op: Annotated[Literal["eq", "ne", "lt", "le", "gt", "ge", "in", "contains", "answered"], BeforeValidator(as_op)]
    value: Value | tuple[Value, ...] | None = None


class Translation(Strict):
    """A question in another language. Answers are kept in the words of the first language, so that they add up."""

    text: str = Field(min_length=1, max_length=500, title="Question")
    labels: tuple[Word, ...] = Field((), max_length=20, title="Words at the ends of the scale")
    options: tuple[Option, ...] = Field((), max_length=MOST_OPTIONS, title="Answers to choose from")
    rows: tuple[Option, ...] = Field((), max_length=50, title="Rows of a matrix")


class Question(Strict):
    """One step of a survey."""

    id: Id
    kind: QuestionKind
    text: str = Field(min_length=1, max_length=500, title="Question")
    required: bool = Field(True, title="Must be answered")
    prefer_not: bool = Field(False, title="Offer “prefer not to say”")
    purpose: str = Field(
        "", max_length=300, title="Why you ask", description="Said when somebody asks why. Empty: a general sentence."
    )
    scale: tuple[int, int] | None = Field(None, title="Lowest and highest number")
    look: Literal["numbers", "stars", "faces"] = Field("numbers", title="Buttons of a rating")
    integer: bool | None = Field(None, title="Whole numbers only", description="Empty: yes, when a scale is given.")
    labels: tuple[Word, ...] = Field((), max_length=20, title="Words at the ends of the scale")
    options: tuple[Option, ...] = Field((), max_length=MOST_OPTIONS, title="Answers to choose from")
    other: bool = Field(False, title="Offer “something else” in own words")
    shuffle: bool = Field(False, title="Answers in random order")
    rows: tuple[Option, ...] = Field((), max_length=50, title="Rows of a matrix")
    unit: str = Field("", max_length=20, title="Unit", description="Such as minutes or km; other units are converted.")
    points: tuple[float, ...] = Field(
        (), max_length=MOST_OPTIONS, title="Points",
        description="One per answer in order (yes, no); for a number a single factor.",
    )  # fmt: skip
    follow_up: bool = Field(False, title="Ask once more when the answer is thin")
    show_if: ShowIf | None = Field(None, title="Ask only if")
    translations: dict[Language, Translation] = Field(default_factory=dict, title="In other languages")


class Hidden(Strict):
    """Something the page tells about the visit, such as the plan or the campaign. Anything else it sends is dropped."""

    id: Id
    title: str = Field("", max_length=80, title="What it is")
    values: tuple[Option, ...] = Field((), max_length=50, title="Possible values", description="Others are dropped.")


class Quota(Strict):
    """How many complete answers of one sort are wanted; whoever comes after is thanked at once and nothing is kept."""

    question: Id
    value: Value
    most: int = Field(ge=1, le=1_000_000, title="How many")


class SurveyWords(Strict):
    """First and last words in another language; empty ones are said in the first language."""

    welcome: str = Field("", max_length=500, title="First words")
    thanks: str = Field("", max_length=500, title="Last words")


class SurveyFile(BotFile):
    """A bot that asks one question at a time and keeps exact answers."""

    kind: Literal["survey"]
    anonymity: Literal["anonymous", "confidential", "identified"] = Field("anonymous", title="Who can be recognized")
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MOST_QUESTIONS, title="Questions")
    thanks: str = Field("Thank you, that helps us a lot.", max_length=500, title="Last words")
    translations: dict[Language, SurveyWords] = Field(default_factory=dict, title="In other languages")
    progress: bool = Field(True, title="Show how far it is", description="From three questions on.")
    hidden: tuple[Hidden, ...] = Field((), max_length=20, title="What the page tells")
    quotas: tuple[Quota, ...] = Field((), max_length=50, title="Quotas")
    most: int | None = Field(None, ge=1, le=1_000_000, title="Most answers in all", description="Empty: no limit.")
    one_each: Literal["open", "invited", "signed_in"] = Field(
        "open", title="Who may answer",
        description="invited: each link once; signed_in: each signed-in visitor once. What was answered stays apart.",
    )  # fmt: skip
    partials: Literal["keep", "drop"] = Field("keep", title="Answers of a survey left half-way")

    @property
    def stores_words(self) -> bool:
        """An anonymous survey keeps answers only in the response, which nothing joins to the conversation."""
        return self.anonymity != "anonymous"

    @property
    def own_names(self) -> tuple[str, ...]:
        """The answers the owner offers are said by visitors word for word."""
        asked: list[Question | Translation] = [*self.questions]
        asked += [said for question in self.questions for said in question.translations.values()]
        return (*flow_words(), *(word for one in asked for word in (*one.options, *one.labels, *one.rows)))
