"""The steps of a survey: each question in the language and order it is asked in, its answer as the tool takes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bots.fields import Asked, Field, Reading, field_for
from bots.fields._scale import ends
from bots.schema.branching import due
from bots.schema.survey import Question, SurveyFile, Translation
from bots.types import Json


@dataclass(frozen=True, slots=True)
class Step:
    """A question as it is asked: its place in the file, and the row when it is one of a matrix.

    ``seed`` decides a random order, which then stays for the talk; the answer is kept in the file's own words.
    """

    place: int
    question: Question
    row: int | None = None
    language: str = ""
    seed: str = ""

    @property
    def key(self) -> str:
        return self.question.id if self.row is None else f"{self.question.id}.{self.row + 1}"

    @property
    def field(self) -> Field:
        return field_for(self.question.kind)

    def asked(self) -> Asked:
        q = self.question
        said = q.translations.get(self.language) or q  # type: ignore[call-overload]
        low, high = q.scale if q.scale else (None, None)
        rows = said.rows or q.rows
        text = said.text if self.row is None else f"{said.text} {rows[self.row]}"
        integer = q.integer if q.integer is not None else bool(q.scale) and not q.unit
        options = said.options or q.options
        look = q.look if q.kind == "rating" else ""
        return Asked(
            self.key, q.kind, text, tuple(options[n] for n in self._order()), said.labels or q.labels, low, high,
            integer, q.unit, look, q.other,
        )  # fmt: skip

    def places(self) -> dict[str, int]:
        """The options as they may be said, to their places in the file; the language asked in comes first."""
        found: dict[str, int] = {}
        for said in (self.question.translations.get(self.language), self.question):  # type: ignore[call-overload]
            if isinstance(said, Question | Translation):
                for n, option in enumerate(said.options):
                    found.setdefault(option, n)
        return found

    def arguments(self, reading: Reading) -> dict[str, Json]:
        """A value as the tool takes it: options by their place, so that the owner's words need no clearing."""
        value, places = reading.value, self.places()
        if isinstance(value, bool) or value is None:
            return {"skip": True}
        if isinstance(value, int | float):
            return {"number": value}
        if isinstance(value, list):
            own = [str(v) for v in value if reading.own]
            found: dict[str, Json] = {"options": [places[str(v)] for v in value if not reading.own]}
            return found | {"words": own[0]} if own else found
        if str(value) in places and not reading.own:
            return {"options": [places[str(value)]]}
        if self.question.kind == "date":
            return {"day": date.fromisoformat(str(value)).isoformat()}
        return {"words": str(value)}

    def limits(self) -> tuple[str, str]:
        """The ends of what is asked for, as words."""
        asked = self.asked()
        if asked.kind == "number":
            return str(asked.low if asked.low is not None else "–"), str(asked.high if asked.high is not None else "…")
        low, high = ends(asked)
        return str(low), str(high)

    def _order(self) -> Sequence[int]:
        places = range(len(self.question.options))
        if not self.question.shuffle:
            return places
        return sorted(places, key=lambda n: hashlib.sha256(f"{self.seed} {self.key} {n}".encode()).digest())


def steps(survey: SurveyFile, language: str, seed: str) -> tuple[Step, ...]:
    """Every step of a survey in order; each row of a table is one. A question that is not said in the visitor's
    language is asked in the survey's, and so are the words and buttons around it."""
    return tuple(
        Step(place, question, row, language if language in question.translations else survey.language, seed)
        for place, question in enumerate(survey.questions)
        for row in (range(len(question.rows)) if question.kind == "matrix" else (None,))
    )


def spoken_around(survey: SurveyFile, language: str) -> str:
    """The language of what is said beside no question: the visitor's where anything is translated into it, else the
    survey's, so that a talk does not go to and fro between two."""
    said = {*survey.translations, *(one for question in survey.questions for one in question.translations)}
    return language if language in said else survey.language


def progress(step: Step, every: Sequence[Step], answers: Mapping[str, Any]) -> tuple[int, int]:
    """Which question of how many: counted are those answered and those that may still come, so it never goes back."""
    counted = [s for s in _possible(every, answers) if s.question.kind != "statement"]
    keys = [s.key for s in counted]
    return (keys.index(step.key) + 1 if step.key in keys else len(keys)), len(keys)


def _possible(every: Sequence[Step], answers: Mapping[str, Any]) -> Iterator[Step]:
    coming: set[str] = set()
    for step in every:
        rule = step.question.show_if
        if step.key in answers or due(step.question, answers) or (rule is not None and rule.question in coming):
            if step.key not in answers:
                coming.add(step.question.id)
            yield step
